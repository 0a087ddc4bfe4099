// Pictures in tests: PNG files and how visibly two pictures differ. A golden picture is
// tests/golden/<name>.png; when the picture at hand is not like it, <name>-got.png, -want.png and
// -diff.png are left in the build folder's golden/. With XIAOLABA_REWRITE_GOLDEN=1 in the
// environment the golden picture is rewritten instead; whoever rewrites looks at it.
#pragma once

#include <SDL.h>
#include <stdbool.h>

// An ARGB8888 or RGB888 surface of one colour (0xAARRGGBB). Owns: the caller, by SDL_FreeSurface().
SDL_Surface *picture_new(int w, int h, Uint32 format, Uint32 colour);

// As ARGB8888. NULL: no such file, or no PNG. Owns: the caller, by SDL_FreeSurface().
SDL_Surface *picture_load(const char *path);

// False when it cannot be written. RGB888 is written without alpha.
bool picture_save(const SDL_Surface *picture, const char *path);

// How far two pictures of the same size are apart, over all channels; alpha counts as the colour it
// leaves on black.
struct picture_difference {
    int largest; // 0 … 255
    double mean; // of all channels of all pixels
};
// False when their sizes differ.
bool picture_compare(const SDL_Surface *got, const SDL_Surface *want,
                     struct picture_difference *out);

// Fails the running test when `got` is visibly not golden/<name>.png. Glyphs drawn by another
// version of FreeType differ by a shade along their edges, which is allowed: the mean may be 0.6,
// one channel of one pixel 96. Source: a character in the wrong place or of the wrong shape moves
// the mean of a line of text by more than 2.
void picture_is_golden(const SDL_Surface *got, const char *name);
