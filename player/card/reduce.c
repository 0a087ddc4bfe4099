// Means of pixels.
#include "card/reduce.h"

#include "screen/frame.h"

#include <SDL.h>

// The mean of the pixels of `from` that lie under one of `small`.
static uint32_t mean_of(const SDL_Surface *from, int x, int y, struct size small)
{
    int left = (int)((int64_t)x * from->w / small.w);
    int right = (int)((int64_t)(x + 1) * from->w / small.w);
    int top = (int)((int64_t)y * from->h / small.h);
    int bottom = (int)((int64_t)(y + 1) * from->h / small.h);
    uint32_t sum[3] = {0};
    for (int row = top; row < bottom; row++) {
        const uint8_t *bytes = (const uint8_t *)from->pixels + (ptrdiff_t)row * from->pitch;
        const uint32_t *pixels = (const uint32_t *)(const void *)bytes;
        for (int column = left; column < right; column++) {
            sum[0] += pixels[column] >> 16 & 0xFF;
            sum[1] += pixels[column] >> 8 & 0xFF;
            sum[2] += pixels[column] & 0xFF;
        }
    }
    uint32_t count = (uint32_t)((right - left) * (bottom - top));
    return (sum[0] / count) << 16 | (sum[1] / count) << 8 | sum[2] / count;
}

struct SDL_Surface *card_reduced(const SDL_Surface *from, int w)
{
    struct size small = {w, (int)((int64_t)w * from->h / from->w)};
    SDL_Surface *out = frame_new(small);
    for (int y = 0; y < small.h; y++) {
        uint8_t *bytes = (uint8_t *)out->pixels + (ptrdiff_t)y * out->pitch;
        for (int x = 0; x < small.w; x++) {
            ((uint32_t *)(void *)bytes)[x] = mean_of(from, x, y, small);
        }
    }
    return out;
}
