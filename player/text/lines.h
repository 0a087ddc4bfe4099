// Cells broken into lines of a width. Pure; any thread. Owned by the caller.
#pragma once

#include "text/cells.h"

#include <stdbool.h>
#include <stddef.h>

// Blanks at both ends are not part of a line: neither spaces nor the empty half of a full-width
// mark.
struct line {
    size_t first, count; // cells
    int width;           // pixels along the line that are seen
    int start;           // where what is seen begins, along the line, on its page
    int axis;            // baseline, or the middle of the column, on its page
};

struct lines {
    struct line *items;
    size_t count, capacity;
    int widest;     // pixels
    bool is_forced; // a word had to be broken because it is wider than a line
};

// As few lines as possible, each as full as possible. What `out` held is replaced.
void lines_break(struct lines *out, const struct cells *cells, int size_px, int width_px);

// The same number of lines, but of even length, and ending where a sentence pauses when that costs
// little.
void lines_balance(struct lines *self, const struct cells *cells, int size_px, int width_px);

void lines_fini(struct lines *self);
