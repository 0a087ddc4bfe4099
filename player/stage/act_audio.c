// A loudspeaker call: sound, with a picture or words meanwhile. Without a sound device its time
// passes silently. Where only first pictures count (MEDIUM_FIRST), its length is all that is asked
// of the sound.
#include "stage/acts.h"
#include "stage/caption.h"
#include "stage/still.h"

#include "base/mem.h"

#include <stdlib.h>
#include <string.h>

struct audio {
    struct still_act
        base; // first member; its picture holds the words, when there is no picture file
    struct medium *sound; // NULL once nothing more is asked of it
    int64_t own_us;       // how long it says it is; 0: it does not know
    struct voice *voice;
    struct act *picture; // an image act for the item's picture; NULL
    struct item picture_item;
};

static struct audio *audio_of(struct act *act)
{
    return (struct audio *)act;
}

static const char *words_of(const struct item *item)
{
    return item->caption != NULL ? item->caption : item->title;
}

static struct rect words_box(struct size zone)
{
    return (struct rect){zone.w / 20, zone.h / 20, zone.w - zone.w / 10, zone.h - zone.h / 10};
}

static bool paint_words(struct audio *self, struct error *err)
{
    struct act *act = &self->base.act;
    const char *words = words_of(act->item);
    self->base.still = still_new(act->size, act->background);
    if (words == NULL) {
        return true; // only sound was asked for
    }
    return caption_paint(act->env->fonts, words, &act->item->look, words_box(act->size),
                         self->base.still, err);
}

static enum act_state prepare_picture(struct audio *self, int64_t elapsed_us, struct error *err)
{
    if (self->picture != NULL) {
        return self->picture->ops->prepare(self->picture, elapsed_us, err);
    }
    return self->base.still != NULL || paint_words(self, err) ? ACT_READY : ACT_FAILED;
}

static enum act_state prepare_sound(struct audio *self, struct error *err)
{
    enum act_state state = act_medium_state(&self->base.act, self->sound, err);
    if (state != ACT_READY) {
        return state;
    }
    if (!medium_info(self->sound)->has_sound) {
        error_set(err, ERROR_MEDIA, "there is no sound in it");
        return ACT_FAILED;
    }
    self->own_us = medium_info(self->sound)->length_us;
    if (self->base.act.env->mode == MEDIUM_FIRST) {
        medium_close(self->sound);
        self->sound = NULL;
    }
    return ACT_READY;
}

static enum act_state audio_prepare(struct act *act, int64_t elapsed_us, struct error *err)
{
    struct audio *self = audio_of(act);
    enum act_state state = self->sound != NULL ? prepare_sound(self, err) : ACT_READY;
    return state == ACT_READY ? prepare_picture(self, elapsed_us, err) : state;
}

static int64_t audio_length_us(const struct act *act)
{
    int64_t own = ((const struct audio *)act)->own_us;
    int64_t hold = act->item->hold_us;
    if (own <= 0) {
        return hold > 0 ? hold : INT64_C(3600) * CLOCK_SECOND_US;
    }
    return hold > 0 ? hold : own;
}

static void audio_start(struct act *act, struct wall at, int64_t from_us)
{
    (void)at;
    struct audio *self = audio_of(act);
    if (act->env->mixer != NULL && self->sound != NULL) {
        self->voice = voice_start(act->env->mixer, self->sound, from_us, act->item->gain_db);
    }
}

static struct act_view audio_view(struct act *act, int64_t elapsed_us)
{
    struct audio *self = audio_of(act);
    if (self->picture != NULL) {
        return self->picture->ops->view(self->picture, elapsed_us);
    }
    return still_view(act, elapsed_us);
}

static void audio_draw(struct act *act, SDL_Surface *into, int x, int y)
{
    struct audio *self = audio_of(act);
    if (self->picture != NULL) {
        self->picture->ops->draw(self->picture, into, x, y);
        return;
    }
    still_draw(act, into, x, y);
}

static bool audio_is_over(struct act *act, int64_t elapsed_us, struct error *err)
{
    (void)err;
    struct audio *self = audio_of(act);
    if (self->voice != NULL && act->env->mode == MEDIUM_WAIT) {
        medium_settle(self->sound);
    }
    bool is_played = self->voice != NULL && act->item->hold_us == 0 &&
                     medium_is_over(self->sound, elapsed_us, NULL);
    return is_played || elapsed_us >= audio_length_us(act);
}

static bool audio_is_vetting(const struct act *act)
{
    const struct audio *self = (const struct audio *)act;
    const struct act *picture = self->picture;
    return (self->sound != NULL && medium_is_vetting(self->sound)) ||
           (picture != NULL && picture->ops->is_vetting(picture));
}

static void audio_close(struct act *act)
{
    struct audio *self = audio_of(act);
    voice_finish(self->voice);
    medium_close(self->sound);
    if (self->picture != NULL) {
        self->picture->ops->close(self->picture);
    }
    SDL_FreeSurface(self->base.still);
    free(self);
}

static const struct act_ops audio_ops = {
    .prepare = audio_prepare,
    .length_us = audio_length_us,
    .start = audio_start,
    .view = audio_view,
    .draw = audio_draw,
    .is_over = audio_is_over,
    .is_vetting = audio_is_vetting,
    .close = audio_close,
};

static const struct act_ops audio_first_ops = {
    .prepare = audio_prepare,
    .length_us = audio_length_us,
    .start = audio_start,
    .view = audio_view,
    .draw = audio_draw,
    .is_over = audio_is_over,
    .is_vetting = audio_is_vetting,
    .close = audio_close,
    .can_repeat = true,
};

struct act *audio_open(const struct act_request *request, struct error *err)
{
    const struct item *item = request->item;
    struct medium_wish wish = {
        .wants_sound = true, .sha256 = item->sha256, .start_us = request->from_us};
    struct medium *sound = medium_open(item->path, &wish, err);
    if (sound == NULL) {
        return NULL;
    }
    struct audio *self = mem_zeroed(1, sizeof *self);
    self->base.act.ops = request->env->mode == MEDIUM_FIRST ? &audio_first_ops : &audio_ops;
    self->base.act.item = item;
    self->sound = sound;
    if (item->picture != NULL) {
        self->picture_item = *item;
        self->picture_item.kind = ITEM_IMAGE;
        self->picture_item.path = item->picture;
        memcpy(self->picture_item.sha256, item->picture_sha256, sizeof item->picture_sha256);
        struct act_request for_picture = *request;
        for_picture.item = &self->picture_item;
        self->picture = act_open(&for_picture, err);
        if (self->picture == NULL) {
            audio_close(&self->base.act);
            return NULL;
        }
    }
    return &self->base.act;
}

bool audio_read(const struct act_request *request, struct reading *out, struct error *err)
{
    const struct item *item = request->item;
    struct caption_fit fit = {0};
    if (item->picture == NULL && words_of(item) != NULL &&
        !caption_fit(request->env->fonts, words_of(item), &item->look, words_box(request->size),
                     &fit, err)) {
        return false;
    }
    *out = (struct reading){.size_px = fit.size_px,
                            .page = 1,
                            .pages = 1,
                            .characters = fit.characters,
                            .shown_us = INT64_MAX};
    return true;
}
