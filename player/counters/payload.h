// What a message of a counter says: a whole number, and nothing else. Pure; private to this room.
#pragma once

#include "counters/wish.h"

#include <stddef.h>

// More people than a counter can have seen between two messages. Source: by judgement; a hall's
// turnstiles pass a few thousand an hour.
#define PAYLOAD_MOST INT64_C(10000)

// "12": digits, with blanks, tabs or line ends around them, below 10^15. Fails: anything else, so
// that no identifier gets any further; `out` is untouched then.
bool payload_number(const void *bytes, size_t length, int64_t *out)
    __attribute__((warn_unused_result));

// What was told last by a counter that tells totals.
struct payload_state {
    bool has_last;
    int64_t last;
};

// How many more people `number` means, ≥ 0. False: that many cannot be. Totals: the first one only
// says where the counter stands; one that is smaller than the last says that the counter was reset,
// and counts by itself; a leap beyond PAYLOAD_MOST is taken as where it stands now.
bool payload_more(struct payload_state *self, enum counter_payload kind, int64_t number,
                  int64_t *more) __attribute__((warn_unused_result));
