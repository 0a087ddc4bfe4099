// Porter and Duff's "over", with straight alpha.
#include "text/blend.h"

// a × b / 255, rounded. Range: 0 … 255 each.
static uint32_t times(uint32_t a, uint32_t b)
{
    uint32_t product = a * b + 128;
    return (product + (product >> 8)) >> 8;
}

static uint32_t over_opaque(uint32_t pixel, struct colour colour, uint32_t alpha)
{
    uint32_t rest = 255 - alpha;
    uint32_t r = times(colour.r, alpha) + times(pixel >> 16 & 0xFF, rest);
    uint32_t g = times(colour.g, alpha) + times(pixel >> 8 & 0xFF, rest);
    uint32_t b = times(colour.b, alpha) + times(pixel & 0xFF, rest);
    // Two roundings may add up to one too many.
    r = r > 255 ? 255 : r;
    g = g > 255 ? 255 : g;
    b = b > 255 ? 255 : b;
    return (pixel & 0xFF000000u) | r << 16 | g << 8 | b;
}

static uint32_t mixed(uint32_t ours, uint32_t our_part, uint32_t theirs, uint32_t their_part)
{
    uint32_t whole = our_part + their_part;
    return (ours * our_part + theirs * their_part + whole / 2) / whole;
}

uint32_t blend_pixel(uint32_t pixel, bool has_alpha, struct colour colour, uint8_t cover)
{
    uint32_t alpha = times(colour.a, cover);
    if (alpha == 0) {
        return pixel;
    }
    uint32_t below = pixel >> 24;
    if (!has_alpha || below == 255) {
        return over_opaque(pixel, colour, alpha);
    }
    uint32_t theirs = times(below, 255 - alpha);
    return (alpha + theirs) << 24 | mixed(colour.r, alpha, pixel >> 16 & 0xFF, theirs) << 16 |
           mixed(colour.g, alpha, pixel >> 8 & 0xFF, theirs) << 8 |
           mixed(colour.b, alpha, pixel & 0xFF, theirs);
}
