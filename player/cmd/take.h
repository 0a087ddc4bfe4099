// A stretch of the show, performed for somebody who keeps it: the show of `xiaolaba play` on a
// clock that moves only when the show sleeps, before a screen in memory. Every frame is handed over
// exactly once, in order, with the sound that is heard while it is seen; nothing is late and
// nothing is left out, however long decoding or keeping takes. No clock of the machine is asked.
// Main thread.
#pragma once

#include "base/clock.h"
#include "base/error.h"
#include "base/geom.h"
#include "cmd/setting.h"

#include <signal.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct SDL_Surface;

// Who keeps it. Either may be NULL: it is thrown away. False with `err` ends the take.
struct take_sink {
    // Shape: as recording_add_picture() (record/recording.h) wants them.
    bool (*picture)(void *self, const struct SDL_Surface *picture, const struct rect *changed,
                    int count, struct error *err);
    bool (*sound)(void *self, const float *frames, size_t count, struct error *err);
    void *self;
};

struct take {
    // Set by the caller, borrowed.
    struct setting *setting; // its playlist is taken over
    struct size canvas;
    int rate_mhz;      // frames per 1000 s. Range: > 0
    bool is_by_clock;  // `start` is of the wall clock; else it counts from the loop's beginning
    struct wall start; // of the first frame that is kept
    int64_t lead_us;   // performed before that, for what is still to be seen from before
    int64_t frames;    // to be kept
    struct take_sink sink;
    const volatile sig_atomic_t *must_end; // a person has seen enough; NULL: nobody
    // Result.
    int64_t kept; // frames
};

// What the screen gets: the size of the pictures that are handed over, through the point's wall.
struct size take_output(const struct setting *setting, struct size canvas);

// Fails: as the sink does.
bool take_perform(struct take *self, struct error *err) __attribute__((warn_unused_result));
