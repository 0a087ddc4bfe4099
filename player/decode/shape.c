// Geometry of a picture on its way to the screen.
#include "decode/shape.h"

#include <stddef.h>
#include <stdlib.h>

enum { SHAPE_ASPECT_LIMIT = 16, SHAPE_SLIM_LIMIT = 256 };

enum turn turn_from_matrix(const int32_t *matrix)
{
    if (matrix == NULL) {
        return TURN_NONE;
    }
    int64_t a = matrix[0];
    int64_t b = matrix[1];
    int64_t c = matrix[3];
    int64_t d = matrix[4];
    if (llabs(a) + llabs(d) >= llabs(b) + llabs(c)) {
        if (a >= 0) {
            return d >= 0 ? TURN_NONE : TURN_FLIP;
        }
        return d >= 0 ? TURN_MIRROR : TURN_180;
    }
    // (x, y) goes to (a x + c y, b x + d y): b > 0 sends rows downwards
    if (b >= 0) {
        return c >= 0 ? TURN_TRANSPOSE : TURN_RIGHT;
    }
    return c >= 0 ? TURN_LEFT : TURN_TRANSVERSE;
}

bool turn_swaps(enum turn turn)
{
    return turn >= TURN_TRANSPOSE;
}

static struct size swapped_if(bool swaps, struct size s)
{
    return swaps ? (struct size){s.h, s.w} : s;
}

static int at_least_1(int64_t value)
{
    return value < 1 ? 1 : (int)value;
}

// The upright picture's size in square pixels.
static struct size upright(struct size stored, int num, int den, enum turn turn)
{
    bool is_sane =
        num > 0 && den > 0 && num / den < SHAPE_ASPECT_LIMIT && den / num < SHAPE_ASPECT_LIMIT;
    struct size square = stored;
    if (is_sane && num > den) {
        square.w = at_least_1((int64_t)stored.w * num / den);
    } else if (is_sane && num < den) {
        square.h = at_least_1((int64_t)stored.h * den / num);
    }
    if (square.w / SHAPE_SLIM_LIMIT > square.h) { // keeps the products of a fit small
        square.w = square.h * SHAPE_SLIM_LIMIT;
    } else if (square.h / SHAPE_SLIM_LIMIT > square.w) {
        square.h = square.w * SHAPE_SLIM_LIMIT;
    }
    return swapped_if(turn_swaps(turn), square);
}

// The middle `part` of `whole` scaled down to `stored` pixels; the start is even, for chroma.
static void crop_axis(int stored, int whole, int part, int *start, int *length)
{
    *length = at_least_1((int64_t)stored * part / whole);
    *start = (stored - *length) / 2 & ~1;
}

struct shape shape_make(struct size stored, int aspect_num, int aspect_den, enum turn turn,
                        struct size box, enum fit fit)
{
    struct size picture = upright(stored, aspect_num, aspect_den, turn);
    struct rect place = rect_fit(picture, (struct rect){0, 0, box.w, box.h}, fit);
    struct size shown = {place.w < box.w ? place.w : box.w, place.h < box.h ? place.h : box.h};
    shown = (struct size){at_least_1(shown.w), at_least_1(shown.h)};
    struct size full = swapped_if(turn_swaps(turn), (struct size){place.w, place.h});
    struct size used = swapped_if(turn_swaps(turn), shown);
    struct shape shape = {.shown = shown, .stored = used};
    crop_axis(stored.w, at_least_1(full.w), used.w, &shape.crop.x, &shape.crop.w);
    crop_axis(stored.h, at_least_1(full.h), used.h, &shape.crop.y, &shape.crop.h);
    return shape;
}

void turn_pixels(enum turn turn, struct size stored, const uint32_t *from, int from_stride,
                 uint32_t *to, int to_stride)
{
    enum { BLOCK = 16 }; // a block of columns stays in the first cache while its rows are written
    bool swaps = turn_swaps(turn);
    bool flips_x =
        turn == TURN_MIRROR || turn == TURN_180 || turn == TURN_RIGHT || turn == TURN_TRANSVERSE;
    bool flips_y =
        turn == TURN_FLIP || turn == TURN_180 || turn == TURN_LEFT || turn == TURN_TRANSVERSE;
    struct size out = swapped_if(swaps, stored);
    // stored (x, y) lands where the offsets of its column and its row add up to
    ptrdiff_t step_x = swaps ? (flips_y ? -to_stride : to_stride) : (flips_x ? -1 : 1);
    ptrdiff_t step_y = swaps ? (flips_x ? -1 : 1) : (flips_y ? -to_stride : to_stride);
    to += (flips_x ? out.w - 1 : 0) + (ptrdiff_t)(flips_y ? out.h - 1 : 0) * to_stride;
    for (int left = 0; left < stored.w; left += BLOCK) {
        int right = left + BLOCK < stored.w ? left + BLOCK : stored.w;
        for (int y = 0; y < stored.h; y++) {
            const uint32_t *row = from + (ptrdiff_t)y * from_stride;
            for (int x = left; x < right; x++) {
                to[x * step_x + y * step_y] = row[x];
            }
        }
    }
}
