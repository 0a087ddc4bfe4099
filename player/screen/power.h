// Whether the display itself is lit, by whatever way the system offers: an X server's DPMS, else
// the panel's backlight. Private to this room; owned by the window; main thread.
#pragma once

#include "screen/dpms.h"

#include <stdbool.h>

enum power_way {
    POWER_DPMS = 1,
    POWER_BACKLIGHT,
};

struct power {
    const char *driver;     // SDL's name of the video driver; borrowed
    const char *backlights; // folder of the panels; borrowed
    struct dpms dpms;
    enum power_way darkened_by; // 0: is lit
};

// Whether the system did it. Darkening takes the first way that works, lighting takes all of them:
// a display must not stay dark because it was darkened another way, by a player that was killed.
// Lighting is
// done when the way that darkened it did it. Where nothing is shown (dummy, offscreen) there is
// nothing to switch: false.
bool power_set(struct power *self, bool is_on);
