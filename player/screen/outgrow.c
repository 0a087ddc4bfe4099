// The root window is as large as the output, and tells whoever asks for it when that changes.
#include "screen/outgrow.h"

#include <stdlib.h>
#include <xcb/xcb.h>

void outgrow_open(struct outgrow *self)
{
    *self = (struct outgrow){.server = xcb_connect(NULL, NULL)};
    if (xcb_connection_has_error(self->server) != 0) {
        outgrow_close(self);
        return;
    }
    const xcb_screen_t *screen = xcb_setup_roots_iterator(xcb_get_setup(self->server)).data;
    const uint32_t wish = XCB_EVENT_MASK_STRUCTURE_NOTIFY;
    self->root = screen->root;
    self->w = screen->width_in_pixels;
    self->h = screen->height_in_pixels;
    xcb_change_window_attributes(self->server, self->root, XCB_CW_EVENT_MASK, &wish);
    xcb_flush(self->server);
}

void outgrow_close(struct outgrow *self)
{
    if (self->server != NULL) {
        xcb_disconnect(self->server);
    }
    *self = (struct outgrow){0};
}

bool outgrow_happened(struct outgrow *self)
{
    enum { SENT = 0x80 }; // the bit of events that another client made up
    enum { SETTLED = 20 };
    xcb_generic_event_t *event;
    while (self->server != NULL && (event = xcb_poll_for_event(self->server)) != NULL) {
        const xcb_configure_notify_event_t *news = (const void *)event;
        bool is_about_it = (event->response_type & ~SENT) == XCB_CONFIGURE_NOTIFY &&
                           news->window == self->root &&
                           (news->width != self->w || news->height != self->h);
        if (is_about_it) {
            self->w = news->width;
            self->h = news->height;
            self->settles = SETTLED;
        }
        free(event);
    }
    return self->settles > 0 && --self->settles == 0;
}
