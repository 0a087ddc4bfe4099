// One day, cut where something changes: opening and closing, dayparts beginning and ending. Within
// a period the set of items that may begin is the same. Pure; owned by the caller.
#pragma once

#include "plan/plan.h"

struct period {
    int64_t from_us, to_us; // wall time, half open
    bool is_open;
    const bool *holds; // by daypart of the playlist
};

struct periods {
    int64_t day;
    int64_t start_us, end_us; // of the day
    struct period *each;      // without gap or overlap; at least one
    size_t count;
    bool *holds; // room for all of them
};

// Day number `day` (days since 1970-01-01). `is_clock_known` false: 24 hours from `day` × 24 h, all
// open, in which only dayparts that are always hold.
void periods_init(struct periods *self, const struct plan_terms *terms, int64_t day,
                  bool is_clock_known);
void periods_fini(struct periods *self);

// Whether `item` may begin while `holds` says which dayparts hold: one of its own does, and no
// daypart that speaks to others lets it rest.
bool periods_let_play(const struct playlist *playlist, const bool *holds, const struct item *item);

// By how much those dayparts lift its weight, in permille.
int64_t periods_lift_permille(const struct playlist *playlist, const bool *holds,
                              const struct item *item);
