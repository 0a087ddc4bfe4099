// How far a text has moved after a while, in whole pixels. Pure; any thread.
// LEDs and eyes want every frame to move by the same whole number of pixels (or one pixel every few
// frames): a wished speed is snapped to the nearest such step, and the effective speed is told.
#pragma once

#include <stdint.h>

struct scroll {
    int px;          // pixels per step, ≥ 1
    int frames;      // frames per step, ≥ 1; one of the two is 1
    int rate_mhz;    // frames per 1000 s
    int wished_px_s; // before it was snapped
};

// Range: speed_px_s ≥ 1, rate_mhz ≥ 1000.
struct scroll scroll_snap(int speed_px_s, int rate_mhz);

// The fastest such step that is not faster than `most_mpx_s` (1/1000 px per second, ≥ 1).
struct scroll scroll_at_most(int64_t most_mpx_s, int rate_mhz);

// Pixels moved since the scroll began; `elapsed_us` is rounded to the nearest frame. Range:
// elapsed_us ≥ 0.
int64_t scroll_offset(const struct scroll *self, int64_t elapsed_us);

// When the next step is due (the middle between two frames before it, so that rounding cannot miss
// it).
int64_t scroll_next_us(const struct scroll *self, int64_t elapsed_us);

// How long it takes to move by `distance_px`.
int64_t scroll_time_us(const struct scroll *self, int64_t distance_px);

// The same arithmetic for whoever counts frames himself: the frame nearest to an instant, and when
// a frame is due. Range: elapsed_us, frame ≥ 0. Exact for years: nothing adds up.
int64_t scroll_frame_at(int rate_mhz, int64_t elapsed_us);
int64_t scroll_frame_us(int rate_mhz, int64_t frame);

// Frames until at least `distance_px` are behind.
int64_t scroll_frames(const struct scroll *self, int64_t distance_px);

// Effective speed in 1/1000 px per second.
int64_t scroll_speed_mpx_s(const struct scroll *self);
