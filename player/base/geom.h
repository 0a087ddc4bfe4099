// Rectangles in whole pixels, half open: x … x+w−1, y … y+h−1. Pure; any thread.
#pragma once

#include <stdbool.h>

struct rect {
    int x, y, w, h; // empty when w or h is not above 0
};

struct size {
    int w, h;
};

enum fit {
    FIT_CONTAIN = 1, // whole picture visible, bars where the shapes differ
    FIT_COVER,       // no bars, the picture's edges are cut
    FIT_STRETCH,     // both filled, shape not kept
};

bool rect_is_empty(struct rect r);
struct rect rect_intersect(struct rect a, struct rect b);
// The smallest rectangle that holds both; an empty one adds nothing.
struct rect rect_union(struct rect a, struct rect b);
bool rect_holds(struct rect outer, struct rect inner);

// Where a picture of shape `from` goes inside `into`: centred, may reach beyond `into` with
// FIT_COVER. Range: from and into not empty.
struct rect rect_fit(struct size from, struct rect into, enum fit fit);
// What it measures there with FIT_CONTAIN, at least 1 × 1. Range: likewise.
struct size size_within(struct size from, struct size most);
