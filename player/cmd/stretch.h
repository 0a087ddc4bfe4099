// Which stretch of the plan a recording shows: from an instant, for a while, for one round of its
// items, or as a loop whose end meets its beginning. Owned by the caller; main thread.
#pragma once

#include "cmd/rehearse.h"

#include <stdbool.h>
#include <stdint.h>

struct stretch_wish {
    bool is_by_clock;  // `start` is of the wall clock; else it counts from the loop's beginning
    struct wall start; // in the plan's time
    int64_t for_us;    // 0: one round
    bool is_loop;      // begins where a round does, so that it can be played over and over
};

struct stretch {
    struct wall start; // in the plan's time; of a loop: a beginning at or after the wished one
    int64_t lead_us;   // before it, in which begins what may still be seen at the start
    int64_t length_us;
    // Loops: a zone that is not at a beginning when the loop ends, so that it jumps; SIZE_MAX:
    // none.
    size_t jumping_zone;
};

// Fails: ERROR_CONFIG when nothing plays and it is not said how long, or a loop is wished and
// nothing comes round within STRETCH_ROUND_US.
#define STRETCH_ROUND_US (INT64_C(12) * 3600 * 1000000)
bool stretch_find(struct stretch *out, const struct rehearsal *rehearsal,
                  const struct stretch_wish *wish, struct error *err)
    __attribute__((warn_unused_result));
