// RGB to YCbCr in 16-bit steps, which compilers turn into vectors: products keep 8 bits behind the
// point, and the sum of three is off by less than 3/256.
#include "record/yuv.h"

#include <SDL.h>
#include <string.h>

enum {
    BLOCK = 64, // pixels that are converted at once. Range: even
    // 65536 × the share of a primary in brightness × 219/255 (16 … 235), …
    Y_R = 11966,
    Y_G = 40254,
    Y_B = 4064,
    // … and its distance from brightness × 224/255 (16 … 240).
    U_R = 6596,
    U_G = 22189,
    UV_SAME = 28784,
    V_G = 26145,
    V_B = 2640,
    Y_FROM = (16 << 8) + 128 + 1, // where it begins, half for rounding, what products lose
    UV_FROM = (128 << 8) + 128,
};

// The upper half of a product.
static inline uint16_t product(uint16_t a, uint16_t b)
{
    return (uint16_t)((uint32_t)a * b >> 16);
}

static void convert_luma(uint8_t *restrict y, const uint32_t *restrict pixels, int count)
{
    for (int i = 0; i < count; i++) {
        uint16_t r = (uint16_t)(pixels[i] >> 8 & 0xFF00);
        uint16_t g = (uint16_t)(pixels[i] & 0xFF00);
        uint16_t b = (uint16_t)(pixels[i] << 8);
        uint16_t sum = (uint16_t)(product(r, Y_R) + product(g, Y_G) + product(b, Y_B) + Y_FROM);
        y[i] = (uint8_t)(sum >> 8);
    }
}

// `above` and `below` are two rows.
static void convert_chroma(uint8_t *restrict u, uint8_t *restrict v, const uint32_t *restrict above,
                           const uint32_t *restrict below, int count)
{
    for (int i = 0; i < count; i++) {
        const uint32_t p[4] = {above[2 * i], above[2 * i + 1], below[2 * i], below[2 * i + 1]};
        // red and blue side by side: four of each are below 2^16
        uint32_t red_blue =
            (p[0] & 0xFF00FF) + (p[1] & 0xFF00FF) + (p[2] & 0xFF00FF) + (p[3] & 0xFF00FF);
        uint32_t green =
            (p[0] >> 8 & 0xFF) + (p[1] >> 8 & 0xFF) + (p[2] >> 8 & 0xFF) + (p[3] >> 8 & 0xFF);
        uint16_t r = (uint16_t)(red_blue >> 16 << 6);
        uint16_t g = (uint16_t)(green << 6);
        uint16_t b = (uint16_t)(red_blue << 6);
        uint16_t to_u =
            (uint16_t)(UV_FROM + product(b, UV_SAME) - product(r, U_R) - product(g, U_G));
        uint16_t to_v =
            (uint16_t)(UV_FROM + product(r, UV_SAME) - product(g, V_G) - product(b, V_B));
        u[i] = (uint8_t)(to_u >> 8);
        v[i] = (uint8_t)(to_v >> 8);
    }
}

static const uint32_t *row_of(const SDL_Surface *from, int y)
{
    int last = y < from->h ? y : from->h - 1;
    return (const uint32_t *)(const void *)((const uint8_t *)from->pixels +
                                            (size_t)last * (size_t)from->pitch);
}

// `count` pixels from column `x` on, the last one repeated in `space` where the row is too short.
static const uint32_t *pixels_of(const SDL_Surface *from, int x, int y, int count, uint32_t *space)
{
    const uint32_t *row = row_of(from, y);
    if (x + count <= from->w) {
        return row + x;
    }
    for (int i = 0; i < count; i++) {
        space[i] = row[x + i < from->w ? x + i : from->w - 1];
    }
    return space;
}

static void convert_block(const struct yuv *into, const SDL_Surface *from, int x, int y, int count)
{
    uint32_t space[2][BLOCK];
    const uint32_t *above = pixels_of(from, x, y, count, space[0]);
    const uint32_t *below = pixels_of(from, x, y + 1, count, space[1]);
    convert_luma(into->y + (ptrdiff_t)y * into->y_pitch + x, above, count);
    convert_luma(into->y + (ptrdiff_t)(y + 1) * into->y_pitch + x, below, count);
    convert_chroma(into->u + (ptrdiff_t)(y / 2) * into->u_pitch + x / 2,
                   into->v + (ptrdiff_t)(y / 2) * into->v_pitch + x / 2, above, below, count / 2);
}

void yuv_convert(const struct yuv *into, const struct SDL_Surface *from, struct rect where)
{
    struct rect whole = {0, 0, into->size.w, into->size.h};
    struct rect part = rect_intersect(where, whole);
    // What is repeated beyond the picture changes with its last column and row, which are in the
    // same block.
    int left = part.x & ~1, right = (part.x + part.w + 1) & ~1;
    int top = part.y & ~1, bottom = (part.y + part.h + 1) & ~1;
    for (int y = top; y < bottom && !rect_is_empty(part); y += 2) {
        for (int x = left; x < right; x += BLOCK) {
            convert_block(into, from, x, y, right - x < BLOCK ? right - x : BLOCK);
        }
    }
}
