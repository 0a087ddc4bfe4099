// Colours by name and by hex digits.
#include "base/colour.h"

#include <stddef.h>
#include <string.h>

// Sign painters' colours that keep their contrast on a coarse LED wall; "by eye" on black and on
// the house blue.
static const struct {
    const char *name;
    struct colour colour;
} named[] = {
    {"white", {255, 255, 255, 255}}, {"black", {0, 0, 0, 255}},      {"red", {230, 0, 18, 255}},
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
