// A screen without a display: the canvas is the picture.
#include "screen/driver.h"

#include "base/mem.h"
#include "screen/frame.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

enum { PRESENTED_MOST = 16 }; // more become one that holds them all

struct memory_screen {
    struct screen screen; // first member
    struct SDL_Surface *frame;
    struct rect presented[PRESENTED_MOST];
    int presented_count;
};

static void memory_close(struct screen *screen)
{
    struct memory_screen *self = (struct memory_screen *)screen;
    frame_free(self->frame);
    free(self);
}

static struct SDL_Surface *memory_canvas(struct screen *screen)
{
    return ((struct memory_screen *)screen)->frame;
}

static void merge(struct rect *rects, int *count)
{
    for (int i = 1; i < *count; i++) {
        rects[0] = rect_union(rects[0], rects[i]);
    }
    *count = 1;
}

static bool memory_present(struct screen *screen, const struct rect *changed, int count,
                           struct error *err)
{
    (void)err;
    struct memory_screen *self = (struct memory_screen *)screen;
    for (int i = 0; i < count; i++) {
        if (self->presented_count == PRESENTED_MOST) {
            merge(self->presented, &self->presented_count);
        }
        self->presented[self->presented_count++] = changed[i];
    }
    return true;
}

int screen_take_presented(struct screen *memory, struct rect *out, int most)
{
    struct memory_screen *self = (struct memory_screen *)memory;
    assert(memory->present == memory_present);
    if (self->presented_count > most) {
        merge(self->presented, &self->presented_count);
    }
    int count = self->presented_count;
    memcpy(out, self->presented, (size_t)count * sizeof *out);
    self->presented_count = 0;
    return count;
}

static enum screen_event memory_poll(struct screen *screen)
{
    (void)screen;
    return SCREEN_NOTHING;
}

static bool memory_set_power(struct screen *screen, bool is_on)
{
    (void)screen;
    (void)is_on;
    return true;
}

struct screen *screen_open_memory(struct size canvas)
{
    struct memory_screen *self = mem_zeroed(1, sizeof *self);
    self->screen = (struct screen){.close = memory_close,
                                   .canvas = memory_canvas,
                                   .present = memory_present,
                                   .poll = memory_poll,
                                   .set_power = memory_set_power,
                                   .size = canvas};
    self->frame = frame_new(canvas);
    return &self->screen;
}
