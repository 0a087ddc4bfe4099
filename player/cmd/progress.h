// A line on standard error for work that takes a while: it appears after a second, only on a
// terminal, and is gone when the work is done. Main thread. Owned by the caller.
#pragma once

#include "base/clock.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct progress {
    const char *what; // "measuring items"
    bool is_terminal, is_shown;
    struct mono began, next; // by the machine's clock; the line is not written before `next`
};

void progress_init(struct progress *self, const char *what);

// Whether it is time to tell again: finding out how far the work is may cost something.
bool progress_is_due(const struct progress *self);
void progress_tell(struct progress *self, size_t done, size_t total);
// The same as a bar. `note` (may be NULL) stands behind it. Range: total > 0.
void progress_draw(struct progress *self, int64_t done, int64_t total, const char *note);
// How long the work has been going on, µs.
int64_t progress_spent_us(const struct progress *self);
void progress_hide(struct progress *self); // the line is gone, for others to be written
void progress_fini(struct progress *self);
