// When something may happen, as an author says it: days and times of day. Everything that is said
// must hold; what is not said always holds. Data, and the question whether a day fits. Pure; any
// thread may read.
#pragma once

#include "base/civil.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

// Part of a day in minutes after its midnight. Half open: from_min ≤ t < to_min.
// Range: 0 ≤ from_min < 1440, from_min < to_min ≤ 2880: beyond 1440 it runs on into the next day,
// and belongs to the day it began.
struct hours {
    int from_min, to_min;
};

// Bits of when.days: any of them is enough.
enum {
    DAYS_SUNDAY = 1 << 0, // 1 << civil.weekday
    DAYS_SATURDAY = 1 << 6,
    DAYS_WORKDAY = 1 << 7, // by the calendar, swapped working days included
    DAYS_HOLIDAY = 1 << 8, // the others
};

struct when {
    int64_t first_day, last_day; // days since 1970-01-01, both included; INT64_MIN, INT64_MAX: open
    unsigned days;               // 0: every day
    uint32_t month_days;         // bit d: day d of the month, bit 0: its last day; 0: every day
    char **festivals;            // any of them, as the calendar calls them; none: every day
    size_t festival_count;
    struct hours *hours; // any of them; none: all day
    size_t hours_count;
};

struct calendar;

// Nothing is said: always.
void when_init(struct when *self);
void when_fini(struct when *self);

// Whether nothing is said, neither about days nor about times of day.
bool when_is_always(const struct when *self);

// Whether day number `day` (days since 1970-01-01) fits, whatever the time of day.
// `calendar` NULL: Monday to Friday are workdays, and there are no festivals.
bool when_fits_day(const struct when *self, const struct calendar *calendar, int64_t day);
