// DPMS over a connection of its own: the one that SDL has is SDL's.
// Source: X.Org Display Power Management Signaling 1.1: ForceLevel is an error while DPMS is
// disabled, and Disable wakes the monitor.
#include "screen/dpms.h"

#include <stdlib.h>
#include <xcb/dpms.h>
#include <xcb/xcb.h>

bool dpms_is_capable(xcb_connection_t *server)
{
    const xcb_query_extension_reply_t *about = xcb_get_extension_data(server, &xcb_dpms_id);
    if (about == NULL || !about->present) {
        return false;
    }
    xcb_dpms_capable_reply_t *reply =
        xcb_dpms_capable_reply(server, xcb_dpms_capable(server), NULL);
    bool can = reply != NULL && reply->capable;
    free(reply);
    return can;
}

static bool is_done(xcb_connection_t *server, xcb_void_cookie_t request)
{
    xcb_generic_error_t *refusal = xcb_request_check(server, request);
    bool done = refusal == NULL && xcb_connection_has_error(server) == 0;
    free(refusal);
    return done;
}

// Power saving as it was found.
static bool restore(struct dpms *self, xcb_connection_t *server)
{
    bool done = !self->must_disable || is_done(server, xcb_dpms_disable_checked(server));
    self->must_disable = self->must_disable && !done;
    return done;
}

static bool darken(struct dpms *self, xcb_connection_t *server, bool is_enabled)
{
    if (!is_enabled) {
        if (!is_done(server, xcb_dpms_enable_checked(server))) {
            return false;
        }
        self->must_disable = true;
    }
    if (is_done(server, xcb_dpms_force_level_checked(server, XCB_DPMS_DPMS_MODE_OFF))) {
        return true;
    }
    restore(self, server);
    return false;
}

static bool light(struct dpms *self, xcb_connection_t *server, bool is_enabled)
{
    bool is_lit =
        !is_enabled || is_done(server, xcb_dpms_force_level_checked(server, XCB_DPMS_DPMS_MODE_ON));
    return restore(self, server) && is_lit;
}

static bool set_on(struct dpms *self, xcb_connection_t *server, bool is_on)
{
    if (!dpms_is_capable(server)) {
        return false;
    }
    xcb_dpms_info_reply_t *now = xcb_dpms_info_reply(server, xcb_dpms_info(server), NULL);
    bool is_known = now != NULL;
    bool is_enabled = is_known && now->state;
    free(now);
    return is_known && (is_on ? light(self, server, is_enabled) : darken(self, server, is_enabled));
}

bool dpms_set(struct dpms *self, bool is_on)
{
    xcb_connection_t *server = xcb_connect(NULL, NULL);
    bool done = xcb_connection_has_error(server) == 0 && set_on(self, server, is_on);
    xcb_disconnect(server);
    return done;
}
