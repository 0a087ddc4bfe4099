// Dates and times as people say them. Pure arithmetic on the proleptic Gregorian calendar; no
// localtime(), the offset from UTC is always handed in. Any thread.
#pragma once

#include "base/clock.h"

#include <stdbool.h>
#include <stddef.h>

#define CIVIL_CHINA_OFFSET_S                                                                       \
    (8 * 3600) // one zone, no daylight saving since 1991 (IANA tzdata, Asia/Shanghai)
#define CIVIL_DAY_US (INT64_C(86400) * CLOCK_SECOND_US)

struct civil {
    int year;
    int month;   // 1…12
    int day;     // 1…31
    int hour;    // 0…23
    int minute;  // 0…59
    int second;  // 0…59
    int weekday; // 0 = Sunday … 6 = Saturday
};

// The civil time at `instant`, `offset_s` seconds east of UTC.
struct civil civil_at(struct wall instant, int offset_s);

// The instant at which a clock `offset_s` seconds east of UTC shows `civil` (weekday is ignored).
struct wall civil_instant(struct civil civil, int offset_s);

// The number of the civil day `date` (days since 1970-01-01; its time is ignored), and the midnight
// that begins day number `day`.
int64_t civil_day_number(struct civil date);
struct civil civil_of_day(int64_t day);

// Reads "2026-11-23" (time 00:00:00) or "2026-11-23T08:30[:00]"; a blank may stand for the T.
// Fails (false, out untouched): anything else, or a date that is not on the calendar.
bool civil_parse(const char *text, struct civil *out);

// "2026-11-23T08:30:00+08:00"; `size` ≥ 26.
void civil_format(struct wall instant, int offset_s, char *out, size_t size);
