// How fast a text runs and how long a page stays when the author does not say. Pure; any thread.
#pragma once

#include "stage/scroll.h"

#include <stdbool.h>
#include <stdint.h>

// Where a text passes: how much of its way is in sight at once, and how many frames are shown.
struct tempo_place {
    int sight_px;
    int rate_mhz; // per 1000 s
};

// A line of characters of this size, one behind the other.
struct scroll tempo_of_line(int size_px, struct tempo_place place);

// Lines that bring many characters at once: never faster than a page is read. `characters` follow
// each other on `extent_px` of the way.
struct scroll tempo_of_lines(int size_px, int characters, int extent_px, struct tempo_place place);

// A page that stands still. When it flashes there is nothing to read for half of the time.
int64_t tempo_of_page_us(int characters, bool is_flashing);
