// What items look like in their zones, for pages. Made by whoever can show them; the agenda opens
// no item.
#pragma once

#include "base/geom.h"

#include <stddef.h>

struct agenda_picture {
    char *uri;        // "data:image/png;base64,…"; NULL: it cannot be shown
    struct size size; // on the page, in CSS pixels; 0 × 0: nobody looked
};

// Borrowed. Shape: each[zone * item_count + item], as the playlist counts them.
struct agenda_pictures {
    const struct agenda_picture *each;
    size_t item_count;
};
