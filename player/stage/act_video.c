// A film. Its pictures follow its sound where the sound can be heard, else the time since it went
// on.
#include "stage/acts.h"
#include "stage/still.h"

#include "base/mem.h"
#include "media/sync.h"

#include <stdlib.h>

// A sound card that stops must not stop the film: after this much overtime it is over in any case.
enum { OVERTIME_US = 2000000 };
// A decoder that brings no picture for this long after one was due has hung. With what it had
// decoded ahead (0.2 to 0.3 s) the next item is on within two seconds of the hang, as
// faults/row_hang.c measures.
enum { STALL_US = 1600000 };
// What the container promised and what really was there may differ by this much before it counts as
// broken off.
enum { SHORT_US = 500000 };

struct video {
    struct act act; // first member
    struct medium *medium;
    struct voice *voice;
    int64_t at_us;      // media time of the last view; never goes back
    int64_t ahead_us;   // media time minus elapsed time, as last heard
    int64_t picture;    // number of the current picture
    SDL_Surface *whole; // the current picture, for when only a part of it may be drawn
    int64_t whole_picture;
};

static struct video *video_of(struct act *act)
{
    return (struct video *)act;
}

static enum act_state video_prepare(struct act *act, int64_t elapsed_us, struct error *err)
{
    (void)elapsed_us;
    struct video *self = video_of(act);
    enum act_state state = act_medium_state(act, self->medium, err);
    if (state == ACT_READY && !medium_info(self->medium)->has_picture) {
        error_set(err, ERROR_MEDIA, "there are no pictures in it; play it as kind \"audio\"");
        return ACT_FAILED;
    }
    return state;
}

static int64_t video_length_us(const struct act *act)
{
    return act_film_length_us(act, medium_info(((const struct video *)act)->medium)->length_us);
}

static void video_start(struct act *act, struct wall at, int64_t from_us)
{
    (void)at;
    struct video *self = video_of(act);
    if (act->env->mixer != NULL && medium_info(self->medium)->has_sound && !act->item->is_muted) {
        self->voice = voice_start(act->env->mixer, self->medium, from_us, act->item->gain_db);
    }
}

// Media time for `elapsed_us`: held to what the ear hears where that is known, never backwards.
static int64_t media_time_us(struct video *self, int64_t elapsed_us)
{
    int64_t heard_us = self->voice != NULL ? voice_heard_us(self->voice) : -1;
    if (heard_us >= 0) {
        self->ahead_us = sync_follow(self->ahead_us, heard_us, elapsed_us);
    }
    int64_t at_us = elapsed_us + self->ahead_us;
    return at_us > self->at_us ? at_us : self->at_us;
}

static struct rect shown_rect(const struct video *self)
{
    struct size zone = self->act.size;
    struct size shown = medium_info(self->medium)->shown;
    return rect_intersect(
        (struct rect){(zone.w - shown.w) / 2, (zone.h - shown.h) / 2, shown.w, shown.h},
        (struct rect){0, 0, zone.w, zone.h});
}

static struct act_view video_view(struct act *act, int64_t elapsed_us)
{
    struct video *self = video_of(act);
    self->at_us = media_time_us(self, elapsed_us);
    // A picture that is due in the nearer half of a frame belongs to it: the clocks' microseconds
    // must not decide between this frame and the next.
    int64_t half_us = act_half_frame_us(act);
    int64_t picture = medium_picture(self->medium, self->at_us + half_us, act->env->mode);
    self->picture = picture >= 0 ? picture : self->picture;
    struct rect shown = shown_rect(self);
    int64_t due_us = medium_next_us(self->medium);
    int64_t next = due_us == INT64_MAX ? INT64_MAX
                   : due_us < 0        ? elapsed_us + 1
                                       : elapsed_us + (due_us - self->at_us) - half_us;
    return (struct act_view){self->picture, shown, shown, next};
}

static void video_draw(struct act *act, SDL_Surface *into, int x, int y)
{
    struct video *self = video_of(act);
    struct size shown = medium_info(self->medium)->shown;
    SDL_Rect to = {x + (act->size.w - shown.w) / 2, y + (act->size.h - shown.h) / 2, shown.w,
                   shown.h};
    SDL_Rect clip;
    SDL_GetClipRect(into, &clip);
    struct rect inside = {clip.x, clip.y, clip.w, clip.h};
    if (rect_holds(inside, (struct rect){to.x, to.y, to.w, to.h})) {
        medium_draw(self->medium, into, to.x, to.y);
        return;
    }
    if (self->whole == NULL) {
        self->whole = still_new(shown, (struct colour){0, 0, 0, 255});
        self->whole_picture = -1;
    }
    if (self->whole_picture != self->picture) {
        medium_draw(self->medium, self->whole, 0, 0);
        self->whole_picture = self->picture;
    }
    SDL_BlitSurface(self->whole, NULL, into, &to);
}

static bool video_is_over(struct act *act, int64_t elapsed_us, struct error *err)
{
    struct video *self = video_of(act);
    int64_t promised_us = video_length_us(act);
    int64_t real_us = 0;
    int64_t now_us = self->at_us; // of the last view: what can be heard since is not asked
    if (act->env->mode == MEDIUM_WAIT) {
        medium_settle(self->medium);
        now_us = elapsed_us > now_us ? elapsed_us : now_us; // nothing is heard: time itself
    }
    if (medium_is_over(self->medium, self->at_us, &real_us)) {
        const char *damage = medium_damage(self->medium);
        if (damage[0] != '\0' && real_us + SHORT_US < promised_us) {
            error_set(err, ERROR_MEDIA, "%s", damage);
        }
        return true;
    }
    if (medium_lag_us(self->medium, self->at_us) > STALL_US) {
        return !error_set(err, ERROR_MEDIA, "its decoder stopped bringing pictures");
    }
    return now_us + act_half_frame_us(act) >= promised_us ||
           elapsed_us >= promised_us + OVERTIME_US;
}

static bool video_is_vetting(const struct act *act)
{
    return medium_is_vetting(((const struct video *)act)->medium);
}

static void video_close(struct act *act)
{
    struct video *self = video_of(act);
    voice_finish(self->voice);
    medium_close(self->medium);
    SDL_FreeSurface(self->whole);
    free(self);
}

static const struct act_ops video_ops = {
    .prepare = video_prepare,
    .length_us = video_length_us,
    .start = video_start,
    .view = video_view,
    .draw = video_draw,
    .is_over = video_is_over,
    .is_vetting = video_is_vetting,
    .close = video_close,
};

struct act *video_open(const struct act_request *request, struct error *err)
{
    if (request->env->mode == MEDIUM_FIRST) {
        return film_still_open(request, err);
    }
    const struct item *item = request->item;
    struct medium_wish wish = {.box = request->size,
                               .fit = item->fit,
                               .wants_sound = request->env->wants_sound && !item->is_muted,
                               .sha256 = item->sha256,
                               .start_us = request->from_us};
    struct medium *medium = medium_open(item->path, &wish, err);
    if (medium == NULL) {
        return NULL;
    }
    struct video *self = mem_zeroed(1, sizeof *self);
    self->act.ops = &video_ops;
    self->medium = medium;
    self->whole_picture = -1;
    self->at_us = request->from_us;
    return &self->act;
}
