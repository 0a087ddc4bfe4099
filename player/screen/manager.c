// A window manager leaves its mark on the root window.
// Source: Extended Window Manager Hints 1.5, _NET_SUPPORTING_WM_CHECK.
#include "screen/manager.h"

#include <stdlib.h>
#include <string.h>
#include <xcb/xcb.h>

static bool has_mark(xcb_connection_t *server)
{
    static const char name[] = "_NET_SUPPORTING_WM_CHECK";
    xcb_screen_t *screen = xcb_setup_roots_iterator(xcb_get_setup(server)).data;
    xcb_intern_atom_reply_t *atom = xcb_intern_atom_reply(
        server, xcb_intern_atom(server, 1, (uint16_t)strlen(name), name), NULL);
    bool is_known = atom != NULL && atom->atom != XCB_ATOM_NONE && screen != NULL;
    xcb_get_property_reply_t *mark = NULL;
    if (is_known) {
        mark = xcb_get_property_reply(
            server, xcb_get_property(server, 0, screen->root, atom->atom, XCB_ATOM_WINDOW, 0, 1),
            NULL);
    }
    bool is_there = mark != NULL && xcb_get_property_value_length(mark) > 0;
    free(mark);
    free(atom);
    return is_there;
}

bool manager_is_there(void)
{
    xcb_connection_t *server = xcb_connect(NULL, NULL);
    bool is_there = xcb_connection_has_error(server) == 0 && has_mark(server);
    xcb_disconnect(server);
    return is_there;
}
