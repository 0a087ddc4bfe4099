// Putting things on in a zone.
#include "show/cast.h"

#include "base/log.h"

#include <stdlib.h>

#define EXTRA_US INT64_C(4000000) // that a slot may be longer than its item: 2 s at each end

// Whether the slot was given for another length than the item has: the plan did not know it then. A
// slot may have got the rest before closing time, and may have been put on early.
static bool is_slot_off(const struct slot *slot, int64_t length_us)
{
    int64_t given_us = slot->end.us - slot->start.us;
    int64_t own_us = length_us - slot->from_us;
    return !slot->is_cut && (given_us > own_us + EXTRA_US || given_us < own_us - LENGTH_OFF_US);
}

// The plan thought it was longer, or shorter.
static void learn_length(struct programme *self, size_t zone, const struct moment *moment)
{
    struct cast *cast = &self->casts[zone];
    int64_t known_us = plan_length(self->plan, zone, cast->slot.item);
    if (self->measure != NULL && cast->length_us > 0) {
        measure_tell(self->measure, zone, cast->slot.item, cast->length_us);
    }
    bool is_on_rail = cast->letters_out_us != INT64_MAX; // joins would drift from their slots
    if (llabs(known_us - cast->length_us) > (is_on_rail ? 0 : LENGTH_OFF_US)) {
        plan_set_length(self->plan, zone, cast->slot.item, cast->length_us);
    }
    if (is_slot_off(&cast->slot, cast->length_us)) {
        cast->ends_us = cast->since_us + cast->length_us - self->half_frame_us;
        cast->slot.end.us = moment->plan.us + cast->since_us + cast->length_us - moment->show.us;
    }
}

bool cast_has_missed(struct programme *self, size_t zone, const struct moment *moment)
{
    struct cast *cast = &self->casts[zone];
    if (cast->next.kind != SLOT_ITEM || cast_is_alarm(self, zone)) {
        return false;
    }
    int64_t length_us = stage_cued_length_us(self->stage, zone);
    int64_t known_us = plan_length(self->plan, zone, cast->next.item);
    bool is_news = llabs(known_us - length_us) > LENGTH_OFF_US;
    if (!is_news || cast_phase_us(self, &cast->next, moment->plan) < length_us) {
        return false;
    }
    plan_set_length(self->plan, zone, cast->next.item, length_us);
    cast_drop_next(self, zone);
    return true;
}

static void note_on(struct programme *self, size_t zone, enum cast_on on,
                    const struct moment *moment)
{
    struct cast *cast = &self->casts[zone];
    cast->before = cast->on == CAST_ITEM ? cast->slot.item : cast->before;
    cast->letters_out_us = on == CAST_ITEM ? stage_letters_out(self->stage, zone).us : INT64_MAX;
    cast->slot = cast->next;
    cast->on = on;
    cast->is_fresh = true;
    cast->is_struck = false;
    bool *is_seen = &self->is_seen[zone * self->playlist->item_count + cast->slot.item];
    self->has_news = self->has_news || on != CAST_ITEM || !*is_seen;
    *is_seen = *is_seen || on == CAST_ITEM;
    cast->has_next = false;
    cast->wants_jump = false;
    cast->wanted_since_us = -1;
    cast->ends_us = moment->show.us + (cast->slot.end.us - moment->plan.us) - self->half_frame_us;
}

int64_t cast_phase_us(const struct programme *self, const struct slot *slot, struct wall at)
{
    bool is_late = self->playlist->sync == SYNC_WALL && at.us > slot->start.us;
    return slot->from_us + (is_late ? at.us - slot->start.us : 0);
}

// Behind what is on, where texts join; else in its place.
static void put_on_stage(struct programme *self, size_t zone, const struct moment *moment)
{
    struct cast *cast = &self->casts[zone];
    struct wall at = moment->is_plan_wall ? moment->plan : moment->wall;
    struct mono begins;
    if (cast_joins(self, zone, moment, &begins)) {
        cast_pass_on(self, zone);
        cast->since_us = begins.us;
        cast->length_us = stage_take_joined(self->stage, zone, moment->show, at);
    } else {
        int64_t from_us = cast_phase_us(self, &cast->next, moment->plan);
        cast_close_play(self, zone, moment);
        cast->since_us = moment->show.us - from_us;
        cast->length_us = stage_take(self->stage, zone, moment->show, at, from_us);
    }
}

static void take_item(struct programme *self, size_t zone, const struct moment *moment)
{
    struct cast *cast = &self->casts[zone];
    const struct item *item = &self->playlist->items[cast->next.item];
    programme_begin_entries(self);
    put_on_stage(self, zone, moment);
    note_on(self, zone, CAST_ITEM, moment);
    bool is_on_rail = cast->letters_out_us != INT64_MAX;
    int64_t out_us = is_on_rail ? cast->letters_out_us : cast->since_us + cast->length_us;
    turn_open(&cast->turn, &self->context, zone, cast->slot.number, item, out_us - moment->show.us,
              moment->now, moment->wall, moment->trust);
    programme_end_entries(self);
    cast->has_failed = false;
    learn_length(self, zone, moment);
    cast_anchor_end(self, zone);
    if (self->is_said[cast->slot.item]) {
        self->is_said[cast->slot.item] = false;
        log_warn("%s: item \"%s\" is shown again", self->playlist->path, item->id);
    }
    self->failures[cast->slot.item] = 0;
    log_info("%s: %s (%s), %.1f s", self->zones[zone].name, item->id, item_kind_name(item->kind),
             (double)(cast->ends_us - moment->show.us) / 1e6);
}

static void take_house(struct programme *self, size_t zone, const struct moment *moment)
{
    cast_close_play(self, zone, moment);
    if (self->casts[zone].on != CAST_HOUSE) {
        stage_take_house(self->stage, zone, moment->show);
    }
    note_on(self, zone, CAST_HOUSE, moment);
}

static void take_dark(struct programme *self, size_t zone, const struct moment *moment)
{
    cast_close_play(self, zone, moment);
    if (self->casts[zone].on != CAST_DARK) {
        stage_take_dark(self->stage, zone, moment->show);
    }
    note_on(self, zone, CAST_DARK, moment);
}

static void take_nothing(struct programme *self, size_t zone, const struct moment *moment)
{
    cast_close_play(self, zone, moment);
    if (self->casts[zone].on != CAST_CLEAR) {
        stage_clear(self->stage, zone);
    }
    note_on(self, zone, CAST_CLEAR, moment);
}

void cast_take(struct programme *self, size_t zone, const struct moment *moment)
{
    switch (self->casts[zone].next.kind) {
    case SLOT_ITEM:
        take_item(self, zone, moment);
        break;
    case SLOT_NOTHING:
        if (cast_is_alarm(self, zone)) {
            take_nothing(self, zone, moment);
        } else {
            take_house(self, zone, moment);
        }
        break;
    case SLOT_DARK:
        take_dark(self, zone, moment);
        break;
    case SLOT_SUSPENDED:
        take_nothing(self, zone, moment);
        break;
    }
}

void cast_fall_back(struct programme *self, size_t zone, const struct moment *moment)
{
    struct cast *cast = &self->casts[zone];
    if (cast->on == CAST_EMPTY && cast->has_failed) {
        stage_take_house(self->stage, zone, moment->show);
        cast->on = CAST_HOUSE;
        cast->loss = LOSS_FAILED;
        cast->slot = (struct slot){
            .kind = SLOT_NOTHING, .zone = zone, .start = moment->plan, .end = moment->plan};
        cast->ends_us = moment->show.us;
    }
}
