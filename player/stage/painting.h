// One part of a text, painted onto a surface of its own: what a tile is made of, by whichever
// thread has the time. Private to the stage. Thread: one at a time; a painter's while it has it
// (stage/painter.h).
#pragma once

#include "base/colour.h"
#include "base/geom.h"
#include "text/block.h"

#include <SDL.h>

// Rows that hold ink; half open, empty when there are none.
struct ink_span {
    int first, end;
};

enum painting_state {
    PAINTING_OWN = 1, // the asker's
    PAINTING_WAITS,   // in a painter's queue
    PAINTING_BEGUN,   // under a painter's brush
    PAINTING_DONE,    // painted, not taken back yet
};

struct painting {
    const struct text_block *block; // borrowed
    int page;
    struct rect part;          // of the page
    struct colour background;  // opaque, or as much of it as there is
    SDL_Surface *surface;      // as large as the part, or larger: ARGB8888 or RGB888
    struct ink_span ink;       // found by painting_do()
    enum painting_state state; // guarded by the painter's lock
};

// Fails: never; what cannot be painted stays background. `fonts`: of this thread.
void painting_do(struct painting *self, struct fonts *fonts);
