// A zone's rectangle on a canvas, and a playlist on a canvas it was not designed for.
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

static void scale_extent(struct extent *extent, double factor)
{
    extent->value *= extent->is_percent ? 1 : factor;
}

// Never down to nothing: what was there stays visible.
static int scaled(int pixels, double factor)
{
    long value = lround(pixels * factor);
    return pixels > 0 && value < 1 ? 1 : (int)value;
}

void playlist_fit(struct playlist *self, struct size canvas)
{
    struct size from = self->canvas;
    if (from.w <= 0 || from.h <= 0 || (from.w == canvas.w && from.h == canvas.h)) {
        return;
    }
    double across = (double)canvas.w / from.w;
    double down = (double)canvas.h / from.h;
    double factor = across < down ? across : down;
    for (size_t z = 0; z < self->zone_count; z++) {
        struct zone *zone = &self->zones[z];
        scale_extent(&zone->x, across);
        scale_extent(&zone->w, across);
        scale_extent(&zone->y, down);
        scale_extent(&zone->h, down);
        zone->speed_px_s = scaled(zone->speed_px_s, factor);
        zone->letter_px = scaled(zone->letter_px, factor);
    }
    for (size_t i = 0; i < self->item_count; i++) {
        struct item *item = &self->items[i];
        item->look.size_px = scaled(item->look.size_px, factor);
        item->look.outline_px = scaled(item->look.outline_px, factor);
        item->look.shadow_px = scaled(item->look.shadow_px, factor);
        item->speed_px_s = scaled(item->speed_px_s, factor);
    }
    self->canvas = canvas;
}
