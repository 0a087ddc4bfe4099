// Walking a day.
#include "cmd/outcome.h"

#include "base/mem.h"

#include <stdlib.h>

#define HOUR_US (INT64_C(3600) * CLOCK_SECOND_US)

static size_t hour_of(const struct outcome *self, int64_t at_us)
{
    size_t hour = (size_t)((at_us - self->trial->periods.start_us) / HOUR_US);
    return hour < OUTCOME_HOURS ? hour : OUTCOME_HOURS - 1;
}

static void add_play(struct outcome *self, const struct slot *slot)
{
    struct score *score = &self->scores[slot->item];
    score->day_plays++;
    score->plays[hour_of(self, slot->start.us)]++;
    for (int64_t at_us = slot->start.us; at_us < slot->end.us;) {
        size_t hour = hour_of(self, at_us);
        int64_t hour_end_us = outcome_hour_us(self, hour) + HOUR_US;
        int64_t to_us =
            hour_end_us > at_us && hour_end_us < slot->end.us ? hour_end_us : slot->end.us;
        score->shown_us[hour] += to_us - at_us;
        at_us = to_us;
    }
}

static void add_hole(struct outcome *self, const struct slot *slot)
{
    if (self->hole_count > 0 && self->holes[self->hole_count - 1].to_us == slot->start.us) {
        self->holes[self->hole_count - 1].to_us = slot->end.us;
        return;
    }
    self->holes = MEM_GROW(self->holes, self->hole_count, self->hole_capacity);
    self->holes[self->hole_count++] = (struct hole){slot->start.us, slot->end.us};
}

static void add_slot(struct outcome *self, const struct slot *slot)
{
    switch (slot->kind) {
    case SLOT_ITEM:
        add_play(self, slot);
        break;
    case SLOT_NOTHING:
        add_hole(self, slot);
        break;
    case SLOT_DARK:
    case SLOT_SUSPENDED:
        break;
    }
}

void outcome_init(struct outcome *self, struct plan *plan, const struct playlist *playlist,
                  size_t zone, const struct trial *trial)
{
    *self = (struct outcome){.playlist = playlist, .trial = trial, .zone = zone};
    self->scores = mem_zeroed(playlist->item_count, sizeof *self->scores);
    for (int64_t at_us = trial->periods.start_us; at_us < trial->periods.end_us;) {
        struct slot slot = plan_slot_at(plan, zone, (struct wall){at_us});
        size_t count = 0;
        const struct plan_entry *entries = plan_entries(plan, &slot, &count);
        bool is_open = slot.kind != SLOT_DARK; // in the dark nothing is weighed
        for (size_t i = 0; is_open && i < count; i++) {
            self->scores[entries[i].item].verdicts[entries[i].verdict]++;
        }
        add_slot(self, &slot);
        at_us = slot.end.us;
    }
}

void outcome_fini(struct outcome *self)
{
    free(self->scores);
    free(self->holes);
    *self = (struct outcome){0};
}

int64_t outcome_hour_us(const struct outcome *self, size_t hour)
{
    return self->trial->periods.start_us + (int64_t)hour * HOUR_US;
}

bool outcome_may_all_hour(const struct outcome *self, const struct item *item, size_t hour)
{
    const struct periods *periods = &self->trial->periods;
    int64_t from_us = outcome_hour_us(self, hour);
    int64_t to_us = from_us + HOUR_US;
    bool may = to_us <= periods->end_us;
    for (size_t p = 0; may && p < periods->count; p++) {
        const struct period *period = &periods->each[p];
        if (period->from_us < to_us && period->to_us > from_us) {
            may = period->is_open && periods_let_play(self->playlist, period->holds, item);
        }
    }
    return may;
}

enum verdict outcome_hindrance(const struct score *score)
{
    static const enum verdict hindrances[] = {VERDICT_LOWER,  VERDICT_GAP,   VERDICT_TOPIC_GAP,
                                              VERDICT_CAPPED, VERDICT_PACED, VERDICT_TOO_LONG};
    enum verdict most = 0;
    for (size_t i = 0; i < sizeof hindrances / sizeof hindrances[0]; i++) {
        if (score->verdicts[hindrances[i]] > (most == 0 ? 0 : score->verdicts[most])) {
            most = hindrances[i];
        }
    }
    return most;
}
