// A zone's moves.
#include "show/cast.h"

#include "base/log.h"
#include "show/director.h"

#include <stdlib.h>

// Where a film's own end and the plan's differ by no more than this, its own counts: its last
// pictures are not cut off, and its last one does not stand still. What has no end of its own keeps
// to the plan's, so that roundings to whole frames never add up.
#define GRACE_US INT64_C(500000)
// An item that ends this much before its slot leaves the rest to the plan.
#define EARLY_US INT64_C(2500000)
// The plan's time at a boundary and the boundary itself are no further apart, unless a clock
// jumped.
#define NEAR_US INT64_C(1500000)
// A rail may be ahead of the plan by more: by what midnights have left over.
#define AHEAD_US INT64_C(30000000)
// Of a slot that has begun less than this is not worth showing: the one after it comes early.
#define REST_US INT64_C(2000000)
enum { MOVES = 12 }; // of a zone at one instant
// Nobody waits for a programme that gets ready behind another one, and it is given little time.
#define BEHIND_PATIENCE_US INT64_C(30000000)

static const struct item *item_of(const struct programme *self, const struct slot *slot)
{
    return &self->playlist->items[slot->item];
}

bool cast_is_alarm(const struct programme *self, size_t zone)
{
    return zone + 1 == self->zone_count;
}

const struct item *cast_item(const struct programme *self, size_t zone, size_t item)
{
    return cast_is_alarm(self, zone) ? &self->alarm_items[item] : &self->playlist->items[item];
}

bool cast_ends_by_itself(const struct item *item)
{
    return item->kind == ITEM_VIDEO || item->kind == ITEM_AUDIO;
}

static int64_t distance(int64_t a, int64_t b)
{
    return a < b ? b - a : a - b;
}

void cast_tell(struct programme *self, const struct moment *moment, const struct plan_event *event)
{
    struct diary_time time = diary_time_of(moment);
    diary_add(self->parts.diary, &time, self->plan, self->playlist, event);
}

// --- what is on --------------------------------------------------------------------------------

enum ending {
    ENDING_NOT_YET = 1,
    ENDING_OVER,
    ENDING_EARLY, // over by itself, long before its slot
    ENDING_BROKE,
};

static enum ending ending_of(struct programme *self, size_t zone, const struct moment *moment,
                             struct error *err)
{
    const struct cast *cast = &self->casts[zone];
    int64_t left_us = cast->ends_us - moment->show.us;
    bool is_over = stage_is_over(self->stage, zone, moment->show, err);
    if (err->code != 0) {
        return ENDING_BROKE;
    }
    is_over = is_over && cast->letters_out_us == INT64_MAX; // else it has only made room
    if (cast->wants_jump) {
        return ENDING_OVER;
    }
    bool has_own_end = cast_ends_by_itself(item_of(self, &cast->slot));
    if (is_over) {
        return left_us <= (has_own_end ? GRACE_US : 0) ? ENDING_OVER
               : left_us > EARLY_US                    ? ENDING_EARLY
                                                       : ENDING_NOT_YET;
    }
    bool may_run_over = has_own_end && !cast->slot.is_cut &&
                        distance(cast->since_us + cast->length_us, cast->ends_us) <= GRACE_US;
    return left_us <= 0 && (!may_run_over || left_us <= -GRACE_US) ? ENDING_OVER : ENDING_NOT_YET;
}

bool cast_is_over(struct programme *self, size_t zone, const struct moment *moment)
{
    const struct cast *cast = &self->casts[zone];
    struct error ignored = {0};
    switch (cast->on) {
    case CAST_EMPTY:
        return true;
    case CAST_HOUSE:
    case CAST_DARK:
    case CAST_CLEAR:
        return cast->wants_jump || moment->show.us >= cast->ends_us;
    case CAST_ITEM:
        return ending_of(self, zone, moment, &ignored) != ENDING_NOT_YET;
    }
    return true;
}

// An item that ends where the plan does not expect it: the plan hears of it.
static void hear_ending(struct programme *self, size_t zone, const struct moment *moment)
{
    struct cast *cast = &self->casts[zone];
    struct error broke = {0};
    if (cast->on != CAST_ITEM || cast->wants_jump) {
        return;
    }
    enum ending ending = ending_of(self, zone, moment, &broke);
    bool is_expected = cast->ends_us - moment->show.us <= EARLY_US;
    if (ending == ENDING_EARLY || (ending == ENDING_BROKE && !is_expected)) {
        cast_drop_next(self, zone);
        cast_tell(self, moment,
                  &(struct plan_event){.kind = PLAN_NEXT, .at = moment->plan, .zone = zone});
        cast->ends_us = moment->show.us;
        cast->slot.end = moment->plan;
    }
    if (ending == ENDING_BROKE && !cast->is_struck) {
        cast->is_struck = true;
        cast_broke(self, zone, moment, broke.text);
    }
}

void cast_close_play(struct programme *self, size_t zone, const struct moment *moment)
{
    struct cast *cast = &self->casts[zone];
    if (cast->on != CAST_ITEM) {
        return;
    }
    struct error broke = {0};
    bool is_over = stage_is_over(self->stage, zone, moment->show, &broke);
    if (broke.code != 0) {
        log_warn("%s: %s broke off: %s", self->playlist->path, item_of(self, &cast->slot)->id,
                 broke.text);
    }
    bool is_done = cast->letters_out_us != INT64_MAX
                       ? cast_letters_are_out(self, cast->letters_out_us, moment)
                       : is_over || moment->show.us - cast->since_us + GRACE_US >= cast->length_us;
    enum play_end end = broke.code != 0    ? PLAY_FAILED
                        : cast->wants_jump ? PLAY_SKIPPED
                        : is_done          ? PLAY_COMPLETE
                                           : PLAY_PREEMPTED;
    turn_close(&cast->turn, &self->context, end, moment->now);
    cast_break_passed(self, zone, moment, cast->wants_jump ? PLAY_SKIPPED : PLAY_PREEMPTED);
}

// --- what follows ------------------------------------------------------------------------------

void cast_drop_next(struct programme *self, size_t zone)
{
    if (self->casts[zone].has_next) {
        stage_drop_cue(self->stage, zone);
        self->casts[zone].has_next = false;
    }
}

// When what follows begins, in the plan's time.
static struct wall boundary(struct programme *self, size_t zone, const struct moment *moment)
{
    const struct cast *cast = &self->casts[zone];
    if (cast->on == CAST_EMPTY || cast_is_over(self, zone, moment)) {
        bool is_near =
            cast->on != CAST_EMPTY && distance(cast->slot.end.us, moment->plan.us) <= NEAR_US;
        return is_near ? cast->slot.end : moment->plan;
    }
    struct wall expected = {moment->plan.us + cast_left_us(self, zone, moment) +
                            self->half_frame_us};
    bool is_near = distance(expected.us, cast->slot.end.us) <= NEAR_US;
    bool is_ahead = cast->letters_out_us != INT64_MAX && expected.us < cast->slot.end.us &&
                    cast->slot.end.us - expected.us <= AHEAD_US;
    return is_near || is_ahead ? cast->slot.end : expected;
}

// At a start, or after a clock was set, the plan may be in the midst of a slot. One that is nearly
// over, or whose item has just been on, is not worth showing: what follows comes early. Screens in
// step show it all the same.
static void pass_over(struct programme *self, size_t zone, struct wall at)
{
    struct cast *cast = &self->casts[zone];
    struct slot *next = &cast->next;
    bool has_begun = next->kind == SLOT_ITEM && at.us - next->start.us > GRACE_US;
    if (!has_begun || self->playlist->sync == SYNC_WALL || cast_is_alarm(self, zone)) {
        return;
    }
    struct slot after = plan_slot_at(self->plan, zone, next->end);
    bool is_nearly_over = next->end.us - at.us < REST_US;
    bool is_repetition = cast->on == CAST_ITEM && next->item == cast->slot.item &&
                         after.kind == SLOT_ITEM && after.item != next->item;
    if (is_nearly_over || is_repetition) {
        *next = after;
        next->start = at;
    }
}

static void choose_next(struct programme *self, size_t zone, const struct moment *moment)
{
    struct cast *cast = &self->casts[zone];
    struct wall at = boundary(self, zone, moment);
    struct diary_time time = diary_time_of(moment);
    caseload_tell(&self->caseload, self->plan, self->parts.diary, &time, at);
    cast->next = plan_slot_at(self->plan, zone, at);
    cast_learn_loss(self, zone);
    pass_over(self, zone, at);
    if (cast_avoids(self, zone, moment)) {
        return;
    }
    cast->has_next = true;
    cast->chosen_us = moment->show.us;
    cast_bridge_midnight(self, zone);
    cast->wanted_since_us = -1; // each gets its own patience
    if (cast->next.kind == SLOT_ITEM) {
        stage_cue(self->stage, zone, cast_item(self, zone, cast->next.item),
                  cast_phase_us(self, &cast->next, at));
    }
}

// Time passed over what was chosen, or jumped away from it.
static bool is_stale(const struct programme *self, size_t zone, const struct moment *moment)
{
    const struct cast *cast = &self->casts[zone];
    int64_t ahead_us = cast->letters_out_us != INT64_MAX ? AHEAD_US : NEAR_US;
    return cast->has_next && (moment->plan.us >= cast->next.end.us ||
                              moment->plan.us < cast->next.start.us - DIRECTOR_LEAD_US - ahead_us);
}

// --- moves -------------------------------------------------------------------------------------

// An emergency covers the zones before they are cleared, and leaves when something is on in all of
// them again; neither is waited for in vain.
static bool may_be_taken(const struct programme *self, size_t zone)
{
    const struct cast *cast = &self->casts[zone];
    const struct cast *alarm = &self->casts[self->zone_count - 1];
    if (cast->next.kind == SLOT_SUSPENDED) {
        return alarm->on == CAST_ITEM;
    }
    if (!cast_is_alarm(self, zone) || cast->next.kind != SLOT_NOTHING || cast->on != CAST_ITEM) {
        return true;
    }
    for (size_t i = 0; i < zone; i++) {
        if (self->casts[i].on == CAST_CLEAR) {
            return false;
        }
    }
    return true;
}

static enum director_cue cue_of(const struct programme *self, size_t zone)
{
    const struct cast *cast = &self->casts[zone];
    if (!cast->has_next) {
        return DIRECTOR_NO_CUE;
    }
    if (cast->next.kind != SLOT_ITEM) {
        return may_be_taken(self, zone) ? DIRECTOR_READY : DIRECTOR_PREPARING;
    }
    switch (stage_cued(self->stage, zone, NULL)) {
    case ACT_PREPARING:
        return DIRECTOR_PREPARING;
    case ACT_READY:
        return DIRECTOR_READY;
    case ACT_FAILED:
        return DIRECTOR_FAILED;
    }
    return DIRECTOR_FAILED;
}

static struct director_view view_of(struct programme *self, size_t zone,
                                    const struct moment *moment)
{
    struct cast *cast = &self->casts[zone];
    bool is_wanted = cast_is_over(self, zone, moment);
    if (is_wanted && cast->wanted_since_us < 0) {
        cast->wanted_since_us = moment->show.us;
    }
    return (struct director_view){
        .is_on = cast->on != CAST_EMPTY,
        .is_over = is_wanted,
        .left_us = cast_left_us(self, zone, moment),
        .cue = cue_of(self, zone),
        .wanted_us = is_wanted ? moment->show.us - cast->wanted_since_us : 0,
    };
}

void cast_direct(struct programme *self, size_t zone, const struct moment *moment)
{
    cast_close_passed(self, zone, moment);
    hear_ending(self, zone, moment);
    if (is_stale(self, zone, moment)) {
        cast_drop_next(self, zone);
    }
    for (int moves = 0; moves < MOVES; moves++) {
        struct director_view view = view_of(self, zone, moment);
        switch (director_decide(&view)) {
        case DIRECTOR_WAIT:
            cast_fall_back(self, zone, moment);
            return;
        case DIRECTOR_CUE:
            choose_next(self, zone, moment);
            break;
        case DIRECTOR_TAKE:
            if (cast_has_missed(self, zone, moment)) {
                break;
            }
            cast_take(self, zone, moment);
            return;
        case DIRECTOR_SKIP:
            if (self->casts[zone].next.kind != SLOT_ITEM) { // waited long enough for the others
                cast_take(self, zone, moment);
                return;
            }
            cast_skip(self, zone, moment);
            break;
        }
    }
}

// What was chosen gets no further: it failed, or takes too long.
static bool is_hopeless(const struct programme *self, size_t zone, const struct moment *moment)
{
    enum director_cue cue = cue_of(self, zone);
    int64_t since_us = moment->show.us - self->casts[zone].chosen_us;
    return cue == DIRECTOR_FAILED ||
           (cue == DIRECTOR_PREPARING && self->casts[zone].next.kind == SLOT_ITEM &&
            since_us > BEHIND_PATIENCE_US);
}

void cast_get_ready(struct programme *self, size_t zone, const struct moment *moment)
{
    struct cast *cast = &self->casts[zone];
    if (is_stale(self, zone, moment)) {
        cast_drop_next(self, zone);
    }
    for (int moves = 0; moves < MOVES; moves++) {
        if (!cast->has_next) {
            choose_next(self, zone, moment);
        } else if (is_hopeless(self, zone, moment)) {
            cast_skip(self, zone, moment);
        } else {
            return;
        }
    }
}

bool cast_is_ready(const struct programme *self, size_t zone)
{
    return cue_of(self, zone) == DIRECTOR_READY ||
           (self->casts[zone].has_next && self->casts[zone].next.kind == SLOT_SUSPENDED);
}
