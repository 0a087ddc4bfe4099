// A playlist performed without a clock: stages of tools that need a picture of any instant, or of
// every item. Main thread.
#pragma once

#include "base/clock.h"
#include "cmd/setting.h"
#include "plan/plan.h"
#include "stage/act.h"

#include <stdbool.h>
#include <stdint.h>

struct SDL_Surface;

struct rehearsal {
    const struct setting *setting;
    struct size canvas;
    int rate_mhz;
    int64_t **lengths_us;    // by zone, by item; 0: cannot be shown
    struct scroll **scrolls; // likewise; px 0: does not scroll there
    int64_t **leavings_us;   // likewise (stage/measure.h)
};

// Opens every item once to learn its length. What cannot be shown is added to `troubles`.
void rehearsal_init(struct rehearsal *self, const struct setting *setting, struct size canvas,
                    struct troubles *troubles);
void rehearsal_fini(struct rehearsal *self);

// What its acts share: every frame is waited for, and there is no sound.
struct act_env rehearsal_env(const struct rehearsal *self);

// A plan that knows all lengths. Owns: the caller, by plan_free().
struct plan *rehearsal_plan(const struct rehearsal *self);

// The whole canvas `at_us` after the loop began, clocks showing `wall` at its beginning. Owns: the
// caller, by frame_free().
struct SDL_Surface *rehearsal_at(const struct rehearsal *self, int64_t at_us, struct wall wall);

// The whole canvas at that time of that day, as the plan has it: black in closing time, the house
// card where nothing plays. Owns: the caller.
struct SDL_Surface *rehearsal_at_wall(const struct rehearsal *self, struct wall at);
