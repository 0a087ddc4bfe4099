// Copying a canvas to the output: through the pieces of a wall's map, and through one table per
// colour for brightness and gamma. Pictures are RGB888 (XRGB, 4 bytes). Any thread, one at a time.
#pragma once

#include "base/wallmap.h"

#include <stdbool.h>
#include <stdint.h>

struct SDL_Surface;

enum { LIGHT_FULL = 1000 }; // full brightness, in thousandths

// What becomes of each value of a colour, already in its place in the pixel.
struct tone {
    uint32_t red[256], green[256], blue[256];
    bool is_plain; // everything stays as it is
};

// (level × (value / 255) ^ 2.2) ^ (gamma / 2.2): the level is the part of the light that is left,
// both on a display that has the usual gamma of its own (gamma 1) and on LEDs that shine in
// proportion to the value (gamma 2.2). What is not black stays above black, so that dim text does
// not lose its strokes: whoever wants it dark closes the screen.
// Source: sRGB, IEC 61966-2-1, is close to 2.2.
// Units: level in thousandths. Range: 0 … LIGHT_FULL, gamma > 0. Shape: red, green, blue.
struct tone tone_of(int level, const double gamma[3]);
bool tone_is_same(const struct tone *a, const struct tone *b);

// The part `part` of the canvas, as far as the piece shows it, to its place on `output`.
// Range: the piece lies inside both pictures. `tone` NULL: as it is.
void remap_piece(const struct SDL_Surface *canvas, const struct piece *piece, struct rect part,
                 const struct tone *tone, struct SDL_Surface *output);

// All of it; what no piece reaches is black. Owns: the caller, by frame_free().
struct SDL_Surface *remap_whole(const struct SDL_Surface *canvas, const struct wallmap *map,
                                const struct tone *tone);
