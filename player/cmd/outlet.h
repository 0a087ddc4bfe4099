// The screen that a point describes, opened: its window, display or memory, and before that, where
// the point asks for it, the screen that turns, cuts and dims. Main thread.
#pragma once

#include "base/error.h"
#include "point/point.h"
#include "screen/screen.h"

#include <stdbool.h>

struct outlet {
    const struct point *point; // borrowed
    struct size canvas;        // {0,0}: as large as the output; the point's own when it has a wall
    bool may_grow;             // as in screen_wish
    bool is_fullscreen;
    bool is_memory; // no display: what would be sent to it
    const char *title;
};

// Whether anything is done to the picture on its way to the output.
bool outlet_is_mapped(const struct point *point);

// A wall that reaches beyond the display is said. Fails: ERROR_DEVICE when there is no display.
// Owns: the caller, by screen_close().
struct screen *outlet_open(const struct outlet *self, struct error *err)
    __attribute__((warn_unused_result));
