// What a zone should do next, decided from what is known about it. Pure: a table, not a machine
// with memory.
//
// A zone shows something (an item, the house card, darkness) or nothing yet. Behind it what follows
// is cued. Invariants:
// 1. What is on stays on until its successor is ready: nothing is cleared before.
// 2. An item that is not ready PATIENCE after it was wanted is skipped; it never stops the rest.
#pragma once

#include <stdbool.h>
#include <stdint.h>

#define DIRECTOR_LEAD_US                                                                           \
    INT64_C(2000000) // cue this long before the end: decoders open in well under a second
#define DIRECTOR_PATIENCE_US INT64_C(2000000) // a first picture that takes longer is not coming

enum director_cue {
    DIRECTOR_NO_CUE = 1,
    DIRECTOR_PREPARING,
    DIRECTOR_READY,
    DIRECTOR_FAILED,
};

struct director_view {
    bool is_on;      // something is on
    bool is_over;    // it came to its end, or somebody wants the next one
    int64_t left_us; // until its end, as far as known
    enum director_cue cue;
    int64_t wanted_us; // for how long a successor has been wanted and was not there
};

enum director_move {
    DIRECTOR_WAIT = 1,
    DIRECTOR_CUE,  // choose what follows and get it ready
    DIRECTOR_TAKE, // it goes on
    DIRECTOR_SKIP, // it cannot be shown: say so, choose again
};

enum director_move director_decide(const struct director_view *view);
