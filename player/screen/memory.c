// A screen without a display: the canvas is the picture.
#include "screen/driver.h"

#include "base/mem.h"
#include "screen/frame.h"

#include <stdlib.h>

struct memory_screen {
    struct screen screen; // first member
    struct SDL_Surface *frame;
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

static bool memory_present(struct screen *screen, const struct rect *changed, int count,
                           struct error *err)
{
    (void)screen;
    (void)changed;
    (void)count;
    (void)err;
    return true;
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
