// An instant on the command line: counted from a beginning ("12.5s"), or by the clock on the wall
// ("14:30", "2026-10-01", "2026-10-01T09:00"), where the point stands. Owned by the caller.
#pragma once

#include "base/civil.h"
#include "base/meridian.h"
#include "cmd/opts.h"

#include <stdbool.h>
#include <stdint.h>

struct instant {
    bool is_wall;      // by the clock on the wall
    bool has_date;     // false: today
    struct civil time; // is_wall only
    int64_t since_us;  // since the beginning, otherwise; default 0
};

// False and said when the option's value is none of these.
bool instant_read(struct instant *self, const struct opts *opts, const char *name)
    __attribute__((warn_unused_result));

// The instant itself, `now` telling what day it is. Range: is_wall. `meridian` NULL: China.
struct wall instant_wall(const struct instant *self, const struct meridian *meridian,
                         struct wall now);

// "2026-10-01" as a day number (base/civil.h); untouched when the option was not given. False and
// said when it is no day.
bool instant_read_day(int64_t *out_day, const struct opts *opts, const char *name)
    __attribute__((warn_unused_result));
