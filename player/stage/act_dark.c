// A zone that is black on purpose. Nothing is kept and nothing is painted but a filled rectangle.
#include "stage/acts.h"
#include "stage/still.h"

#include "base/mem.h"

#include <stdlib.h>

static enum act_state dark_prepare(struct act *act, int64_t elapsed_us, struct error *err)
{
    (void)act;
    (void)elapsed_us;
    (void)err;
    return ACT_READY;
}

static int64_t dark_length_us(const struct act *act)
{
    (void)act;
    return INT64_MAX;
}

static struct act_view dark_view(struct act *act, int64_t elapsed_us)
{
    (void)elapsed_us;
    struct rect whole = {0, 0, act->size.w, act->size.h};
    return (struct act_view){0, whole, whole, INT64_MAX};
}

static void dark_draw(struct act *act, SDL_Surface *into, int x, int y)
{
    still_fill(into, (struct rect){x, y, act->size.w, act->size.h}, act->background);
}

static void dark_close(struct act *act)
{
    free(act);
}

static const struct act_ops dark_ops = {
    .prepare = dark_prepare,
    .length_us = dark_length_us,
    .start = still_start,
    .view = dark_view,
    .draw = dark_draw,
    .close = dark_close,
    .can_repeat = true,
};

struct act *dark_open(const struct act_request *request)
{
    struct act *self = mem_zeroed(1, sizeof *self);
    self->ops = &dark_ops;
    self->env = request->env;
    self->size = request->size;
    self->background = (struct colour){0, 0, 0, 255};
    return self;
}
