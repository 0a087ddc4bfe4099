// Acts coming on and going off in one zone.
#include "stage/lane.h"

#include <stdlib.h>

static void close_act(struct act **act)
{
    if (*act != NULL) {
        (*act)->ops->close(*act);
        *act = NULL;
    }
}

static void end_entry(struct lane *self)
{
    close_act(&self->leaving);
    SDL_FreeSurface(self->scratch);
    self->scratch = NULL;
}

void lane_fini(struct lane *self)
{
    lane_drop_cue(self);
    end_entry(self);
    close_act(&self->on);
}

void lane_drop_cue(struct lane *self)
{
    close_act(&self->cue);
    self->cue_is_repeat = false;
    self->cue_state = 0;
}

void lane_cue(struct lane *self, const struct act_env *env, const struct item *item)
{
    lane_drop_cue(self);
    self->cue_error = (struct error){0};
    if (self->on != NULL && self->on->item == item && self->on->ops->can_repeat) {
        self->cue_is_repeat = true;
        self->cue_state = ACT_READY;
        return;
    }
    bool has_own = item->look.background.a > 0;
    struct act_request request = {
        .env = env,
        .item = item,
        .size = {self->place.w, self->place.h},
        .background = has_own ? item->look.background : self->zone->background,
    };
    self->cue = act_open(&request, &self->cue_error);
    self->cue_state = self->cue != NULL ? ACT_PREPARING : ACT_FAILED;
}

bool lane_prepare(struct lane *self, int64_t now_us)
{
    if (self->cue_state == ACT_PREPARING) {
        self->cue_state = self->cue->ops->prepare(self->cue, 0, &self->cue_error);
        return true;
    }
    struct error ignored = {0}; // an act that is on says through is_over() when it breaks
    return self->on != NULL &&
           self->on->ops->prepare(self->on, now_us - self->on_since_us, &ignored) == ACT_PREPARING;
}

static struct transition entry_of(const struct lane *self)
{
    const struct item *item = self->on->item;
    bool has_own = item != NULL && item->transition.kind != 0;
    return has_own ? item->transition : self->zone->transition;
}

void lane_take_act(struct lane *self, struct act *act, int64_t now_us, struct wall at)
{
    end_entry(self);
    self->leaving = self->on;
    self->on = act;
    self->entry = entry_of(self);
    self->entry_since_us = now_us;
    if (self->leaving == NULL || self->entry.kind == TRANSITION_CUT || self->entry.kind == 0) {
        end_entry(self);
    }
    self->on_since_us = now_us;
    self->length_us = act->ops->length_us(act);
    self->is_dirty = true;
    act->ops->start(act, at);
}

void lane_take(struct lane *self, int64_t now_us, struct wall at)
{
    if (self->cue_is_repeat) {
        self->on_since_us = now_us;
        self->is_dirty = true;
        self->on->ops->start(self->on, at);
    } else {
        struct act *act = self->cue;
        self->cue = NULL;
        lane_take_act(self, act, now_us, at);
    }
    lane_drop_cue(self);
}

bool lane_is_over(struct lane *self, int64_t now_us, struct error *err)
{
    int64_t elapsed_us = now_us - self->on_since_us;
    if (self->on->ops->is_over != NULL) {
        return self->on->ops->is_over(self->on, elapsed_us, err);
    }
    return elapsed_us + act_half_frame_us(self->on) >= self->length_us;
}

int lane_entry(struct lane *self, int64_t now_us)
{
    if (self->leaving == NULL) {
        return 256;
    }
    int64_t since_us = now_us - self->entry_since_us;
    if (since_us >= self->entry.length_us) {
        end_entry(self);
        self->is_dirty = true;
        return 256;
    }
    return (int)(since_us * 256 / self->entry.length_us);
}
