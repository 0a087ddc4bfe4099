// How thrifty the show is while the machine is slowed down for heat or want of power: step by step,
// and back when it is well again. What is shown, for how long and how fast does not change with it:
// the plan and the ledger know of no thrift. Pure: told with every look at the machine.
// Thread: any.
//
//     NONE ──slowed──▶ CUTS ──still slowed, and frames come late──▶ HALF
//     NONE ◀──well for a while── CUTS ◀──well for a while── HALF
//
// The while is THRIFT_PATIENCE_US, and twice as long each time the machine was slowed again soon
// after thrift had been given up: thrift itself may be what cools it.
#pragma once

#include "base/clock.h"

#include <stdbool.h>
#include <stdint.h>

enum thrift_step {
    THRIFT_NONE = 0,
    THRIFT_CUTS, // items cut in; no fades and slides
    THRIFT_HALF, // and every second frame is shown; what moves, moves twice as far in it
};
const char *thrift_step_name(enum thrift_step step); // "none", "cuts", "half"

#define THRIFT_PATIENCE_US INT64_C(120000000)
#define THRIFT_PATIENCE_MOST_US INT64_C(1920000000)
// Slowed again within this is soon.
#define THRIFT_RELAPSE_US INT64_C(1800000000)
// Late is a loop that missed so large a part of its frames since the look before.
enum { THRIFT_LATE_PERCENT = 1 };

struct thrift {
    enum thrift_step step;
    struct mono well_since; // 0: it is not
    struct mono eased_at;   // thrift was last given up, wholly or by a step; 0: never
    int64_t patience_us;    // 0: the first
};

struct thrift_look {
    struct mono now;
    bool is_slowed;
    int64_t frames, late; // presented and missed since the look before
    bool may_halve;       // half the frames are enough to look at
};

// True: the step is another one now.
bool thrift_look(struct thrift *self, const struct thrift_look *look);
