// A zone's rectangle on a canvas.
#include "playlist/playlist.h"

#include <math.h>

// Pixels from the start of an axis of `side` pixels, not rounded.
static double pixels(struct extent extent, int side)
{
    return extent.is_percent ? extent.value * side / 100 : extent.value;
}

struct span {
    int from, length;
};

// Both ends are rounded, not start and length: zones that meet in percent meet in pixels.
static struct span place_along(struct extent place, struct extent size, int side)
{
    double start = pixels(place, side);
    long from = lround(start);
    long to = lround(start + pixels(size, side));
    from = from > side - 1 ? side - 1 : from;
    to = to > side ? side : to;
    to = to < from + 1 ? from + 1 : to;
    return (struct span){(int)from, (int)(to - from)};
}

struct rect zone_place(const struct zone *zone, struct size canvas)
{
    struct span across = place_along(zone->x, zone->w, canvas.w);
    struct span down = place_along(zone->y, zone->h, canvas.h);
    return (struct rect){across.from, down.from, across.length, down.length};
}
