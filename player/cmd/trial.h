// Days ahead on which a schedule is tried. Days that are cut alike (plan/periods.h) are planned
// alike, so each sort of day is tried once. Owned by the caller.
#pragma once

#include "base/str.h"
#include "plan/periods.h"

#include <stddef.h>
#include <stdint.h>

enum { TRIAL_AHEAD_DAYS = 400 }; // a year, and the next one's first festivals

enum trial_sort {
    TRIAL_WORKDAY = 1,
    TRIAL_DAY_OFF,
    TRIAL_SPECIAL, // a festival or a day of the month that a daypart names
};
enum { TRIAL_SORTS = TRIAL_SPECIAL };

struct trial {
    int64_t day;
    enum trial_sort sort;
    bool is_mixed; // days of another sort are cut alike
    struct periods periods;
};

struct trials {
    const struct plan_terms *terms;
    struct trial *each;
    size_t count, capacity;
    int64_t today;
    bool is_seen[TRIAL_AHEAD_DAYS]; // by day from today: it, or a day like it, is tried
    bool is_full;                   // there are more sorts of days than are tried
};

// The next seven days, the next day off and swapped working day, and the next day of each daypart.
void trials_init(struct trials *self, const struct plan_terms *terms, int64_t today);
void trials_fini(struct trials *self);

// Tries `day` as well, unless a day like it is tried already. Range: TRIAL_AHEAD_DAYS from today
// on.
void trials_add(struct trials *self, int64_t day);

// "every day", or "on workdays such as 2026-11-23".
void trials_say_day(const struct trials *self, const struct trial *trial, struct str *out);
// "12:00-14:00" by the local clock.
void trials_say_span(const struct trials *self, const struct trial *trial, int64_t from_us,
                     int64_t to_us, struct str *out);
// "5 min", "1 h 30 min", "2.5 s".
void trials_say_length(int64_t length_us, struct str *out);
