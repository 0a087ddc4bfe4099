// The X server's end. Xlib ends the process when its server is gone; with this the caller hears of
// it instead, so that what was shown can still be written down. Nothing of X may be called any
// more then: its locks are held for good.
// Private to this room. Thread: main. One server a process, as SDL has it.
#pragma once

#include <stdbool.h>

// After SDL has connected to it.
void server_watch(void);

// Stays connected while SDL connects anew: a server whose last client leaves begins again from
// nothing, or ends. Owns: the caller, by server_release(). NULL: there is none.
struct xcb_connection_t;
struct xcb_connection_t *server_hold(void);
void server_release(struct xcb_connection_t *held); // NULL is fine

// Calls `call`, which talks to the server through SDL. False: the server ended meanwhile, and the
// call was left where it stood; or it was gone before, and nothing was called.
bool server_call(void (*call)(void *self), void *self) __attribute__((warn_unused_result));
bool server_is_gone(void);
