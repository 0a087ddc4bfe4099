// From the pixels of the screen to what films are made of: one brightness a pixel, one colour for
// four of them (4:2:0), BT.709, limited range. A block of 2 × 2 pixels depends on nothing but
// itself, so that a part of a picture comes out as it does in the whole. Pure; any thread.
#pragma once

#include "base/geom.h"

#include <stdint.h>

struct SDL_Surface;

struct yuv {
    uint8_t *y, *u, *v;
    int y_pitch, u_pitch, v_pitch; // bytes
    struct size size;              // of y; u and v have half of it. Range: even
};

// Converts what of `where` lies in `into`, and the rest of the blocks it touches. Where `into` is
// larger than `from`, the last column and row of it are repeated. Range: 32 bits a pixel, XRGB.
// Source: ITU-R BT.709-6, 3.2 to 3.5; colour is the mean of four pixels, so it lies in their middle
// (AVCHROMA_LOC_CENTER).
void yuv_convert(const struct yuv *into, const struct SDL_Surface *from, struct rect where);
