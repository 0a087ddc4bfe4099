// Steady whole-pixel scrolling.
#include "stage/scroll.h"

// frames × 10⁹ = µs × mHz
#define FRAME_UNITS INT64_C(1000000000)

static int at_least_one(int64_t value)
{
    return value < 1 ? 1 : (int)value;
}

struct scroll scroll_snap(int speed_px_s, int rate_mhz)
{
    int64_t wished = (int64_t)speed_px_s * 1000; // px per 1000 s
    struct scroll self = {.px = 1, .frames = 1, .rate_mhz = rate_mhz, .wished_px_s = speed_px_s};
    if (wished >= rate_mhz) {
        self.px = at_least_one((wished + rate_mhz / 2) / rate_mhz);
    } else {
        self.frames = at_least_one((rate_mhz + wished / 2) / wished);
    }
    return self;
}

struct scroll scroll_at_most(int64_t most_mpx_s, int rate_mhz)
{
    struct scroll self = {.px = 1, .frames = 1, .rate_mhz = rate_mhz};
    self.wished_px_s = at_least_one(most_mpx_s / 1000);
    if (most_mpx_s >= rate_mhz) {
        self.px = (int)(most_mpx_s / rate_mhz);
    } else {
        self.frames = (int)((rate_mhz + most_mpx_s - 1) / most_mpx_s);
    }
    return self;
}

int64_t scroll_frame_at(int rate_mhz, int64_t elapsed_us)
{
    // Split, so that months of microseconds do not overflow.
    int64_t seconds = elapsed_us / 1000000;
    int64_t rest_us = elapsed_us % 1000000;
    int64_t units = seconds % 1000 * 1000000 * rate_mhz + rest_us * rate_mhz;
    return seconds / 1000 * rate_mhz + (units + FRAME_UNITS / 2) / FRAME_UNITS;
}

int64_t scroll_frame_us(int rate_mhz, int64_t frame)
{
    return frame / rate_mhz * FRAME_UNITS +
           (frame % rate_mhz * FRAME_UNITS + rate_mhz / 2) / rate_mhz;
}

static int64_t frame_at(const struct scroll *self, int64_t elapsed_us)
{
    return scroll_frame_at(self->rate_mhz, elapsed_us);
}

static int64_t frame_time_us(const struct scroll *self, int64_t frame)
{
    return scroll_frame_us(self->rate_mhz, frame);
}

int64_t scroll_offset(const struct scroll *self, int64_t elapsed_us)
{
    return frame_at(self, elapsed_us) / self->frames * self->px;
}

int64_t scroll_next_us(const struct scroll *self, int64_t elapsed_us)
{
    int64_t next = (frame_at(self, elapsed_us) / self->frames + 1) * self->frames;
    return frame_time_us(self, next) - frame_time_us(self, 1) / 2 + 1;
}

int64_t scroll_frames(const struct scroll *self, int64_t distance_px)
{
    return (distance_px + self->px - 1) / self->px * self->frames;
}

int64_t scroll_time_us(const struct scroll *self, int64_t distance_px)
{
    return frame_time_us(self, scroll_frames(self, distance_px));
}

int64_t scroll_speed_mpx_s(const struct scroll *self)
{
    return (int64_t)self->px * self->rate_mhz / self->frames;
}
