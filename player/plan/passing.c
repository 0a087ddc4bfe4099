// How time changes standings: hours begin, periods begin, shares fall behind or catch up.
#include "plan/choice.h"

#define HOUR_US (INT64_C(3600) * CLOCK_SECOND_US)

// The time within [from, to) in which the person may begin.
static int64_t time_within(const struct choice *self, size_t person, int64_t from_us, int64_t to_us)
{
    const struct periods *periods = self->periods;
    int64_t sum_us = 0;
    for (size_t p = self->period; p < periods->count && periods->each[p].from_us < to_us; p++) {
        if (self->may_begin[p * self->lineup->person_count + person]) {
            int64_t begin_us = periods->each[p].from_us;
            int64_t end_us = periods->each[p].to_us;
            begin_us = begin_us < from_us ? from_us : begin_us;
            end_us = end_us > to_us ? to_us : end_us;
            sum_us += end_us > begin_us ? end_us - begin_us : 0;
        }
    }
    return sum_us;
}

static void begin_hour(struct choice *self, int64_t at_us)
{
    self->hour_start_us = at_us;
    for (size_t i = 0; i < self->lineup->person_count; i++) {
        struct standing *standing = &self->standings[i];
        standing->hour_plays = 0;
        standing->hour_us = 0;
        standing->lag = 0;
        if (self->lineup->persons[i].is_limited) {
            standing->hour_total_us = time_within(self, i, at_us, at_us + HOUR_US);
        }
    }
}

static void weigh(struct choice *self)
{
    const bool *holds = self->periods->each[self->period].holds;
    for (size_t i = 0; i < self->lineup->entry_count; i++) {
        const struct entry *entry = &self->lineup->entries[i];
        const struct item *item = &self->playlist->items[entry->item];
        int64_t lift = periods_lift_permille(self->playlist, holds, item);
        int64_t cases = self->lift_permille == NULL ? 1000 : self->lift_permille[entry->item];
        self->entries[i].item = entry->item;
        self->entries[i].is_filler = entry->class == CLASS_FILLER;
        self->entries[i].weight_permille = item->often.weight * lift * cases / 1000;
    }
}

// Those of a class that have their time and can be shown, sharing or not.
static void gather(struct choice *self, size_t class, bool is_sharing)
{
    const struct lineup *lineup = self->lineup;
    for (size_t i = class == 0 ? 0 : lineup->ends[class - 1]; i < lineup->ends[class]; i++) {
        size_t person = lineup->entries[i].person;
        const struct standing *standing = &self->standings[person];
        if (!standing->may_begin) {
            self->entries[i].verdict = VERDICT_RESTS;
        } else if (lineup->persons[person].length_us <= 0) {
            self->entries[i].verdict = VERDICT_UNSHOWABLE;
        } else if ((standing->share_ppm > 0) == is_sharing) {
            self->members[self->here_count] = (struct turn_member){
                .weight = self->entries[i].weight_permille, .credit = self->credits[i]};
            self->here[self->here_count++] =
                (struct candidate){i, person, (int)class, &lineup->persons[person], standing};
        }
    }
}

static void gather_all(struct choice *self)
{
    for (size_t i = 0; i < self->here_count; i++) { // who leaves keeps its credit
        self->credits[self->here[i].entry] = self->members[i].credit;
    }
    self->here_count = 0;
    for (size_t c = 0; c < CLASSES; c++) {
        struct turns *turns = &self->turns[c];
        size_t first = self->here_count;
        gather(self, c, false);
        *turns = (struct turns){self->members + first, self->here_count - first, 0};
        for (size_t i = 0; i < turns->count; i++) {
            turns->sum += turns->members[i].weight;
        }
        gather(self, c, true);
    }
}

// Shares that together are more than the whole are scaled down to it.
static void share_out(struct choice *self)
{
    int64_t sum_ppm = 0;
    for (size_t i = 0; i < self->lineup->person_count; i++) {
        struct standing *standing = &self->standings[i];
        bool has_share = standing->may_begin && self->lineup->persons[i].length_us > 0;
        standing->share_ppm = has_share ? self->lineup->persons[i].share_ppm : 0;
        sum_ppm += standing->share_ppm;
    }
    for (size_t i = 0; sum_ppm > SHARE_WHOLE && i < self->lineup->person_count; i++) {
        self->standings[i].share_ppm = self->standings[i].share_ppm * SHARE_WHOLE / sum_ppm;
    }
}

static void find_closing_time(struct choice *self)
{
    size_t p = self->period;
    self->open_until_us = self->periods->each[p].from_us;
    while (p < self->periods->count && self->periods->each[p].is_open) {
        self->open_until_us = self->periods->each[p++].to_us;
    }
}

static void begin_period(struct choice *self, size_t period)
{
    self->period = period;
    for (size_t i = 0; i < self->lineup->person_count; i++) {
        self->standings[i].may_begin = self->may_begin[period * self->lineup->person_count + i];
    }
    find_closing_time(self);
    share_out(self);
    weigh(self);
    gather_all(self);
}

void choice_begin_day(struct choice *self)
{
    self->now_us = self->periods->start_us;
    begin_period(self, 0);
    begin_hour(self, self->now_us);
}

void choice_lift(struct choice *self, const int *lift_permille)
{
    self->lift_permille = lift_permille;
    weigh(self);
    gather_all(self);
}

// Nothing begins or ends within `by_us`.
static void pass_within(struct choice *self, int64_t by_us, bool was_on)
{
    const struct persons *counted = &self->lineup->counted;
    for (size_t i = 0; i < counted->count; i++) {
        struct standing *standing = &self->standings[counted->each[i]];
        if (standing->may_begin) {
            standing->hour_us += by_us;
            standing->day_us += by_us;
        }
    }
    const struct persons *sharing = &self->lineup->sharing;
    for (size_t i = 0; i < sharing->count; i++) {
        struct standing *standing = &self->standings[sharing->each[i]];
        bool is_on = was_on && sharing->each[i] == self->last;
        standing->lag += standing->may_begin ? by_us * standing->share_ppm : 0;
        standing->lag -= is_on && standing->share_ppm > 0 ? by_us * SHARE_WHOLE : 0;
    }
    self->now_us += by_us;
}

void choice_pass(struct choice *self, int64_t now_us, bool was_on)
{
    while (self->now_us < now_us) {
        int64_t hour_end_us = self->hour_start_us + HOUR_US;
        int64_t period_end_us = self->periods->each[self->period].to_us;
        int64_t until_us = now_us;
        until_us = until_us > hour_end_us ? hour_end_us : until_us;
        until_us = until_us > period_end_us ? period_end_us : until_us;
        pass_within(self, until_us - self->now_us, was_on);
        if (self->now_us == period_end_us && self->period + 1 < self->periods->count) {
            begin_period(self, self->period + 1);
        }
        if (self->now_us == hour_end_us) {
            begin_hour(self, hour_end_us);
        }
    }
}
