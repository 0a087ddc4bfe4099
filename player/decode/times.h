// When a picture belongs on the screen, from time stamps that may be missing, doubled or jumping.
// Time 0 is the first picture; from then on every answer is later than the one before.
// Pure; one thread.
#pragma once

#include <stdbool.h>
#include <stdint.h>

#define TIMES_UNKNOWN INT64_MIN

struct times {
    bool has_first;
    int64_t origin_us;   // stamp of the first picture
    int64_t shift_us;    // added since, where stamps jumped
    int64_t last_us;     // the last answer
    int64_t expected_us; // where the last picture ends
    int64_t frame_us;    // length of a picture whose length is not said; > 0
    int64_t jump_us;     // a gap above this is a broken stamp, not a long picture
};

// Range: frame_us > 0.
void times_init(struct times *self, int64_t frame_us, int64_t jump_us);

// Units: microseconds of stream time in, of media time out. `length_us` ≤ 0: not said.
int64_t times_place(struct times *self, int64_t stamp_us, int64_t length_us);

// The pictures between were left out: the next one, of this stamp, lies where its stamp says.
// Range: there was a first picture. False: the stamp is missing or impossible.
bool times_resume(struct times *self, int64_t stamp_us);
