// The map of a wall as a picture for whoever installs it: the canvas with its pieces, the output
// with the same pieces where they go, and all of it in words. Main thread.
#pragma once

#include "base/wallmap.h"
#include "point/point.h"
#include "text/fonts.h"

struct SDL_Surface;

// `map` is what the point makes of its canvas (point_map). `fonts` NULL: without words.
// Owns: the caller, by frame_free().
struct SDL_Surface *wall_drawing(const struct point *point, const struct wallmap *map,
                                 struct fonts *fonts) __attribute__((returns_nonnull));
