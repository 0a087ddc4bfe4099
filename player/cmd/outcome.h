// One zone's planned day, added up: what played in which hour, why an item did not, and when there
// was nothing to show. Owned by the caller.
#pragma once

#include "cmd/trial.h"
#include "plan/plan.h"

#include <stddef.h>
#include <stdint.h>

enum { OUTCOME_HOURS = 26 }; // of a day on which clocks are set back by up to two

struct score {
    int day_plays;
    int plays[OUTCOME_HOURS]; // begun in this hour of the day
    int64_t shown_us[OUTCOME_HOURS];
    int64_t verdicts[VERDICTS + 1]; // by verdict: how many of the day's slots it was given at
};

struct hole {
    int64_t from_us, to_us;
};

struct outcome {
    const struct playlist *playlist;
    const struct trial *trial;
    size_t zone;
    struct score *scores; // by item of the playlist
    struct hole *holes;   // open time with the house card, in order
    size_t hole_count, hole_capacity;
};

void outcome_init(struct outcome *self, struct plan *plan, const struct playlist *playlist,
                  size_t zone, const struct trial *trial);
void outcome_fini(struct outcome *self);

// Whether `item` may begin at any time of the day's hour number `hour`, which must be whole.
bool outcome_may_all_hour(const struct outcome *self, const struct item *item, size_t hour);
int64_t outcome_hour_us(const struct outcome *self, size_t hour); // its beginning

// What mostly kept the item from being chosen, among the verdicts that its own limits or a higher
// class give; 0: nothing did.
enum verdict outcome_hindrance(const struct score *score);
