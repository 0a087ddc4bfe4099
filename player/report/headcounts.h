// People that counters at a screen counted, by source and hour. Two doors that are counted both add
// up; two intervals of one door follow each other. Thread: any. Owned by whoever declared it.
#pragma once

#include "base/clock.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { HEADCOUNT_SOURCES = 64 }; // of one ledger; what more there are count as one

struct headcounts {
    struct headcounts_entry *each; // in order of their ends, after headcounts_settle()
    size_t count, capacity;
    char *sources[HEADCOUNT_SOURCES];
    size_t source_count;
    size_t latest[HEADCOUNT_SOURCES]; // entry of each source that may be gone on with; + 1, 0: none
};

void headcounts_fini(struct headcounts *self);

// `people` came past in the `seconds` up to `until`, as `source` (the JSON of the event) counted.
// What makes no sense is passed over.
void headcounts_add(struct headcounts *self, struct wall until, int64_t people, const char *detail);
void headcounts_settle(struct headcounts *self);

// A number that changes with anything that is counted in the day from `day_from` on: an interval
// that reaches into it may be told hours after it is over.
uint64_t headcounts_digest(const struct headcounts *self, struct wall day_from);

// People per hour in the span. False: no source counted for nearly all of it. `is_whole`: every
// source that counted on that day (`day_from` on) did.
struct headcounts_span {
    struct wall from, to, day_from;
};
bool headcounts_per_hour(const struct headcounts *self, const struct headcounts_span *span,
                         double *per_hour, bool *is_whole);
