// The table of vertical forms.
#include "text/upright.h"

#include <stddef.h>

struct form {
    uint16_t code, upright;
};
// Ascending by code: searched by halving.
static const struct form forms[] = {
    {'(', 0xFE35},    {')', 0xFE36},    {0x2013, 0xFE32}, {0x2014, 0xFE31}, {0x2018, 0xFE41},
    {0x2019, 0xFE42}, {0x201C, 0xFE43}, {0x201D, 0xFE44}, {0x2026, 0xFE19}, {0x3001, 0xFE11},
    {0x3002, 0xFE12}, {0x3008, 0xFE3F}, {0x3009, 0xFE40}, {0x300A, 0xFE3D}, {0x300B, 0xFE3E},
    {0x300C, 0xFE41}, {0x300D, 0xFE42}, {0x300E, 0xFE43}, {0x300F, 0xFE44}, {0x3010, 0xFE3B},
    {0x3011, 0xFE3C}, {0x3014, 0xFE39}, {0x3015, 0xFE3A}, {0x3016, 0xFE17}, {0x3017, 0xFE18},
    {0xFF01, 0xFE15}, {0xFF08, 0xFE35}, {0xFF09, 0xFE36}, {0xFF0C, 0xFE10}, {0xFF1A, 0xFE13},
    {0xFF1B, 0xFE14}, {0xFF1F, 0xFE16}, {0xFF3B, 0xFE47}, {0xFF3D, 0xFE48}, {0xFF5B, 0xFE37},
    {0xFF5D, 0xFE38},
};

uint32_t upright_form(uint32_t code)
{
    size_t low = 0;
    for (size_t count = sizeof forms / sizeof forms[0]; count > 0;) {
        size_t half = count / 2;
        if (forms[low + half].code == code) {
            return forms[low + half].upright;
        }
        if (forms[low + half].code < code) {
            low += half + 1;
            count -= half + 1;
        } else {
            count = half;
        }
    }
    return 0;
}

bool upright_is_turned(uint32_t code)
{
    return code == '-' || code == '~' || code == 0x2E3A || code == 0xFF5E || code == 0x301C ||
           code == 0x2015 || code == '=' || code == '|';
}
