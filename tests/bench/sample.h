// What made-up ledgers tell of: places, venues, contents and people that could be, with names of
// leagues and banners as they are and points that say that they are samples. By numbers alone: the
// same point has the same everything.
#pragma once

#include "reach/audience.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct sample_item {
    const char *id, *kind;
    const char *topic, *audience; // NULL
    int64_t planned_ms;
};
extern const struct sample_item sample_items[];
extern const size_t sample_item_count;

struct sample_venue {
    const char *name;            // of the six that outreach enters
    int opens_min, shuts_min;    // of the day
    double peak_per_hour;        // people who come past, at the busiest
    double passing_s, staying_s; // mean stays of those who pass and those who wait
    double staying;              // share of the latter
};

struct sample_point {
    char id[32], name[48];
    const char *district; // "内蒙古/兴安盟/乌兰浩特市"
    const struct sample_venue *venue;
    bool has_audience, has_counter, has_battery, is_display_known;
};

struct sample_point sample_point(uint64_t seed, int number);

// Who comes past it.
void sample_audience(const struct sample_point *point, uint64_t seed, struct audience *out);
// People who come past in an hour of a weekday (0: Monday).
double sample_people(const struct sample_venue *venue, int weekday, int hour);
