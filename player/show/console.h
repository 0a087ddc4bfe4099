// Where the running player is told things: a socket in the file system that only its user may open,
// one line a request and one line an answer (show/order.h says which). It never blocks, whatever
// its clients do: a line has at most CONSOLE_LINE bytes, CONSOLE_CLIENTS are kept and the one that
// has been silent for longest makes room for a new one, and who sends a longer line or a control
// character, or does not take an answer, is closed.
//
// The loop sleeps between frames, so the sockets wake it by SIGIO, sent to the thread that opened
// the console. Whoever opens it has installed a handler for SIGIO before, without SA_RESTART: it
// ends the sleep, and by default SIGIO ends the program. Whether the handler ran is a hint to look
// soon; look now and then without it too.
// Thread: the one that opened it (main).
#pragma once

#include "base/error.h"

enum { CONSOLE_CLIENTS = 8, CONSOLE_LINE = 1536 };

struct console;

// Makes the socket (mode 0600), and its folder where it is missing. One that a killed player left
// behind is replaced. Fails: ERROR_BUSY when somebody answers there; ERROR_CONFIG when something
// else has the name; ERROR_DEVICE when the system gives no socket. Owns: the caller.
struct console *console_open(const char *path, struct error *err)
    __attribute__((warn_unused_result));
void console_close(struct console *self); // removes the socket; NULL is fine

// The next complete line of any client, without its end; NULL when there is none for now. Until
// NULL was returned every client is heard at most once, so that nobody can keep the caller here.
// Borrowed until the next call. `self` NULL: NULL.
const char *console_hear(struct console *self);

// Sends one line (its end is added) to the client that was heard last. One that is gone, or takes
// nothing, is closed.
void console_answer(struct console *self, const char *line);
