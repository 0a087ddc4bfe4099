// Pictures made small, every pixel of them counted: fine strokes stay legible and nothing flickers
// from one size to the next. Any thread, one at a time.
#pragma once

#include "base/geom.h"

struct SDL_Surface;

// `from` in the rectangle `where` of `into`: each pixel there is the mean of what it stands for;
// where it is larger than `from` it is scaled smoothly. Shape: both RGB888. Range: `where` lies in
// `into`.
void frame_shrink(struct SDL_Surface *from, struct SDL_Surface *into, struct rect where);
