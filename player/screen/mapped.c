// A screen before another one: what is drawn goes through the wall's map and the light's tables on
// its way to the glass.
//
// The canvas is a picture of its own. Presenting copies what changed of it, piece by piece, to the
// other screen's canvas, and presents there what that touched. What no piece reaches is never
// written, and black since the other canvas was made.
#include "screen/driver.h"

#include "base/mem.h"
#include "screen/frame.h"
#include "screen/remap.h"

#include <assert.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

enum { RECTS_MOST = 32 }; // handed on one by one; more become one that holds them all

struct mapped {
    struct screen screen; // first member
    struct screen *glass; // the other one; owned
    struct wallmap map;
    double gamma[3];
    struct tone tone;
    struct SDL_Surface *canvas;
    bool is_stale; // the light changed: all of the canvas has to be copied anew
};

// What the glass has to show anew.
struct touched {
    struct rect rects[RECTS_MOST];
    int count;
    bool is_one; // there were too many
};

static int64_t area(struct rect r)
{
    return (int64_t)r.w * r.h;
}

// Handing over a rectangle costs as much as some thousand pixels: two become one when that adds
// less than a quarter. What lies between them is on the glass's canvas as it is.
static bool join(struct rect *into, struct rect place)
{
    struct rect both = rect_union(*into, place);
    if (area(both) * 4 > (area(*into) + area(place)) * 5) {
        return false;
    }
    *into = both;
    return true;
}

static void touch(struct touched *self, struct rect place)
{
    for (int i = 0; i < self->count && !self->is_one; i++) {
        if (join(&self->rects[i], place)) {
            return;
        }
    }
    if (self->is_one) {
        self->rects[0] = rect_union(self->rects[0], place);
        return;
    }
    if (self->count < RECTS_MOST) {
        self->rects[self->count++] = place;
        return;
    }
    for (int i = 1; i < RECTS_MOST; i++) {
        self->rects[0] = rect_union(self->rects[0], self->rects[i]);
    }
    self->rects[0] = rect_union(self->rects[0], place);
    self->count = 1;
    self->is_one = true;
}

static struct SDL_Surface *mapped_canvas(struct screen *screen)
{
    return ((struct mapped *)screen)->canvas;
}

static bool mapped_present(struct screen *screen, const struct rect *changed, int count,
                           struct error *err)
{
    struct mapped *self = (struct mapped *)screen;
    struct SDL_Surface *output = screen_canvas(self->glass);
    struct touched touched = {.count = 0};
    const struct rect all = {0, 0, self->map.canvas.w, self->map.canvas.h};
    if (self->is_stale) {
        self->is_stale = false;
        changed = &all;
        count = 1;
    }
    for (size_t p = 0; p < self->map.count; p++) {
        const struct piece *piece = &self->map.pieces[p];
        for (int i = 0; i < count; i++) {
            struct rect place = piece_carry(piece, changed[i]);
            if (!rect_is_empty(place)) {
                remap_piece(self->canvas, piece, changed[i], &self->tone, output);
                touch(&touched, place);
            }
        }
    }
    return touched.count == 0 || screen_present(self->glass, touched.rects, touched.count, err);
}

static enum screen_event mapped_poll(struct screen *screen)
{
    struct mapped *self = (struct mapped *)screen;
    if (self->is_stale) { // for a picture that stands still
        self->is_stale = false;
        return SCREEN_REDRAW;
    }
    return screen_poll(self->glass);
}

static bool mapped_set_power(struct screen *screen, bool is_on)
{
    return screen_set_power(((struct mapped *)screen)->glass, is_on);
}

static void mapped_ask_power(struct screen *screen)
{
    screen_ask_power(((struct mapped *)screen)->glass);
}

static enum screen_power mapped_power(struct screen *screen)
{
    return screen_power(((struct mapped *)screen)->glass);
}

// All of the canvas has to reach the new glass.
static bool mapped_reopen(struct screen *screen, struct error *err)
{
    struct mapped *self = (struct mapped *)screen;
    self->is_stale = true;
    return screen_reopen(self->glass, err);
}

static bool mapped_is_gone(const struct screen *screen)
{
    return screen_is_gone(((const struct mapped *)screen)->glass);
}

static void mapped_set_light(struct screen *screen, int level)
{
    struct mapped *self = (struct mapped *)screen;
    struct tone tone = tone_of(level, self->gamma);
    if (!tone_is_same(&tone, &self->tone)) {
        self->tone = tone;
        self->is_stale = true;
    }
}

static void mapped_close(struct screen *screen)
{
    struct mapped *self = (struct mapped *)screen;
    screen_close(self->glass);
    frame_free(self->canvas);
    wallmap_fini(&self->map);
    free(self);
}

struct screen *screen_open_mapped(struct screen *glass, const struct wallmap *map,
                                  const double gamma[3])
{
    struct size output = screen_size(glass);
    assert(map->output.w <= output.w && map->output.h <= output.h);
    struct mapped *self = mem_zeroed(1, sizeof *self);
    self->screen = (struct screen){.close = mapped_close,
                                   .canvas = mapped_canvas,
                                   .present = mapped_present,
                                   .poll = mapped_poll,
                                   .set_power = mapped_set_power,
                                   .ask_power = mapped_ask_power,
                                   .power = mapped_power,
                                   .reopen = mapped_reopen,
                                   .is_gone = mapped_is_gone,
                                   .set_light = mapped_set_light,
                                   .size = map->canvas,
                                   .display = glass->display,
                                   .rate_mhz = glass->rate_mhz};
    self->glass = glass;
    self->map = wallmap_copy(map);
    memcpy(self->gamma, gamma, sizeof self->gamma);
    self->tone = tone_of(LIGHT_FULL, gamma);
    self->canvas = frame_new(map->canvas);
    return &self->screen;
}
