// A picture, or the first one of a film that stands for all of it. The decoder process is let go as
// soon as the picture is in hand.
#include "stage/acts.h"
#include "stage/still.h"

#include "base/mem.h"

#include <stdlib.h>

enum { IMAGE_HOLD_US = 10000000 };

struct image {
    struct still_act base; // first member
    struct medium *medium; // NULL once the picture is in hand
    int64_t own_us;        // how long a film says it is
};

// SDL mixes a picture with holes into an empty surface as colour times alpha; blits want the colour
// itself.
static void straighten(SDL_Surface *still)
{
    for (int y = 0; y < still->h; y++) {
        uint8_t *row = (uint8_t *)still->pixels + (ptrdiff_t)y * still->pitch;
        for (int x = 0; x < still->w; x++) {
            uint8_t *pixel = row + (ptrdiff_t)x * 4; // B, G, R, A
            unsigned alpha = pixel[3];
            for (int c = 0; alpha > 0 && alpha < 255 && c < 3; c++) {
                unsigned colour = (pixel[c] * 255u + alpha / 2) / alpha;
                pixel[c] = (uint8_t)(colour > 255 ? 255 : colour);
            }
        }
    }
}

static enum act_state image_prepare(struct act *act, int64_t elapsed_us, struct error *err)
{
    (void)elapsed_us;
    struct image *self = (struct image *)act;
    if (self->base.still != NULL) {
        return ACT_READY;
    }
    enum act_state state = act_medium_state(act, self->medium, err);
    if (state != ACT_READY) {
        return state;
    }
    const struct medium_info *info = medium_info(self->medium);
    // READY means that the picture is there; nothing on the screen waits for a decoder that lies
    enum medium_mode mode = act->env->mode == MEDIUM_LATEST ? MEDIUM_LATEST : MEDIUM_WAIT;
    if (!info->has_picture || medium_picture(self->medium, 0, mode) < 0) {
        error_set(err, ERROR_MEDIA, "there is no picture in it");
        return ACT_FAILED;
    }
    self->own_us = info->length_us;
    self->base.still = still_new(act->size, act->background);
    medium_draw(self->medium, self->base.still, (act->size.w - info->shown.w) / 2,
                (act->size.h - info->shown.h) / 2);
    if (self->base.still->format->Amask != 0) {
        straighten(self->base.still);
    }
    medium_close(self->medium);
    self->medium = NULL;
    return ACT_READY;
}

static int64_t image_length_us(const struct act *act)
{
    return still_length_us(act, IMAGE_HOLD_US);
}

static int64_t film_still_length_us(const struct act *act)
{
    return act_film_length_us(act, ((const struct image *)act)->own_us);
}

static bool image_is_vetting(const struct act *act)
{
    const struct image *self = (const struct image *)act;
    return self->medium != NULL && medium_is_vetting(self->medium);
}

static void image_close(struct act *act)
{
    struct image *self = (struct image *)act;
    medium_close(self->medium);
    SDL_FreeSurface(self->base.still);
    free(self);
}

static const struct act_ops image_ops = {
    .prepare = image_prepare,
    .length_us = image_length_us,
    .start = still_start,
    .view = still_view,
    .draw = still_draw,
    .is_vetting = image_is_vetting,
    .close = image_close,
    .can_repeat = true,
};

static const struct act_ops film_still_ops = {
    .prepare = image_prepare,
    .length_us = film_still_length_us,
    .start = still_start,
    .view = still_view,
    .draw = still_draw,
    .is_vetting = image_is_vetting,
    .close = image_close,
    .can_repeat = true,
};

static struct act *open_first(const struct act_request *request, const struct act_ops *ops,
                              bool wants_sound, struct error *err)
{
    struct medium_wish wish = {.box = request->size,
                               .fit = request->item->fit,
                               .wants_sound = wants_sound,
                               .sha256 = request->item->sha256};
    struct medium *medium = medium_open(request->item->path, &wish, err);
    if (medium == NULL) {
        return NULL;
    }
    struct image *self = mem_zeroed(1, sizeof *self);
    self->base.act.ops = ops;
    self->medium = medium;
    return &self->base.act;
}

struct act *image_open(const struct act_request *request, struct error *err)
{
    return open_first(request, &image_ops, false, err);
}

struct act *film_still_open(const struct act_request *request, struct error *err)
{
    // its sound may last longer than its pictures
    bool wants_sound = request->env->wants_sound && !request->item->is_muted;
    return open_first(request, &film_still_ops, wants_sound, err);
}
