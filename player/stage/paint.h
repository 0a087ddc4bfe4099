// Drawing one rectangle of the canvas from the lanes that lie over each other there. Private to the
// stage.
#pragma once

#include "stage/lane.h"

#include <stddef.h>

// Draws `area` (inside the canvas) as it is at `now_us`; leaves it as the clip rectangle of
// `canvas`.
void paint_area(struct lane *const *by_depth, size_t count, struct rect area, int64_t now_us,
                SDL_Surface *canvas);
