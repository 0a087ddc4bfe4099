// Panels whose light the kernel switches: the touch displays of small boards, laptops. Private to
// this room; main thread.
#pragma once

#include <stdbool.h>

#define BACKLIGHT_FOLDER "/sys/class/backlight"

// Switches every panel below `folder` that we may write to. True when there is one and all of them
// took it. A panel that is as wanted is left alone.
bool backlight_set(const char *folder, bool is_on);
