// Geometry of a picture on its way to the screen: which part of it is used, how large it becomes,
// and how it is turned. Pure arithmetic; any thread.
#pragma once

#include "base/geom.h"

#include <stdbool.h>
#include <stdint.h>

// The eight ways a stored picture can be turned. The numbers are those of EXIF's Orientation.
enum turn {
    TURN_NONE = 1,
    TURN_MIRROR, // left and right swapped
    TURN_180,
    TURN_FLIP,       // top and bottom swapped
    TURN_TRANSPOSE,  // rows become columns
    TURN_RIGHT,      // 90° clockwise brings it upright
    TURN_TRANSVERSE, // rows become columns from the far corner
    TURN_LEFT,       // 90° counter-clockwise brings it upright
};

// Source: ISO base media file format, the matrix of a track header: a b u c d v x y w, row major,
// 16.16. NULL gives TURN_NONE; angles between the quarters take the nearest.
enum turn turn_from_matrix(const int32_t *matrix);
bool turn_swaps(enum turn turn); // whether width and height change places

struct shape {
    struct rect crop;   // part of the stored picture, even x and y
    struct size stored; // what the crop is scaled to, before turning
    struct size shown;  // after turning
};

// `aspect_num`/`aspect_den`: shape of a stored pixel; anything absurd counts as square.
// Range: stored and box not empty.
struct shape shape_make(struct size stored, int aspect_num, int aspect_den, enum turn turn,
                        struct size box, enum fit fit);

// Turns 32-bit pixels. `from` has the size `stored`; `to` gets the turned picture. Strides in
// pixels.
void turn_pixels(enum turn turn, struct size stored, const uint32_t *from, int from_stride,
                 uint32_t *to, int to_stride);
