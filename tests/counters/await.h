// Waiting for a counter until it has something to say. For tests.
#pragma once

#include "counters/counters.h"

// What the source has counted and refused since `self` was made is added to `*sums`, until
// `is_enough` says so. Fails the test when that takes ten seconds.
void await(struct counters *self, size_t source, struct counted *sums,
           bool (*is_enough)(const struct counted *sums, int64_t wanted), int64_t wanted);

bool has_counted(const struct counted *sums, int64_t wanted);
bool has_refused(const struct counted *sums, int64_t wanted);
bool is_up(const struct counted *sums, int64_t ignored);
bool is_down(const struct counted *sums, int64_t ignored);
