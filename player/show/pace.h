// The grid of frames: when each frame is due, which one is due now, and how many were missed.
// Deadlines are absolute, so nothing adds up. Pure: every instant is handed in. Thread: any.
#pragma once

#include "base/clock.h"

#include <stdbool.h>
#include <stdint.h>

struct pace {
    struct mono origin; // frame 0
    int rate_mhz;       // frames per 1000 s
    // Presents that wait for the display, as measured (see pace_presented).
    int64_t blocked_us; // sum of the presents measured so far
    int presents;
    bool is_blocking; // presents take most of a frame: the display itself sets the pace
};

void pace_init(struct pace *self, struct mono origin, int rate_mhz);

// From `now` on the screen is known to show another number of frames; counting begins anew there.
void pace_set_rate(struct pace *self, struct mono now, int rate_mhz);

// The number of the frame that is due at `now` (the latest deadline that has come).
int64_t pace_frame(const struct pace *self, struct mono now);

// When frame `frame` is due.
struct mono pace_time(const struct pace *self, int64_t frame);

// The first deadline at or after `at`.
struct mono pace_at_or_after(const struct pace *self, struct mono at);

// Tells how long one present took. Presents of many frames that wait for most of a frame time show
// a display that blocks until its next refresh: then the loop need not sleep to the deadline
// itself, only to just before it.
void pace_presented(struct pace *self, int64_t took_us);

// Until when the loop should sleep for a frame that is due at `deadline`.
struct mono pace_wake(const struct pace *self, struct mono deadline);

// The frame that a loop draws at `now`: the one that is due, or, where the loop wakes early, the
// one it woke for.
int64_t pace_drawn(const struct pace *self, struct mono now);
