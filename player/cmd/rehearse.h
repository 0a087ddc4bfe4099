// A playlist performed without a clock: stages of tools that need a picture of any instant, or of
// every item. Main thread.
#pragma once

#include "base/clock.h"
#include "cmd/setting.h"

#include <stdbool.h>
#include <stdint.h>

struct SDL_Surface;

struct rehearsal {
    const struct setting *setting;
    struct size canvas;
    int rate_mhz;
    int64_t **lengths_us; // by zone, by item; 0: cannot be shown
};

// Opens every item once to learn its length. What cannot be shown is added to `troubles`.
void rehearsal_init(struct rehearsal *self, const struct setting *setting, struct size canvas,
                    struct troubles *troubles);
void rehearsal_fini(struct rehearsal *self);

// The whole canvas `at_us` after the loop began, clocks showing `wall` at its beginning. Owns: the
// caller, by frame_free().
struct SDL_Surface *rehearsal_at(const struct rehearsal *self, int64_t at_us, struct wall wall);

// One picture per zone and item, at the middle of its time, with its id below; as one sheet. Owns:
// the caller.
struct SDL_Surface *rehearsal_sheet(const struct rehearsal *self, struct wall wall);
