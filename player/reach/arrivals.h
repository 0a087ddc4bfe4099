// How many people arrive when: a rate that is constant in pieces, such as hours. Times are seconds
// from any instant that the caller counts from; a day's midnight keeps them exact. Owned by whoever
// declared it; any thread may read.
#pragma once

#include "reach/audience.h"

#include <stddef.h>

struct arrivals_piece {
    double until_s;  // rising; a piece begins where the one before ends, the first at from_s
    double per_hour; // ≥ 0
};

struct arrivals {
    double from_s; // nobody is there yet; nobody arrives before, or after the last piece
    struct arrivals_piece *pieces;
    size_t count, capacity;
};

void arrivals_init(struct arrivals *self, double from_s);
void arrivals_fini(struct arrivals *self);

// Goes on until `until_s` at this rate. Range: later than what there is. Counted people: `count` ×
// 3600 / seconds of the interval.
void arrivals_add(struct arrivals *self, double until_s, double per_hour);

// Goes on with the 24 hours of a weekday. Range: 0 (Monday) … 6.
void arrivals_add_day(struct arrivals *self, const struct audience *audience, int weekday);

// Where piece `i` begins.
double arrivals_begin_s(const struct arrivals *self, size_t i);

// The piece in which `at_s` lies: the first that ends after it; `count` behind the last.
size_t arrivals_at(const struct arrivals *self, double at_s);

// Everybody.
double arrivals_total(const struct arrivals *self);
