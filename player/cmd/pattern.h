// Test pictures for whoever installs a wall: drawn on the canvas, so that they reach the LEDs the
// way everything else does. Pure; main thread because of the fonts.
#pragma once

#include "base/wallmap.h"
#include "text/fonts.h"

struct SDL_Surface;

enum pattern {
    PATTERN_PIECES = 1, // which piece is where, and which way up
    PATTERN_GRID,       // single pixels: is it really one to one?
    PATTERN_GRADIENT,   // from black to full: gamma and brightness
    PATTERN_BARS,       // are red, green and blue what they should be?
    PATTERN_WHITE,      // dead LEDs, power supplies
    PATTERN_RED,
    PATTERN_GREEN,
    PATTERN_BLUE,
};
enum { PATTERNS = PATTERN_BLUE };

// "pieces", …; NULL for a number that is none.
const char *pattern_name(enum pattern pattern);
// 0 when there is none of that name.
enum pattern pattern_of(const char *name);

// `fonts` NULL: nothing is written. Range: the canvas is that of the map.
void pattern_draw(enum pattern pattern, const struct wallmap *map, struct fonts *fonts,
                  struct SDL_Surface *canvas);

// A piece's tile, as in PATTERN_PIECES: its number, an arrow to the canvas's top, an edge of one
// pixel in its colour; `words` (NULL: none) where there is room for them.
void pattern_tile(size_t index, const char *words, struct rect where, struct fonts *fonts,
                  struct SDL_Surface *into);
