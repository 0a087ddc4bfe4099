// Verdicts, then a choice among those that may go.
#include "plan/choice.h"

#include "base/mem.h"

#include <stdlib.h>

#define HOUR_US (INT64_C(3600) * CLOCK_SECOND_US)

void choice_init(struct choice *self, const struct lineup *lineup, const struct playlist *playlist,
                 const struct periods *periods)
{
    size_t entries = lineup->entry_count;
    size_t persons = lineup->person_count;
    *self = (struct choice){
        .lineup = lineup,
        .periods = periods,
        .playlist = playlist,
        .now_us = periods->start_us,
        .last = LINEUP_NOBODY,
        .may_begin = mem_zeroed(periods->count * persons + 1, sizeof *self->may_begin),
        .standings = mem_zeroed(persons + 1, sizeof *self->standings),
        .entries = mem_zeroed(entries + 1, sizeof *self->entries),
        .topic_free_us = mem_zeroed(lineup->topics + 1, sizeof *self->topic_free_us),
        .here = mem_zeroed(entries + 1, sizeof *self->here),
        .members = mem_zeroed(entries + 1, sizeof *self->members),
        .credits = mem_zeroed(entries + 1, sizeof *self->credits),
        .streams = mem_zeroed(persons + 1, sizeof *self->streams),
        .stream_entries = mem_zeroed(persons + 1, sizeof *self->stream_entries),
    };
    for (size_t p = 0; p < periods->count; p++) {
        const struct period *period = &periods->each[p];
        for (size_t i = 0; i < persons; i++) {
            bool may = period->is_open &&
                       periods_let_play(playlist, period->holds, lineup->persons[i].facts);
            self->may_begin[p * persons + i] = may;
            self->standings[i].day_total_us += may ? period->to_us - period->from_us : 0;
        }
    }
    for (size_t i = 0; i < lineup->topics; i++) {
        self->topic_free_us[i] = INT64_MIN;
    }
    for (size_t i = 0; i < persons; i++) {
        self->standings[i].free_us = INT64_MIN;
        self->standings[i].retry_us = INT64_MIN;
    }
    choice_begin_day(self);
}

void choice_fini(struct choice *self)
{
    free(self->may_begin);
    free(self->standings);
    free(self->entries);
    free(self->topic_free_us);
    free(self->here);
    free(self->members);
    free(self->credits);
    free(self->streams);
    free(self->stream_entries);
    *self = (struct choice){0};
}

// --- who may go --------------------------------------------------------------------------------

static int64_t remaining_us(const struct choice *self)
{
    return self->open_until_us - self->now_us;
}

// A gap is strict, and the next day knows nothing of this one: what could break it over midnight
// does not begin. The slot may get the rest before midnight, which then is none of the gap.
static bool is_too_near_midnight(const struct choice *self, const struct person *person,
                                 int64_t gap_us)
{
    int64_t least_us = gap_us < REST_US ? REST_US : gap_us;
    return gap_us > 0 && self->now_us + person->length_us + least_us > self->periods->end_us;
}

static enum verdict judge_caps(const struct standing *standing, const struct often *often)
{
    bool is_hour_full = often->max_per_hour > 0 && standing->hour_plays >= often->max_per_hour;
    bool is_day_full = often->max_per_day > 0 && standing->day_plays >= often->max_per_day;
    if (is_hour_full || is_day_full) {
        return VERDICT_CAPPED;
    }
    bool is_early_in_hour =
        often->max_per_hour > 0 &&
        standing->hour_us * often->max_per_hour < standing->hour_plays * standing->hour_total_us;
    bool is_early_in_day =
        often->max_per_day > 0 &&
        standing->day_us * often->max_per_day < standing->day_plays * standing->day_total_us;
    return is_early_in_hour || is_early_in_day ? VERDICT_PACED : VERDICT_LATER;
}

static enum verdict judge_limits(const struct choice *self, const struct person *person,
                                 const struct standing *standing)
{
    int64_t gap_us = person->facts->often.gap_us;
    if (standing->free_us > self->now_us || is_too_near_midnight(self, person, gap_us)) {
        return VERDICT_GAP;
    }
    if (person->topic != LINEUP_NO_TOPIC &&
        (self->topic_free_us[person->topic] > self->now_us ||
         is_too_near_midnight(self, person, self->lineup->topic_gap_us))) {
        return VERDICT_TOPIC_GAP;
    }
    return judge_caps(standing, &person->facts->often);
}

// LATER: it could go. Whether it fits before closing time is not asked here.
static enum verdict judge(const struct choice *self, const struct candidate *candidate)
{
    const struct standing *standing = candidate->standing;
    if (self->has_failures && standing->retry_us > self->now_us) {
        return standing->is_quarantined ? VERDICT_QUARANTINED : VERDICT_FAILED;
    }
    const struct person *facts = candidate->facts;
    return facts->is_limited ? judge_limits(self, facts, standing) : VERDICT_LATER;
}

// The highest class in which something can go; CLASSES: none. Of those that could go only this
// class waits for one to be chosen. `most_us`: what is longer cannot go.
static int judge_all(struct choice *self, int64_t most_us)
{
    int highest = CLASSES;
    for (size_t i = 0; i < self->here_count; i++) {
        const struct candidate *candidate = &self->here[i];
        enum verdict verdict = judge(self, candidate);
        if (verdict == VERDICT_LATER) {
            if (candidate->facts->length_us > most_us) {
                verdict = VERDICT_TOO_LONG;
            } else if (highest == CLASSES) {
                highest = candidate->class; // those of higher ones were before it
            } else if (candidate->class != highest) {
                verdict = VERDICT_LOWER;
            }
        }
        self->entries[candidate->entry].verdict = verdict;
        self->members[i].may_go = verdict == VERDICT_LATER;
        self->members[i].went_last = candidate->person == self->last;
    }
    return highest;
}

// --- who goes ----------------------------------------------------------------------------------

// By how much of a play, in hundredths, the item is behind its least number; below 0: it is not.
static int64_t overdue(const struct standing *standing, const struct often *often)
{
    int64_t most = -1;
    int64_t hour_us =
        2 * often->min_per_hour * standing->hour_us - (2 * standing->hour_plays + 1) * HOUR_US;
    if (often->min_per_hour > 0 && hour_us >= 0) { // seldom, and a division takes its time
        most = hour_us * 50 / HOUR_US;
    }
    int64_t total_ms = standing->day_total_us / 1000;
    int64_t day_ms = 2 * often->min_per_day * (standing->day_us / 1000) -
                     (2 * standing->day_plays + 1) * total_ms;
    if (often->min_per_day > 0 && total_ms > 0 && day_ms >= 0) {
        int64_t day = day_ms * 50 / (total_ms + 1);
        most = day > most ? day : most;
    }
    return most;
}

static size_t most_overdue(const struct choice *self)
{
    size_t chosen = LINEUP_NOBODY;
    int64_t most = -1;
    for (size_t i = 0; i < self->lineup->owed.count; i++) {
        size_t index = self->lineup->owed.each[i];
        const struct person *person = &self->lineup->persons[index];
        if (self->entries[person->first_entry].verdict != VERDICT_LATER) {
            continue;
        }
        int64_t own = overdue(&self->standings[index], &person->facts->often);
        if (own > most) {
            most = own;
            chosen = person->first_entry;
        }
    }
    return chosen;
}

// The shares that can go, and the turns of the rest as one more. Returns how many there are.
static size_t gather_streams(struct choice *self, int class, size_t by_turn)
{
    const struct lineup *lineup = self->lineup;
    size_t count = 0;
    int64_t rest_ppm = SHARE_WHOLE;
    int64_t rest_lag = 0;
    for (size_t i = 0; i < lineup->sharing.count; i++) {
        size_t person = lineup->sharing.each[i];
        const struct standing *standing = &self->standings[person];
        size_t entry = lineup->persons[person].first_entry;
        if (!standing->may_begin || standing->share_ppm == 0) {
            continue;
        }
        rest_ppm -= standing->share_ppm;
        rest_lag -= standing->lag;
        if ((int)lineup->entries[entry].class == class &&
            self->entries[entry].verdict == VERDICT_LATER) {
            self->streams[count] = (struct share_stream){standing->share_ppm, standing->lag,
                                                         lineup->persons[person].length_us};
            self->stream_entries[count++] = entry;
        }
    }
    if (by_turn != TURNS_NOBODY) {
        size_t person = lineup->entries[by_turn].person;
        self->streams[count] =
            (struct share_stream){rest_ppm, rest_lag, lineup->persons[person].length_us};
        self->stream_entries[count++] = by_turn;
    }
    return count;
}

static size_t choose(struct choice *self, int class)
{
    size_t urgent = most_overdue(self);
    if (urgent != LINEUP_NOBODY) {
        return urgent;
    }
    struct turns *turns = &self->turns[class];
    size_t in_turn = turns_next(turns);
    size_t by_turn = in_turn == TURNS_NOBODY
                         ? TURNS_NOBODY
                         : self->here[turns->members - self->members + (ptrdiff_t)in_turn].entry;
    size_t chosen = by_turn;
    if (self->lineup->sharing.count > 0) {
        size_t streams = gather_streams(self, class, by_turn);
        chosen = self->stream_entries[shares_next(self->streams, streams)];
    }
    if (chosen == by_turn) {
        turns_charge(turns, in_turn);
    }
    return chosen;
}

size_t choice_take(struct choice *self, bool *is_cut)
{
    *is_cut = false;
    if (remaining_us(self) <= 0) {
        judge_all(self, INT64_MAX);
        return LINEUP_NOBODY;
    }
    int class = judge_all(self, remaining_us(self));
    if (class == CLASSES) {
        class = judge_all(self, INT64_MAX);
        *is_cut = true;
    }
    if (class == CLASSES) {
        return LINEUP_NOBODY;
    }
    size_t chosen = choose(self, class);
    self->entries[chosen].verdict = VERDICT_CHOSEN;
    return chosen;
}

void choice_begin(struct choice *self, size_t person)
{
    self->last = person;
    self->standings[person].hour_plays++;
    self->standings[person].day_plays++;
}

void choice_end(struct choice *self, size_t person)
{
    const struct person *who = &self->lineup->persons[person];
    if (who->is_limited) {
        self->standings[person].free_us = self->now_us + who->facts->often.gap_us;
        if (who->topic != LINEUP_NO_TOPIC) {
            self->topic_free_us[who->topic] = self->now_us + self->lineup->topic_gap_us;
        }
    }
}

void choice_fail(struct choice *self, size_t item, int64_t retry_us, bool is_quarantined)
{
    for (size_t i = 0; i < self->lineup->person_count; i++) {
        if (self->lineup->persons[i].item == item) {
            self->has_failures = true;
            self->standings[i].retry_us = retry_us;
            self->standings[i].is_quarantined = is_quarantined;
        }
    }
}

bool choice_may_go_on(const struct choice *self, size_t person)
{
    const struct standing *standing = &self->standings[person];
    return standing->may_begin && standing->retry_us <= self->now_us;
}

// --- when somebody may -------------------------------------------------------------------------

static int64_t sooner(int64_t at_us, int64_t candidate_us, int64_t now_us)
{
    return candidate_us > now_us && candidate_us < at_us ? candidate_us : at_us;
}

// When `passed_us` will have reached its part of `total_us`, should time pass in its favour.
static int64_t pace_us(const struct choice *self, int most, int plays, int64_t passed_us,
                       int64_t total_us)
{
    return most == 0 ? INT64_MAX : self->now_us + plays * total_us / most - passed_us + 1;
}

int64_t choice_next_us(const struct choice *self)
{
    int64_t at_us = self->periods->each[self->period].to_us;
    at_us = sooner(at_us, self->hour_start_us + HOUR_US, self->now_us);
    for (size_t i = 0; i < self->lineup->person_count; i++) {
        const struct person *person = &self->lineup->persons[i];
        const struct standing *standing = &self->standings[i];
        const struct often *often = &person->facts->often;
        if (!standing->may_begin || person->length_us <= 0) {
            continue;
        }
        at_us = sooner(at_us, standing->free_us, self->now_us);
        at_us = sooner(at_us, standing->retry_us, self->now_us);
        if (person->topic != LINEUP_NO_TOPIC) {
            at_us = sooner(at_us, self->topic_free_us[person->topic], self->now_us);
        }
        int64_t hour_us = pace_us(self, often->max_per_hour, standing->hour_plays,
                                  standing->hour_us, standing->hour_total_us);
        int64_t day_us = pace_us(self, often->max_per_day, standing->day_plays, standing->day_us,
                                 standing->day_total_us);
        at_us = sooner(sooner(at_us, hour_us, self->now_us), day_us, self->now_us);
    }
    return at_us;
}
