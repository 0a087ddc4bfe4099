// Frame deadlines on an absolute grid.
#include "show/pace.h"

// Fifty presents tell a display that blocks from a busy moment.
enum { MEASURED_PRESENTS = 50, BLOCKING_PERCENT = 40, EARLY_PERCENT = 25 };

#define FRAME_UNITS INT64_C(1000000000) // µs × mHz of one frame

void pace_init(struct pace *self, struct mono origin, int rate_mhz)
{
    *self = (struct pace){.origin = origin, .rate_mhz = rate_mhz};
}

void pace_set_rate(struct pace *self, struct mono now, int rate_mhz)
{
    self->origin = now;
    self->rate_mhz = rate_mhz;
}

int64_t pace_frame(const struct pace *self, struct mono now)
{
    int64_t since_us = mono_since(now, self->origin);
    int64_t thousands = since_us / FRAME_UNITS; // of seconds: each holds rate_mhz frames exactly
    int64_t rest_us = since_us % FRAME_UNITS;
    // +1 µs: a deadline was rounded down to whole microseconds and must count as come.
    return thousands * self->rate_mhz + (rest_us + 1) * self->rate_mhz / FRAME_UNITS;
}

struct mono pace_time(const struct pace *self, int64_t frame)
{
    int64_t us = frame / self->rate_mhz * FRAME_UNITS +
                 frame % self->rate_mhz * FRAME_UNITS / self->rate_mhz;
    return mono_after(self->origin, us);
}

struct mono pace_at_or_after(const struct pace *self, struct mono at)
{
    int64_t frame = pace_frame(self, at);
    struct mono due = pace_time(self, frame);
    return due.us >= at.us ? due : pace_time(self, frame + 1);
}

static int64_t frame_us(const struct pace *self)
{
    return FRAME_UNITS / self->rate_mhz;
}

void pace_presented(struct pace *self, int64_t took_us)
{
    if (self->presents >= MEASURED_PRESENTS) {
        return;
    }
    self->blocked_us += took_us;
    self->presents++;
    if (self->presents == MEASURED_PRESENTS) {
        int64_t mean_us = self->blocked_us / MEASURED_PRESENTS;
        self->is_blocking = mean_us * 100 >= frame_us(self) * BLOCKING_PERCENT;
    }
}

static int64_t early_us(const struct pace *self)
{
    return self->is_blocking ? frame_us(self) * EARLY_PERCENT / 100 : 0;
}

struct mono pace_wake(const struct pace *self, struct mono deadline)
{
    return mono_after(deadline, -early_us(self));
}

int64_t pace_drawn(const struct pace *self, struct mono now)
{
    return pace_frame(self, mono_after(now, early_us(self)));
}
