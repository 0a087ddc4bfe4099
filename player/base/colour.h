// A colour as an author writes it. Pure; any thread.
#pragma once

#include <stdbool.h>
#include <stdint.h>

struct colour {
    uint8_t r, g, b, a; // sRGB, straight alpha; a = 255 is opaque
};

// Reads "#RGB", "#RRGGBB", "#RRGGBBAA", or one of the names in `colour_names()`.
// Fails (false, out untouched): anything else.
bool colour_parse(const char *text, struct colour *out);

// The names that colour_parse() knows, for a message: "white, black, …".
const char *colour_names(void);

// 0xAARRGGBB, the order of SDL's ARGB8888.
uint32_t colour_argb(struct colour colour);

// What is seen of `above` lying over `below`, which must be opaque.
struct colour colour_over(struct colour above, struct colour below);

// How different two opaque colours are in brightness, 1 (not at all) … 21 (black and white).
// Source: WCAG 2.2, "contrast ratio" and "relative luminance".
double colour_contrast(struct colour a, struct colour b);
