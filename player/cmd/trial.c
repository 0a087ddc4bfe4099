// Finding days that differ, and speaking of them.
#include "cmd/trial.h"

#include "base/civil.h"
#include "base/mem.h"

#include <stdlib.h>
#include <string.h>

// A year of a playlist that gives every day a schedule of its own is not what check is for.
enum { MOST_TRIALS = 40, WEEK_DAYS = 7 };

static bool is_alike(const struct periods *a, const struct periods *b, size_t dayparts)
{
    bool is_same = a->count == b->count && a->end_us - a->start_us == b->end_us - b->start_us;
    for (size_t i = 0; is_same && i < a->count; i++) {
        const struct period *left = &a->each[i];
        const struct period *right = &b->each[i];
        is_same = left->from_us - a->start_us == right->from_us - b->start_us &&
                  left->is_open == right->is_open &&
                  memcmp(left->holds, right->holds, dayparts * sizeof *left->holds) == 0;
    }
    return is_same;
}

static bool names_days(const struct when *when)
{
    return when->month_days != 0 || when->festival_count > 0;
}

static enum trial_sort sort_of(const struct plan_terms *terms, int64_t day)
{
    for (size_t i = 0; i < terms->playlist->daypart_count; i++) {
        const struct when *when = &terms->playlist->dayparts[i].when;
        if (names_days(when) && when_fits_day(when, terms->calendar, day)) {
            return TRIAL_SPECIAL;
        }
    }
    return calendar_is_workday(terms->calendar, day) ? TRIAL_WORKDAY : TRIAL_DAY_OFF;
}

void trials_add(struct trials *self, int64_t day)
{
    bool *is_seen = &self->is_seen[day - self->today];
    if (*is_seen) {
        return;
    }
    *is_seen = true;
    struct trial trial = {.day = day, .sort = sort_of(self->terms, day)};
    periods_init(&trial.periods, self->terms, day, true);
    for (size_t i = 0; i < self->count; i++) {
        if (is_alike(&self->each[i].periods, &trial.periods,
                     self->terms->playlist->daypart_count)) {
            self->each[i].is_mixed = self->each[i].is_mixed || self->each[i].sort != trial.sort;
            periods_fini(&trial.periods);
            return;
        }
    }
    self->is_full = self->count == MOST_TRIALS;
    if (self->is_full) {
        periods_fini(&trial.periods);
        return;
    }
    self->each = MEM_GROW(self->each, self->count, self->capacity);
    self->each[self->count++] = trial;
}

// --- the days ahead ----------------------------------------------------------------------------

static bool is_weekend(int64_t day)
{
    int weekday = civil_of_day(day).weekday;
    return weekday == 0 || weekday == 6;
}

// The next day that is off, or worked, although its weekday says otherwise.
static void add_moved(struct trials *self, int64_t today, bool is_worked)
{
    for (int64_t day = today; day < today + TRIAL_AHEAD_DAYS; day++) {
        if (calendar_is_workday(self->terms->calendar, day) == is_worked &&
            is_weekend(day) == is_worked) {
            trials_add(self, day);
            return;
        }
    }
}

static void add_next(struct trials *self, int64_t today, const struct when *when)
{
    for (int64_t day = today; day < today + TRIAL_AHEAD_DAYS; day++) {
        if (when_fits_day(when, self->terms->calendar, day)) {
            trials_add(self, day);
            return;
        }
    }
}

void trials_init(struct trials *self, const struct plan_terms *terms, int64_t today)
{
    *self = (struct trials){.terms = terms, .today = today};
    for (int64_t day = today; day < today + WEEK_DAYS; day++) {
        trials_add(self, day);
    }
    add_moved(self, today, false);
    add_moved(self, today, true);
    for (size_t i = 0; i < terms->playlist->daypart_count && !self->is_full; i++) {
        add_next(self, today, &terms->playlist->dayparts[i].when);
    }
}

void trials_fini(struct trials *self)
{
    for (size_t i = 0; i < self->count; i++) {
        periods_fini(&self->each[i].periods);
    }
    free(self->each);
    *self = (struct trials){0};
}

// --- words -------------------------------------------------------------------------------------

void trials_say_day(const struct trials *self, const struct trial *trial, struct str *out)
{
    static const char *const sorts[] = {
        [TRIAL_WORKDAY] = "on workdays such as ",
        [TRIAL_DAY_OFF] = "on days off such as ",
        [TRIAL_SPECIAL] = "on days such as ",
    };
    if (self->count == 1) {
        str_add(out, "every day");
        return;
    }
    struct civil date = civil_of_day(trial->day);
    const char *sort = trial->is_mixed ? sorts[TRIAL_SPECIAL] : sorts[trial->sort];
    str_addf(out, "%s%04d-%02d-%02d", sort, date.year, date.month, date.day);
}

static void say_time(const struct trials *self, const struct trial *trial, int64_t at_us,
                     struct str *out)
{
    if (at_us == trial->periods.end_us) {
        str_add(out, "24:00");
        return;
    }
    struct wall at = {at_us};
    struct civil civil = civil_at(at, meridian_offset_s(self->terms->meridian, at));
    str_addf(out, "%02d:%02d", civil.hour, civil.minute);
    if (civil.second != 0) {
        str_addf(out, ":%02d", civil.second);
    }
}

void trials_say_span(const struct trials *self, const struct trial *trial, int64_t from_us,
                     int64_t to_us, struct str *out)
{
    say_time(self, trial, from_us, out);
    str_add(out, "-");
    say_time(self, trial, to_us, out);
}

void trials_say_length(int64_t length_us, struct str *out)
{
    int64_t tenths = (length_us + CLOCK_SECOND_US / 20) / (CLOCK_SECOND_US / 10);
    int64_t minutes = tenths / 600;
    int64_t rest = tenths % 600;
    const char *blank = "";
    if (minutes >= 60) {
        str_addf(out, "%lld h", (long long)(minutes / 60));
        blank = " ";
    }
    if (minutes % 60 > 0) {
        str_addf(out, "%s%lld min", blank, (long long)(minutes % 60));
        blank = " ";
    }
    if (minutes < 60 && (rest > 0 || minutes == 0)) {
        str_addf(out, rest % 10 == 0 ? "%s%.0f s" : "%s%.1f s", blank, (double)rest / 10.0);
    }
}
