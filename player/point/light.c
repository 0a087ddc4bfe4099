// The level as a function of the time of day.
//
//     level = min(steps, ceiling)
//
// Both are piecewise linear. Towards a step's time the steps' level moves from the one before;
// towards and after a night the ceiling moves between full and the limit. Inside the night's hours
// the ceiling is the limit, so the limit holds whatever the steps say.
#include "point/light.h"

#include "base/civil.h"

#include <stdlib.h>

#define DAY_US CIVIL_DAY_US
#define MINUTE_US (60 * CLOCK_SECOND_US)
enum { FULL = 1000, PER_PERCENT = 10 };

void light_init(struct light *self)
{
    *self = (struct light){.night_percent = 100, .gamma = {1.0, 1.0, 1.0}};
}

void light_fini(struct light *self)
{
    free(self->steps);
    free(self->night);
    light_init(self);
}

bool light_is_plain(const struct light *self)
{
    bool has_gamma = false;
    for (int i = 0; i < 3; i++) {
        has_gamma = has_gamma || self->gamma[i] < 1.0 || self->gamma[i] > 1.0;
    }
    return !has_gamma && light_least(self) == FULL;
}

bool light_is_timed(const struct light *self)
{
    return self->step_count > 1 || self->night_count > 0;
}

static int smaller(int a, int b)
{
    return a < b ? a : b;
}

int light_least(const struct light *self)
{
    int least = self->night_count > 0 ? self->night_percent : 100;
    for (size_t i = 0; i < self->step_count; i++) {
        least = smaller(least, self->steps[i].percent);
    }
    return least * PER_PERCENT;
}

// Since local midnight, by a clock that may have been put forward or back today.
static int64_t time_of_day_us(const struct meridian *meridian, struct wall at)
{
    int64_t local_us = at.us + meridian_offset_s(meridian, at) * CLOCK_SECOND_US;
    int64_t time_us = local_us % DAY_US;
    return time_us < 0 ? time_us + DAY_US : time_us;
}

// From time of day `from_us` forward to `to_us`. Range: 0 … a day, without its end.
static int64_t ahead_us(int64_t from_us, int64_t to_us)
{
    return (to_us - from_us + DAY_US) % DAY_US;
}

// On the way from `from` to `to`, with `left_us` of `length_us` to go.
static int between(int from, int to, int64_t left_us, int64_t length_us)
{
    int64_t away = (int64_t)(from - to) * left_us;
    return to + (int)((away + (away < 0 ? -length_us : length_us) / 2) / length_us);
}

static int steps_level(const struct light *self, int64_t now_us)
{
    if (self->step_count == 0) {
        return FULL;
    }
    size_t next = 0; // the first step behind now; the first of tomorrow when there is none
    while (next < self->step_count && self->steps[next].at_min * MINUTE_US <= now_us) {
        next++;
    }
    next %= self->step_count;
    size_t last = (next + self->step_count - 1) % self->step_count;
    int level = self->steps[last].percent * PER_PERCENT;
    int64_t next_us = self->steps[next].at_min * MINUTE_US;
    int64_t room_us = ahead_us(self->steps[last].at_min * MINUTE_US, next_us);
    int64_t ramp_us = self->ramp_us < room_us ? self->ramp_us : room_us;
    int64_t left_us = ahead_us(now_us, next_us);
    if (self->step_count == 1 || left_us >= ramp_us) {
        return level;
    }
    return between(level, self->steps[next].percent * PER_PERCENT, left_us, ramp_us);
}

// How far now is from the night's hours, whichever side is nearer; −1: inside.
static int64_t away_from_us(const struct hours *night, int64_t now_us)
{
    int64_t length_us = (night->to_min - night->from_min) * MINUTE_US;
    int64_t into_us = ahead_us(night->from_min * MINUTE_US, now_us);
    if (into_us < length_us) {
        return -1;
    }
    int64_t after_us = into_us - length_us;
    int64_t before_us = DAY_US - into_us;
    return after_us < before_us ? after_us : before_us;
}

static int64_t away_from_night_us(const struct light *self, int64_t now_us)
{
    int64_t away_us = DAY_US;
    for (size_t i = 0; i < self->night_count; i++) {
        int64_t own_us = away_from_us(&self->night[i], now_us);
        away_us = own_us < away_us ? own_us : away_us;
    }
    return away_us;
}

static int ceiling(const struct light *self, int64_t now_us)
{
    int64_t away_us = away_from_night_us(self, now_us);
    int limit = self->night_percent * PER_PERCENT;
    if (away_us < 0) {
        return limit;
    }
    return away_us >= self->ramp_us ? FULL : between(FULL, limit, away_us, self->ramp_us);
}

int light_level(const struct light *self, const struct meridian *meridian, struct wall at)
{
    int64_t now_us = time_of_day_us(meridian, at);
    return smaller(steps_level(self, now_us), ceiling(self, now_us));
}

bool light_is_night(const struct light *self, const struct meridian *meridian, struct wall at)
{
    return away_from_night_us(self, time_of_day_us(meridian, at)) < 0;
}
