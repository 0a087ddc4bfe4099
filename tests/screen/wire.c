#include "wire.h"

#include <xcb/xcb.h>

struct wire wire;

xcb_connection_t *__wrap_xcb_connect(const char *name, int *number);
int __wrap_xcb_connection_has_error(xcb_connection_t *to);
void __wrap_xcb_disconnect(xcb_connection_t *to);

xcb_connection_t *__wrap_xcb_connect(const char *name, int *number)
{
    (void)name;
    (void)number;
    wire.connections++;
    return (xcb_connection_t *)(void *)&wire;
}

int __wrap_xcb_connection_has_error(xcb_connection_t *to)
{
    (void)to;
    return wire.is_gone;
}

void __wrap_xcb_disconnect(xcb_connection_t *to)
{
    (void)to;
    wire.connections--;
}
