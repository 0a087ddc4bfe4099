// Believing a wall clock, or not.
#include "show/timekeeper.h"

#include <stddef.h>

#define DRIFT_US CLOCK_SECOND_US           // more than this at once is a jump
#define BACKWARD_US (60 * CLOCK_SECOND_US) // a battery's clock may have lost this much over night

void timekeeper_init(struct timekeeper *self, struct wall earliest, int64_t head_us)
{
    *self = (struct timekeeper){.earliest = earliest, .head_us = head_us};
}

static void raise_highest(struct timekeeper *self, struct wall highest)
{
    if (highest.us > self->highest.us) {
        self->highest = highest;
    }
}

enum time_news timekeeper_remember(struct timekeeper *self, struct mono now, struct wall highest,
                                   int64_t *by_us)
{
    int64_t ahead_us = timekeeper_at(self, now).us - highest.us;
    raise_highest(self, highest);
    if (by_us != NULL) {
        *by_us = ahead_us;
    }
    if (!self->is_known || self->is_sure || ahead_us >= -BACKWARD_US) {
        return TIME_STEADY;
    }
    self->is_known = false;
    self->offset_us = -self->start_us;
    return TIME_LOST;
}

static bool is_believed(const struct timekeeper *self, struct wall wall, enum clock_trust trust,
                        bool was_set)
{
    if (wall.us < self->earliest.us) {
        return false;
    }
    if (trust >= CLOCK_REBASED) {
        return true;
    }
    bool is_carried = trust >= CLOCK_BOUNDED || was_set;
    return is_carried && wall.us >= self->highest.us - BACKWARD_US;
}

static int64_t size_of(int64_t value)
{
    return value < 0 ? -value : value;
}

enum time_news timekeeper_look(struct timekeeper *self, struct mono now, struct wall wall,
                               enum clock_trust trust, int64_t *by_us)
{
    int64_t offset_us = wall.us - now.us;
    int64_t step_us = self->has_seen ? offset_us - self->seen_us : 0;
    bool was_set = size_of(step_us) > DRIFT_US;
    bool is_believable = is_believed(self, wall, trust, was_set);
    enum time_news news = TIME_STEADY;
    if (by_us != NULL) {
        *by_us = step_us;
    }
    if (!self->has_seen) {
        self->start_us = now.us - self->head_us;
        self->offset_us = -self->start_us;
    }
    self->seen_us = offset_us;
    self->has_seen = true;
    if (!self->is_known && is_believable) {
        self->is_known = true;
        self->offset_us = offset_us;
        news = TIME_FOUND;
    } else if (self->is_known && !was_set) {
        self->offset_us += step_us; // goes along with the drift, also of a clock it doubts
    } else if (self->is_known) {
        news = is_believable ? TIME_JUMPED : TIME_DOUBTED;
        self->offset_us = is_believable ? offset_us : self->offset_us;
    }
    if (self->is_known && news != TIME_DOUBTED) {
        raise_highest(self, timekeeper_at(self, now));
        self->is_sure = self->is_sure || (is_believable && trust >= CLOCK_REBASED);
    }
    return news;
}

struct wall timekeeper_at(const struct timekeeper *self, struct mono now)
{
    return (struct wall){now.us + self->offset_us};
}

enum clock_trust timekeeper_trust(const struct timekeeper *self, struct wall wall,
                                  enum clock_trust trust)
{
    return wall.us < self->earliest.us ? CLOCK_UNKNOWN : trust;
}
