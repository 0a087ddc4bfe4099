// Whether people can read what a playlist says: how fast it passes, how long it stays, how large it
// is from where they stand, how it stands out from what is behind it, and whether it flashes. All
// findings are warnings. Main thread.
#pragma once

#include "config/troubles.h"
#include "playlist/playlist.h"
#include "point/point.h"
#include "text/fonts.h"

#include <stdint.h>

struct legible_terms {
    const struct playlist *playlist;
    const struct point *point; // how large a pixel is, and from how far it is read
    struct size canvas;
    struct fonts *fonts;        // NULL: there is none, so only colours are judged
    int rate_mhz;               // pictures per 1000 s that the screen shows
    int64_t *const *lengths_us; // by zone, by item of the playlist; 0: cannot be shown
};

void check_legible(const struct legible_terms *terms, struct troubles *troubles);

// One item in one zone. `where` is " in zone \"ticker\"", or "".
struct legible_case {
    const struct playlist *playlist;
    const struct item *item;
    struct colour background; // of the item, else of the zone
    const char *where;
    const char *separator; // between it and the next text; NULL: nothing
};

// The part of it that judges colours. Source of the limit: WCAG 2.2, 1.4.3.
#define LEGIBLE_CONTRAST 4.5
void check_contrast(const struct legible_case *at, struct troubles *troubles);
