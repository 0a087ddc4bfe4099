// What one zone's items ask for together in the hours of one day, by shares and by weights. Owned
// by the caller.
#pragma once

#include "cmd/outcome.h"

enum { DEMAND_WHOLE_PPM = 1000000 };

struct demand_hour {
    int64_t share_ppm; // the most of its periods
    int64_t weight;    // of those without a share, lifted, in permille
    int64_t plays;     // that these really had
};

struct demand {
    const struct outcome *outcome;
    const struct zone *zone;
    const int64_t *lengths_us; // in the zone, by item of the playlist
    int64_t longest_us;        // of its items and fillers
    bool *is_first;            // by place in the zone's list: its item was not listed before
    struct demand_hour hours[OUTCOME_HOURS];
};

void demand_init(struct demand *self, const struct outcome *outcome, const int64_t *lengths_us);
void demand_fini(struct demand *self);

const struct item *demand_item(const struct demand *self, size_t place);
// Whether the item at `place` of the zone's list may begin in the period.
bool demand_may_begin(const struct demand *self, size_t place, const struct period *period);
// The shares, and the weights of the rest, in the period; no plays.
struct demand_hour demand_in(const struct demand *self, const struct period *period);
// How many of an hour's plays the weight of `place` asks for.
int64_t demand_plays(const struct demand *self, size_t place, size_t hour);
