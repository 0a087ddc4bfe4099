// Acts coming on and going off in one zone.
#include "stage/lane.h"

#include "base/mem.h"

#include <stdlib.h>
#include <string.h>

static void close_act(struct act **act)
{
    if (*act != NULL) {
        (*act)->ops->close(*act);
        *act = NULL;
    }
}

// Takes the kept act of the item out; NULL: there is none.
static struct act *take_kept(struct lane *self, const struct item *item)
{
    for (int i = self->kept_count - 1; i >= 0; i--) {
        struct act *act = self->kept[i];
        if (act->item == item) {
            self->kept_count--;
            memmove(&self->kept[i], &self->kept[i + 1],
                    (size_t)(self->kept_count - i) * sizeof(struct act *));
            return act;
        }
    }
    return NULL;
}

// Closes an act that is needed no more, or keeps it for the next time.
static void retire(struct lane *self, struct act **act)
{
    if (*act == NULL) {
        return;
    }
    const struct item *item = (*act)->item;
    int most = self->env->keeps_acts;
    if (most <= 0 || item == NULL || !(*act)->ops->can_repeat) {
        close_act(act);
        return;
    }
    struct act *other = take_kept(self, item); // the item may have followed itself
    close_act(&other);
    if (self->kept == NULL) {
        self->kept = mem_zeroed((size_t)most, sizeof(struct act *));
    }
    if (self->kept_count == most) {
        struct act *oldest = take_kept(self, self->kept[0]->item);
        close_act(&oldest);
    }
    self->kept[self->kept_count++] = *act;
    *act = NULL;
}

static void end_entry(struct lane *self)
{
    retire(self, &self->leaving);
    SDL_FreeSurface(self->scratch);
    self->scratch = NULL;
}

// Lets those go that have passed on: that are out of sight, or all of them.
static void clear_rail(struct lane *self, int64_t now_us, bool is_over)
{
    for (struct act *act; (act = rail_take_out(&self->rail, now_us, is_over)) != NULL;) {
        retire(self, &act);
        self->is_dirty = true; // its last strip is still there
    }
    self->rail.is_laid = self->rail.is_laid && !is_over;
}

void lane_fini(struct lane *self)
{
    lane_drop_cue(self);
    end_entry(self);
    clear_rail(self, 0, true);
    rail_fini(&self->rail);
    close_act(&self->on);
    for (int i = 0; i < self->kept_count; i++) {
        close_act(&self->kept[i]);
    }
    free(self->kept);
}

void lane_drop_cue(struct lane *self)
{
    if (self->cue_state == ACT_READY) {
        retire(self, &self->cue);
    }
    close_act(&self->cue);
    self->cue_is_repeat = false;
    self->cue_state = 0;
}

void lane_cue(struct lane *self, const struct item *item, int64_t from_us)
{
    bool is_cued = self->cue != NULL && self->cue->item == item && self->cue_from_us == from_us;
    if (is_cued && self->cue_state != ACT_FAILED) {
        return; // it has begun to get ready
    }
    lane_drop_cue(self);
    self->cue_from_us = from_us;
    self->cue_error = (struct error){0};
    bool can_repeat = self->on != NULL && self->on->ops->can_repeat && !self->rail.is_laid;
    if (can_repeat && self->on->item == item) {
        self->cue_is_repeat = true;
        self->cue_state = ACT_READY;
        return;
    }
    self->cue = take_kept(self, item);
    if (self->cue != NULL) {
        self->cue_state = ACT_READY; // what it has to paint it paints when it is looked at
        return;
    }
    bool has_own = item->look.background.a > 0;
    struct act_request request = {
        .env = self->env,
        .item = item,
        .zone = self->zone,
        .size = {self->place.w, self->place.h},
        .background = has_own ? item->look.background : self->zone->background,
        .from_us = from_us,
    };
    self->cue = act_open(&request, &self->cue_error);
    self->cue_state = self->cue != NULL ? ACT_PREPARING : ACT_FAILED;
    if (self->cue != NULL && self->on == NULL) {
        self->cue->is_urgent = true; // there is nothing to look at meanwhile
    }
}

void lane_hurry(struct lane *self)
{
    if (self->cue != NULL) {
        self->cue->is_urgent = true;
    }
}

// Of the act that is on.
static int64_t elapsed_us(const struct lane *self, int64_t now_us)
{
    return self->rail.is_laid ? rail_elapsed_us(&self->rail, self->rail.first, now_us)
                              : now_us - self->on_since_us;
}

bool lane_prepare(struct lane *self, int64_t now_us)
{
    if (self->cue_state == ACT_PREPARING) {
        self->cue_state = self->cue->ops->prepare(self->cue, self->cue_from_us, &self->cue_error);
        return true;
    }
    struct error ignored = {0}; // an act that is on says through is_over() when it breaks
    return self->on != NULL &&
           self->on->ops->prepare(self->on, elapsed_us(self, now_us), &ignored) == ACT_PREPARING;
}

static struct transition entry_of(const struct lane *self)
{
    const struct item *item = self->on->item;
    bool has_own = item != NULL && item->transition.kind != 0;
    return has_own ? item->transition : self->zone->transition;
}

// What was on makes room: it leaves, or waits as the cue that it was to be.
static void let_go(struct lane *self)
{
    end_entry(self);
    if (self->cue_is_repeat) {
        self->cue = self->on;
        self->cue_is_repeat = false;
    } else {
        self->leaving = self->on;
    }
    self->on = NULL;
    self->is_dirty = true;
}

static void put_on(struct lane *self, struct act *act, int64_t now_us, bool is_cut)
{
    bool was_on_rail = self->rail.is_laid;
    self->is_absent = false;
    clear_rail(self, now_us, true);
    let_go(self);
    self->on = act;
    act->is_urgent = false;
    self->entry = entry_of(self);
    self->entry_since_us = now_us;
    if (is_cut || self->env->only_cuts || was_on_rail || act->ops->join != NULL ||
        self->entry.kind == TRANSITION_CUT || self->entry.kind == 0) {
        end_entry(self);
    }
    self->length_us = act->ops->length_us(act);
}

void lane_take_act(struct lane *self, struct act *act, int64_t now_us, bool is_cut)
{
    put_on(self, act, now_us, is_cut);
    self->on_since_us = now_us;
    act->ops->start(act, (struct wall){0}, 0);
}

void lane_take(struct lane *self, int64_t now_us, struct wall at, int64_t from_us)
{
    if (!self->cue_is_repeat) {
        struct act *act = self->cue;
        self->cue = NULL;
        put_on(self, act, now_us, false);
    }
    self->on_since_us = now_us - from_us;
    self->is_dirty = true;
    if (self->on->ops->join != NULL) {
        rail_lay(&self->rail, self->env->rate_mhz, self->on_since_us);
    }
    self->on->ops->start(self->on, at, from_us);
    lane_drop_cue(self);
}

bool lane_joins(const struct lane *self, int64_t *at_us)
{
    if (!self->rail.is_laid || self->cue == NULL || self->cue->ops->join == NULL) {
        return false;
    }
    const struct act_join *before = self->on->ops->join(self->on);
    *at_us = rail_us(&self->rail, self->rail.first + before->next);
    return before->is_rightward == self->cue->ops->join(self->cue)->is_rightward;
}

void lane_take_joined(struct lane *self, int64_t now_us, struct wall at)
{
    clear_rail(self, now_us, false);
    rail_hand_over(&self->rail, self->on);
    self->on = self->cue;
    self->on->is_urgent = false;
    self->cue = NULL;
    self->on_since_us = rail_us(&self->rail, self->rail.first);
    self->length_us = self->on->ops->length_us(self->on);
    self->on->ops->start(self->on, at, elapsed_us(self, now_us));
    lane_drop_cue(self);
}

int64_t lane_letters_out_us(const struct lane *self)
{
    return self->rail.is_laid
               ? rail_us(&self->rail, self->rail.first + self->on->ops->join(self->on)->letters_out)
               : INT64_MAX;
}

struct act_view lane_view(struct lane *self, int64_t now_us)
{
    if (!self->rail.is_laid) {
        return self->on->ops->view(self->on, now_us - self->on_since_us);
    }
    clear_rail(self, now_us, false);
    return rail_view(&self->rail, self->on, now_us);
}

void lane_clear(struct lane *self)
{
    clear_rail(self, 0, true);
    let_go(self);
    end_entry(self);
    self->is_absent = true;
    self->is_dirty = true;
}

bool lane_is_over(struct lane *self, int64_t now_us, struct error *err)
{
    if (self->on == NULL) {
        return true;
    }
    int64_t since_us = elapsed_us(self, now_us);
    if (self->on->ops->is_over != NULL) {
        return self->on->ops->is_over(self->on, since_us, err);
    }
    return since_us + act_half_frame_us(self->on) >= self->length_us;
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
