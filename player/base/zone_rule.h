// The rule at the end of a zone file, for the years that its table does not reach: when daylight
// saving begins and ends in any year. Pure. Any thread.
// Source: RFC 8536 section 3.3.1, which is POSIX's TZ with hours from −167 to 167.
#pragma once

#include <stdbool.h>
#include <stdint.h>

// From `at_s` (seconds since 1970-01-01T00:00:00Z) on the clocks are `offset_s` east of UTC.
struct zone_change {
    int64_t at_s;
    int offset_s;
};

// A day of any year, and a time of it: seconds after its midnight by the clocks of before.
struct zone_date {
    enum zone_date_kind {
        ZONE_DATE_MONTH = 1, // "M10.5.0": in `month` the `week`-th (5: last) `weekday`, 0 = Sunday
        ZONE_DATE_COMMON,    // "J60": day 1…365 of a year without a leap day
        ZONE_DATE_DAY,       // "59": day 0…365 of the year
    } kind;
    int month, week, weekday;
    int day;
    int time_s;
};

struct zone_rule {
    int standard_s, daylight_s; // east of UTC
    bool has_daylight;
    struct zone_date begins, ends; // daylight saving; in the south it ends before it begins
};

// Reads "CET-1CEST,M3.5.0,M10.5.0/3". Fails (false, out untouched): anything that is no such rule.
bool zone_rule_parse(const char *text, struct zone_rule *out);

// The begin and the end in `year`, in this order, whichever comes first.
// Range: has_daylight; 1 ≤ year ≤ 11,000.
void zone_rule_changes(const struct zone_rule *self, int year, struct zone_change out[2]);
