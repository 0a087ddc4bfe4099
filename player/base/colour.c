// Colours by name and by hex digits.
#include "base/colour.h"

#include <math.h>
#include <stddef.h>
#include <string.h>

// Sign painters' colours that keep their contrast on a coarse LED wall; "by eye" on black and on
// the house blue. Red has 4.5:1 both on black and below white.
static const struct {
    const char *name;
    struct colour colour;
} named[] = {
    {"white", {255, 255, 255, 255}}, {"black", {0, 0, 0, 255}},      {"red", {236, 0, 18, 255}},
    {"yellow", {255, 214, 0, 255}},  {"gold", {255, 196, 64, 255}},  {"orange", {255, 140, 0, 255}},
    {"green", {0, 200, 83, 255}},    {"cyan", {0, 200, 220, 255}},   {"blue", {18, 76, 172, 255}},
    {"navy", {10, 34, 84, 255}},     {"grey", {128, 128, 128, 255}}, {"none", {0, 0, 0, 0}},
};

const char *colour_names(void)
{
    return "white, black, red, yellow, gold, orange, green, cyan, blue, navy, grey, none";
}

static int hex_digit(char c)
{
    if (c >= '0' && c <= '9') {
        return c - '0';
    }
    if (c >= 'a' && c <= 'f') {
        return c - 'a' + 10;
    }
    return c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
}

static bool parse_hex(const char *digits, struct colour *out)
{
    size_t count = strlen(digits);
    if (count != 3 && count != 6 && count != 8) {
        return false;
    }
    int value[8];
    for (size_t i = 0; i < count; i++) {
        value[i] = hex_digit(digits[i]);
        if (value[i] < 0) {
            return false;
        }
    }
    uint8_t channel[4] = {0, 0, 0, 255};
    size_t step = count == 3 ? 1 : 2;
    for (size_t i = 0; i < count / step; i++) {
        channel[i] = (uint8_t)(value[i * step] * 16 + value[i * step + step - 1]);
    }
    *out = (struct colour){channel[0], channel[1], channel[2], channel[3]};
    return true;
}

bool colour_parse(const char *text, struct colour *out)
{
    if (text[0] == '#') {
        return parse_hex(text + 1, out);
    }
    for (size_t i = 0; i < sizeof named / sizeof named[0]; i++) {
        if (strcmp(text, named[i].name) == 0) {
            *out = named[i].colour;
            return true;
        }
    }
    return false;
}

uint32_t colour_argb(struct colour colour)
{
    return (uint32_t)colour.a << 24 | (uint32_t)colour.r << 16 | (uint32_t)colour.g << 8 | colour.b;
}

static uint8_t over(uint8_t above, uint8_t below, int alpha)
{
    return (uint8_t)((above * alpha + below * (255 - alpha) + 127) / 255);
}

struct colour colour_over(struct colour above, struct colour below)
{
    return (struct colour){over(above.r, below.r, above.a), over(above.g, below.g, above.a),
                           over(above.b, below.b, above.a), 255};
}

// sRGB's curve from a stored value to light.
static double light(uint8_t value)
{
    double part = value / 255.0;
    return part <= 0.04045 ? part / 12.92 : pow((part + 0.055) / 1.055, 2.4);
}

static double luminance(struct colour colour)
{
    return 0.2126 * light(colour.r) + 0.7152 * light(colour.g) + 0.0722 * light(colour.b);
}

double colour_contrast(struct colour a, struct colour b)
{
    double one = luminance(a) + 0.05;
    double other = luminance(b) + 0.05;
    return one > other ? one / other : other / one;
}
