// A bar on standard error for work that takes a while: it appears after a second, only on a
// terminal, and is gone when the work is done. Main thread. Owned by the caller.
#pragma once

#include "base/clock.h"

#include <stdbool.h>
#include <stdint.h>

struct bar {
    struct mono began, next; // by the machine's clock; it is not drawn before
    bool is_terminal, is_drawn;
};

void bar_init(struct bar *self);
// Whether it is time to draw it again.
bool bar_is_due(const struct bar *self);
// How long the work has been going on, µs.
int64_t bar_spent_us(const struct bar *self);
// `note` (may be NULL) stands behind it. Range: total > 0.
void bar_draw(struct bar *self, int64_t done, int64_t total, const char *note);
void bar_fini(struct bar *self);
