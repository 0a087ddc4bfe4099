// Putting colour through a mask onto a picture, exactly the same for every pixel wherever the edges
// of the painted part are (SDL's own blits round differently at theirs). Pure; any thread.
#pragma once

#include "base/colour.h"

#include <stdbool.h>
#include <stdint.h>

// `pixel` (0xAARRGGBB, straight alpha; without alpha the top byte is kept) seen through `colour`
// that covers `cover`/255 of it.
uint32_t blend_pixel(uint32_t pixel, bool has_alpha, struct colour colour, uint8_t cover);
