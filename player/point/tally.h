// The rows of a tally survey, as they stand in its table (base/csv.h). Private to this room; owned
// by the caller of tally_parse(); one thread.
#pragma once

#include "config/troubles.h"

#include <stddef.h>
#include <stdint.h>

struct tally_row {
    int64_t day;          // since 1970-01-01
    int from_min, to_min; // after its midnight; 0 ≤ from_min < to_min ≤ 1440
    int64_t arrivals;     // ≥ 0
    int line;
};

struct tally {
    struct tally_row *rows; // by day and time; none overlaps another; at least one
    size_t row_count, row_capacity;
    double *stays_s; // that were timed, in the table's order; > 0
    size_t stay_count, stay_capacity;
};

// NULL when a finding is an error: every row must be right, since a wrong one would change the
// week.
struct tally *tally_parse(const char *path, const char *bytes, size_t length,
                          struct troubles *troubles) __attribute__((warn_unused_result));
void tally_free(struct tally *self); // NULL is fine

size_t tally_weekday(int64_t day); // Monday is 0
