// What a zone should do next, decided from what is known about it. Pure: a table, not a machine
// with memory.
//
// A zone shows something (an item, or the house card) or nothing yet. Behind it the next item is
// cued. Invariants:
// 1. What is on stays on until its successor is ready: nothing is cleared before.
// 2. An item that is not ready PATIENCE after it was wanted is skipped; it never stops the rest.
// 3. When a whole round failed, the house card is on, and the round is tried again after RETRY.
#pragma once

#include <stdbool.h>
#include <stdint.h>

#define DIRECTOR_LEAD_US                                                                           \
    INT64_C(2000000) // cue this long before the end: decoders open in well under a second
#define DIRECTOR_PATIENCE_US INT64_C(2000000) // a first picture that takes longer is not coming
#define DIRECTOR_RETRY_US INT64_C(10000000)

enum director_cue {
    DIRECTOR_NO_CUE = 1,
    DIRECTOR_PREPARING,
    DIRECTOR_READY,
    DIRECTOR_FAILED,
};

struct director_view {
    bool is_on;      // an item or the house card is on
    bool is_over;    // it came to its end, somebody wants the next one, or it is the house card
    int64_t left_us; // until its end, as far as known
    enum director_cue cue;
    int64_t wanted_us;        // for how long a successor has been wanted and was not there
    int64_t failed_row;       // items that failed one after the other
    int64_t round_slots;      // items in one round
    int64_t since_failure_us; // since the last of them
};

enum director_move {
    DIRECTOR_WAIT = 1,
    DIRECTOR_CUE,  // get the next item ready
    DIRECTOR_TAKE, // the cued item goes on
    DIRECTOR_SKIP, // the cued item cannot be shown: say so, go on with the one after it
};

enum director_move director_decide(const struct director_view *view);
