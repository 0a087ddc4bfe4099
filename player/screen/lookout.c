// Asking whether the display is lit.
#include "screen/lookout.h"

#include "base/str.h"
#include "screen/dpms.h"

#include <stdlib.h>
#include <xcb/dpms.h>
#include <xcb/xcb.h>
#include <xcb/xcbext.h>

// A server on this machine has this machine's displays.
static bool is_local(void)
{
    const char *name = getenv("DISPLAY");
    return name != NULL && name[0] == ':';
}

static enum screen_power power_of(const xcb_dpms_info_reply_t *info)
{
    return info->power_level == XCB_DPMS_DPMS_MODE_ON ? SCREEN_POWER_ON : SCREEN_POWER_OFF;
}

static void take(struct lookout *self, xcb_dpms_info_reply_t *reply)
{
    self->known = reply != NULL ? power_of(reply) : SCREEN_POWER_UNKNOWN;
    free(reply);
    // A server goes on when its only monitor is unplugged.
    bool may_be_unplugged = self->known == SCREEN_POWER_ON && self->asks_cards;
    if (may_be_unplugged && cards_power(self->cards) == SCREEN_POWER_OFF) {
        self->known = SCREEN_POWER_OFF;
    }
}

static void leave_server(struct lookout *self)
{
    if (self->server != NULL) {
        xcb_disconnect(self->server);
    }
    self->server = NULL;
    self->is_waiting = false;
}

void lookout_open(struct lookout *self, const char *driver, const char *cards)
{
    *self = (struct lookout){.cards = cards};
    if (str_is(driver, "kmsdrm") || str_is(driver, "wayland")) {
        self->asks_cards = true;
        self->known = cards_power(cards);
    }
    if (!str_is(driver, "x11")) {
        return;
    }
    self->asks_cards = is_local();
    self->server = xcb_connect(NULL, NULL);
    if (xcb_connection_has_error(self->server) != 0 || !dpms_is_capable(self->server)) {
        leave_server(self);
        return;
    }
    take(self, xcb_dpms_info_reply(self->server, xcb_dpms_info(self->server), NULL));
}

void lookout_close(struct lookout *self)
{
    leave_server(self);
}

void lookout_forget(struct lookout *self)
{
    self->known = SCREEN_POWER_UNKNOWN;
    if (self->is_waiting) {
        xcb_discard_reply(self->server, self->question);
        self->is_waiting = false;
    }
}

void lookout_ask(struct lookout *self)
{
    if (self->server == NULL) {
        self->known = self->asks_cards ? cards_power(self->cards) : SCREEN_POWER_UNKNOWN;
        return;
    }
    if (self->is_waiting) {
        lookout_forget(self);
    }
    self->question = xcb_dpms_info(self->server).sequence;
    self->is_waiting = xcb_flush(self->server) > 0;
    if (!self->is_waiting) { // the server is gone
        leave_server(self);
        self->asks_cards = false;
        self->known = SCREEN_POWER_UNKNOWN;
    }
}

enum screen_power lookout_answer(struct lookout *self)
{
    void *reply = NULL;
    xcb_generic_error_t *refusal = NULL;
    if (self->is_waiting &&
        xcb_poll_for_reply(self->server, self->question, &reply, &refusal) != 0) {
        self->is_waiting = false;
        take(self, reply);
        free(refusal);
    }
    return self->known;
}
