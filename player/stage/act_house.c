// The house card: what a public screen shows when nothing else can be shown. It needs no file, and
// when there is no font either, its blue field with a gold line still says that the screen is
// alive.
#include "stage/acts.h"
#include "stage/caption.h"
#include "stage/still.h"

#include "base/mem.h"

#include <stdlib.h>

static const struct colour field = {10, 34, 84, 255};
static const struct colour line = {255, 196, 64, 255};

static void paint(struct still_act *self)
{
    struct size zone = self->act.size;
    self->still = still_new(zone, field);
    int thick = zone.h / 40 < 1 ? 1 : zone.h / 40;
    still_fill(self->still, (struct rect){0, zone.h - thick, zone.w, thick}, line);
    struct look look = {.colour = {255, 255, 255, 255}, .align = ALIGN_CENTRE};
    struct rect box = {zone.w / 10, zone.h / 6, zone.w - zone.w / 5, zone.h - zone.h / 3};
    struct error ignored = {0}; // without a font the field must do
    if (!caption_paint(self->act.env->fonts, "全民反诈 平安同行\n[gold]反诈专线 96110[/]", &look,
                       box, self->still, &ignored)) {
        still_fill(self->still, (struct rect){0, zone.h / 2 - thick, zone.w, 2 * thick}, line);
    }
}

static enum act_state house_prepare(struct act *act, int64_t elapsed_us, struct error *err)
{
    (void)elapsed_us;
    (void)err;
    struct still_act *self = (struct still_act *)act;
    if (self->still == NULL) {
        paint(self);
    }
    return ACT_READY;
}

static int64_t house_length_us(const struct act *act)
{
    (void)act;
    return INT64_MAX;
}

static void house_close(struct act *act)
{
    SDL_FreeSurface(((struct still_act *)act)->still);
    free(act);
}

static const struct act_ops house_ops = {
    .prepare = house_prepare,
    .length_us = house_length_us,
    .start = still_start,
    .view = still_view,
    .draw = still_draw,
    .close = house_close,
    .can_repeat = true,
};

struct act *house_open(const struct act_request *request, struct error *err)
{
    (void)request;
    (void)err;
    struct still_act *self = mem_zeroed(1, sizeof *self);
    self->act.ops = &house_ops;
    return &self->act;
}
