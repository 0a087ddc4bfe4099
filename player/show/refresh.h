// How many frames the display really shows, measured where it sets the pace itself: presents that
// wait for it return once a refresh. What a driver says is a whole number (59.94 Hz reads 60, some
// say 0), and a speed that was made whole for another rate slips a pixel now and then. Pure: every
// instant is handed in. Thread: any.
#pragma once

#include "base/clock.h"

#include <stdbool.h>
#include <stdint.h>

// Eight seconds at 60 Hz: a present that returns 0.1 ms off then makes the rate wrong by 1 in
// 80,000.
enum { REFRESH_INTERVALS = 480 };

struct refresh {
    int64_t intervals_us[REFRESH_INTERVALS];
    int count;
    struct mono last; // when the last present returned
    bool has_last;
    bool is_done;
};

void refresh_init(struct refresh *self);

// A present that waited for the display returned at `at`. `was_awaited`: it was the next one that
// the loop meant to show after the one before, so that no refresh passed on purpose. Returns the
// rate in frames per 1000 s when it is known for the first time, else 0.
int refresh_presented(struct refresh *self, struct mono at, bool was_awaited);
