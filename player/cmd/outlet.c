// From a point to an open screen.
#include "cmd/outlet.h"

#include "base/log.h"

bool outlet_is_mapped(const struct point *point)
{
    return point->wall.count > 0 || point->quarters != 0 || !light_is_plain(&point->light);
}

// The screen that the output is, with nothing before it.
static struct screen *open_plain(const struct outlet *self, struct error *err)
{
    const struct point *point = self->point;
    struct size output = self->canvas;
    if (output.w > 0) {
        struct wallmap map = point_map(point, self->canvas);
        output = map.output;
        wallmap_fini(&map);
    }
    if (self->is_memory) {
        return screen_open_memory(output);
    }
    struct screen_wish wish = {
        .canvas = output,
        .may_grow = self->may_grow,
        .is_fullscreen = self->is_fullscreen,
        .has_place = point->has_place,
        .place = {point->place.x, point->place.y},
        .title = self->title,
    };
    return screen_open_window(&wish, err);
}

static void warn_when_cut(const struct outlet *self, const struct wallmap *map, struct size display)
{
    const struct point *point = self->point;
    if (!self->is_fullscreen || !point->has_place) {
        return;
    }
    size_t off = wallmap_off_display(map, point->place.x, point->place.y, display);
    if (off == map->count) {
        return;
    }
    struct rect place = piece_place(&map->pieces[off]);
    log_warn("the display has %dx%d px: piece %zu of %zu (%dx%d px at %d,%d) is not all on it",
             display.w, display.h, off + 1, map->count, place.w, place.h, point->place.x + place.x,
             point->place.y + place.y);
}

struct screen *outlet_open(const struct outlet *self, struct error *err)
{
    struct screen *screen = open_plain(self, err);
    if (screen == NULL) {
        return NULL;
    }
    const struct point *point = self->point;
    struct wallmap map = point_map(point, size_turned(screen_size(screen), point->quarters));
    warn_when_cut(self, &map, screen_display(screen));
    if (outlet_is_mapped(point)) {
        screen = screen_open_mapped(screen, &map, point->light.gamma);
    }
    wallmap_fini(&map);
    return screen;
}
