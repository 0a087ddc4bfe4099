// The story of one made-up point, told to its ledger: days of a screen with all that happens to
// screens. Every figure follows from the seed.
#pragma once

#include "base/error.h"

#include <stdbool.h>
#include <stdint.h>

struct story_wish {
    const char *folder; // where the ledger is to lie: "<folder>/<id>.db"
    uint64_t seed;
    int64_t first_day; // civil day, counted from 1970-01-01
    int days;
    int plays_a_day; // 0: as many as fit into the opening hours
};

struct story_told {
    int64_t plays, events;
};

// Fails: the ledger cannot be written, or is there already.
bool story_tell(const struct story_wish *wish, int point, struct story_told *told,
                struct error *err) __attribute__((warn_unused_result));
