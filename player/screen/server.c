// Xlib tells a handler that the connection is broken, and ends the process when that returns; so it
// does not return. libX11 is reached through SDL, so that this program need not link it.
// Source: libX11, XSetIOErrorHandler(3). Its newer exit handler would have to be set for a Display,
// which SDL keeps to itself.
#include "screen/server.h"

#include <dlfcn.h>
#include <setjmp.h>
#include <stddef.h>
#include <string.h>
#include <xcb/xcb.h>

typedef int io_error_handler(void *display);

static bool is_gone;
static bool is_calling;
static jmp_buf before_call;

static int hear_end(void *display)
{
    (void)display;
    is_gone = true;
    if (is_calling) {
        longjmp(before_call, 1);
    }
    return 0;
}

void server_watch(void)
{
    io_error_handler *(*set_handler)(io_error_handler *) = NULL;
    void *symbol = dlsym(RTLD_DEFAULT, "XSetIOErrorHandler");
    memcpy(&set_handler, &symbol, sizeof set_handler); // ISO C has no cast for this
    if (set_handler != NULL) {
        set_handler(hear_end);
    }
}

struct xcb_connection_t *server_hold(void)
{
    xcb_connection_t *held = xcb_connect(NULL, NULL);
    if (xcb_connection_has_error(held) != 0) {
        xcb_disconnect(held);
        return NULL;
    }
    return held;
}

void server_release(struct xcb_connection_t *held)
{
    if (held != NULL) {
        xcb_disconnect(held);
    }
}

bool server_call(void (*call)(void *self), void *self)
{
    if (!is_gone && setjmp(before_call) == 0) {
        is_calling = true;
        call(self);
    }
    is_calling = false;
    return !is_gone;
}

bool server_is_gone(void)
{
    return is_gone;
}
