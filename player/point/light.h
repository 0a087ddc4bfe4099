// How bright a screen is at which time of day: steps with a ramp before each, under the ceiling of
// a night limit. Data, and the question what holds now. Pure; any thread may read.
#pragma once

#include "base/clock.h"
#include "base/meridian.h"
#include "calendar/when.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

// From `at_min` (minutes after local midnight, 0 … 1439) on the level is `percent` (1 … 100).
struct light_step {
    int at_min;
    int percent;
};

struct light {
    struct light_step *steps; // by time of day; the last one lasts until the first
    size_t step_count;        // 0: full
    int64_t ramp_us;          // the level moves this long, evenly, and arrives at its step's time
    struct hours *night;      // any of them
    size_t night_count;
    int night_percent; // at most, at night; on its way there and back it moves for `ramp_us` too
    double gamma[3];   // red, green, blue; 1: values stay as they are
};

// Full brightness, gamma 1.
void light_init(struct light *self);
void light_fini(struct light *self);

// Whether there is nothing to do: full brightness at all times, and gamma 1.
bool light_is_plain(const struct light *self);
// Whether it needs to know what time it is.
bool light_is_timed(const struct light *self);

// The level at `at`, by the local clock: on a day on which the clocks change it follows them.
// `meridian` NULL: China. Units: thousandths of full brightness.
int light_level(const struct light *self, const struct meridian *meridian, struct wall at);
// The lowest that it ever is: right whatever time it may be.
int light_least(const struct light *self);
// Whether a night limit holds at `at`.
bool light_is_night(const struct light *self, const struct meridian *meridian, struct wall at);
