// The ways to a dark display, in order.
#include "screen/power.h"

#include "base/str.h"
#include "screen/backlight.h"

static bool darken(struct power *self, bool is_x11)
{
    if (is_x11 && dpms_set(&self->dpms, false)) {
        self->darkened_by = POWER_DPMS;
        return true;
    }
    if (backlight_set(self->backlights, false)) {
        self->darkened_by = POWER_BACKLIGHT;
        return true;
    }
    backlight_set(self->backlights, true); // of several panels some may have gone dark
    return false;
}

static bool light(struct power *self, bool is_x11)
{
    bool by_dpms = is_x11 && dpms_set(&self->dpms, true);
    bool by_backlight = backlight_set(self->backlights, true);
    bool done = by_dpms || by_backlight;
    switch (self->darkened_by) {
    case POWER_DPMS:
        done = by_dpms;
        break;
    case POWER_BACKLIGHT:
        done = by_backlight;
        break;
    }
    self->darkened_by = done ? 0 : self->darkened_by;
    return done;
}

bool power_set(struct power *self, bool is_on)
{
    if (str_is(self->driver, "dummy") || str_is(self->driver, "offscreen")) {
        return false;
    }
    bool is_x11 = str_is(self->driver, "x11");
    return is_on ? light(self, is_x11) : darken(self, is_x11);
}
