// Plays of an endless zone (stage/rail.h): a text that has handed over to the next one is still in
// sight, and its play is open until its last character has left.
//
// The plan gives a text the time from its head to the head of the next; where that is on the screen
// the rail knows to the frame. So the next one goes on where the rail says, as long as plan and
// rail agree, and a slot's end that is another (closing time, midnight, an emergency) ends the
// rail.
#include "show/cast.h"

#include "base/mem.h"

#include <stdlib.h>
#include <string.h>

// What is taken this late still follows without a gap, whatever the plan makes of the time. Beyond
// that only where the plan is as late: then frames were not shown, and what would have been on them
// is made up for. Apart by more, something was passed over.
#define LATE_US INT64_C(500000)

bool cast_joins(const struct programme *self, size_t zone, const struct moment *moment,
                struct mono *at)
{
    const struct cast *cast = &self->casts[zone];
    if (cast->on != CAST_ITEM || cast->wants_jump || !cast->is_anchored ||
        cast->next.kind != SLOT_ITEM || !stage_joins(self->stage, zone, at)) {
        return false;
    }
    int64_t late_us = moment->show.us - at->us;
    int64_t planned_us = moment->plan.us - cast->next.start.us;
    return late_us <= LATE_US || llabs(late_us - planned_us) <= LATE_US;
}

void cast_pass_on(struct programme *self, size_t zone)
{
    struct cast *cast = &self->casts[zone];
    cast->passed = MEM_GROW(cast->passed, cast->passed_count, cast->passed_capacity);
    cast->passed[cast->passed_count++] = (struct passed){cast->turn, cast->letters_out_us};
    cast->turn = (struct turn){0};
}

static int64_t rail_end_us(const struct programme *self, const struct cast *cast)
{
    return cast->since_us + cast->length_us - self->half_frame_us;
}

static void anchor(struct programme *self, size_t zone)
{
    struct cast *cast = &self->casts[zone];
    cast->is_anchored = true;
    cast->ends_us = rail_end_us(self, cast);
}

void cast_anchor_end(struct programme *self, size_t zone)
{
    struct cast *cast = &self->casts[zone];
    cast->is_anchored = false;
    if (cast->letters_out_us != INT64_MAX && !cast->slot.is_cut && !cast->slot.is_padded) {
        anchor(self, zone);
    }
}

int64_t cast_left_us(const struct programme *self, size_t zone, const struct moment *moment)
{
    const struct cast *cast = &self->casts[zone];
    bool is_early = cast->on == CAST_ITEM && cast->letters_out_us != INT64_MAX &&
                    cast->slot.is_padded && !cast->is_anchored && !cast->has_next;
    int64_t at_us = is_early ? rail_end_us(self, cast) : cast->ends_us;
    return (at_us < cast->ends_us ? at_us : cast->ends_us) - moment->show.us;
}

void cast_bridge_midnight(struct programme *self, size_t zone)
{
    struct cast *cast = &self->casts[zone];
    bool is_new_day = cast->next.kind == SLOT_ITEM && cast->next.number < cast->slot.number &&
                      cast->next.start.us == cast->slot.end.us;
    if (cast->on == CAST_ITEM && cast->letters_out_us != INT64_MAX && is_new_day &&
        self->playlist->sync != SYNC_WALL) {
        anchor(self, zone);
    }
}

bool cast_letters_are_out(const struct programme *self, int64_t out_us, const struct moment *moment)
{
    return moment->show.us + self->half_frame_us >= out_us;
}

void cast_close_passed(struct programme *self, size_t zone, const struct moment *moment)
{
    struct cast *cast = &self->casts[zone];
    size_t kept = 0;
    for (size_t i = 0; i < cast->passed_count; i++) {
        struct passed *passed = &cast->passed[i];
        if (cast_letters_are_out(self, passed->letters_out_us, moment)) {
            turn_close(&passed->turn, &self->context, PLAY_COMPLETE, moment->now);
        } else {
            cast->passed[kept++] = *passed;
        }
    }
    cast->passed_count = kept;
}

void cast_break_passed(struct programme *self, size_t zone, const struct moment *moment,
                       enum play_end end)
{
    struct cast *cast = &self->casts[zone];
    cast_close_passed(self, zone, moment);
    for (size_t i = 0; i < cast->passed_count; i++) {
        turn_close(&cast->passed[i].turn, &self->context, end, moment->now);
    }
    cast->passed_count = 0;
}

void cast_count_passed(struct programme *self, size_t zone, const struct frame_news *news)
{
    struct cast *cast = &self->casts[zone];
    for (size_t i = 0; i < cast->passed_count; i++) {
        struct turn *turn = &cast->passed[i].turn;
        turn_count(turn, news->now, news->is_visible, news->is_new, news->late);
        turn_store(turn, &self->context, news->now);
    }
}

int64_t cast_passed_us(const struct programme *self, size_t zone)
{
    const struct cast *cast = &self->casts[zone];
    int64_t first_us = INT64_MAX;
    for (size_t i = 0; i < cast->passed_count; i++) {
        int64_t out_us = cast->passed[i].letters_out_us - self->half_frame_us;
        first_us = out_us < first_us ? out_us : first_us;
    }
    return first_us;
}
