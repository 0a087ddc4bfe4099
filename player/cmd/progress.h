// A line on standard error for work that takes a while: it appears after a second, only on a
// terminal, and is gone when the work is done. Main thread. Owned by the caller.
#pragma once

#include "base/clock.h"

#include <stdbool.h>
#include <stddef.h>

struct progress {
    const char *what; // "measuring items"
    bool is_terminal, is_shown;
    struct mono next; // not before: the line is written
};

void progress_init(struct progress *self, const char *what);

// Whether it is time to tell again: finding out how far the work is may cost something.
bool progress_is_due(const struct progress *self);
void progress_tell(struct progress *self, size_t done, size_t total);
void progress_fini(struct progress *self);
