// Pixels of the ring onto a surface. Thread: main (SDL's conversion mode is global).
#pragma once

#include "media/ring.h"

#include <SDL.h>
#include <stdbool.h>

// Copies, converts or blends the picture at `pixels` to (x, y) on `into`, cut at its clip
// rectangle.
void paint_picture(const struct ring_info *info, const uint8_t *pixels, SDL_Surface *into, int x,
                   int y);
