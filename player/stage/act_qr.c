// A QR code with a caption: dark modules of whole pixels on a white plate with its quiet zone.
#include "stage/acts.h"
#include "stage/caption.h"
#include "stage/still.h"

#include "base/mem.h"
#include "media/qr.h"

#include <stdlib.h>

enum { QR_HOLD_US = 15000000, CAPTION_PERCENT = 18 };

struct qr_act {
    struct still_act base; // first member
    struct qr code;
};

static void paint_modules(const struct qr *code, SDL_Surface *still, struct rect room)
{
    int side = code->side + 2 * QR_QUIET_MODULES;
    int px = (room.w < room.h ? room.w : room.h) / side;
    px = px < 1 ? 1 : px;
    struct rect plate = {room.x + (room.w - side * px) / 2, room.y + (room.h - side * px) / 2,
                         side * px, side * px};
    still_fill(still, plate, (struct colour){255, 255, 255, 255});
    for (int y = 0; y < code->side; y++) {
        for (int x = 0; x < code->side; x++) {
            if (code->modules[y * code->side + x] != 0) {
                struct rect module = {plate.x + (x + QR_QUIET_MODULES) * px,
                                      plate.y + (y + QR_QUIET_MODULES) * px, px, px};
                still_fill(still, module, (struct colour){0, 0, 0, 255});
            }
        }
    }
}

// On a strip the caption stands beside the code, else below it.
static struct rect words_box(struct size zone, struct rect *code_room)
{
    *code_room = (struct rect){0, 0, zone.w, zone.h};
    if (zone.w > 2 * zone.h) {
        code_room->w = zone.h;
        return (struct rect){zone.h + zone.h / 10, zone.h / 10, zone.w - zone.h - zone.h / 5,
                             zone.h - zone.h / 5};
    }
    int high = zone.h * CAPTION_PERCENT / 100;
    code_room->h = zone.h - high;
    return (struct rect){zone.w / 20, code_room->h + high / 10, zone.w - zone.w / 10,
                         high - high / 5};
}

static bool paint(struct qr_act *self, struct error *err)
{
    struct size zone = self->base.act.size;
    const char *caption = self->base.act.item->caption;
    self->base.still = still_new(zone, self->base.act.background);
    struct rect code_room = {0, 0, zone.w, zone.h};
    if (caption == NULL) {
        paint_modules(&self->code, self->base.still, code_room);
        return true;
    }
    struct rect words = words_box(zone, &code_room);
    paint_modules(&self->code, self->base.still, code_room);
    return caption_paint(self->base.act.env->fonts, caption, &self->base.act.item->look, words,
                         self->base.still, err);
}

static enum act_state qr_prepare(struct act *act, int64_t elapsed_us, struct error *err)
{
    (void)elapsed_us;
    struct qr_act *self = (struct qr_act *)act;
    if (self->base.still == NULL && !paint(self, err)) {
        return ACT_FAILED;
    }
    return ACT_READY;
}

static int64_t qr_length_us(const struct act *act)
{
    return still_length_us(act, QR_HOLD_US);
}

static void qr_close(struct act *act)
{
    struct qr_act *self = (struct qr_act *)act;
    SDL_FreeSurface(self->base.still);
    qr_fini(&self->code);
    free(self);
}

static const struct act_ops qr_ops = {
    .prepare = qr_prepare,
    .length_us = qr_length_us,
    .start = still_start,
    .view = still_view,
    .draw = still_draw,
    .close = qr_close,
    .can_repeat = true,
};

struct act *qr_open(const struct act_request *request, struct error *err)
{
    struct qr_act *self = mem_zeroed(1, sizeof *self);
    self->base.act.ops = &qr_ops;
    if (!qr_make(&self->code, request->item->text, err)) {
        free(self);
        return NULL;
    }
    return &self->base.act;
}

bool qr_read(const struct act_request *request, struct reading *out, struct error *err)
{
    const struct item *item = request->item;
    struct rect code_room;
    struct caption_fit fit = {0};
    if (item->caption != NULL && !caption_fit(request->env->fonts, item->caption, &item->look,
                                              words_box(request->size, &code_room), &fit, err)) {
        return false;
    }
    *out = (struct reading){.size_px = fit.size_px,
                            .page = 1,
                            .pages = 1,
                            .characters = fit.characters,
                            .shown_us = INT64_MAX};
    return true;
}
