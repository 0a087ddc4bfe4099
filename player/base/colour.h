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
