// The two rooms know nothing of each other; here their words are matched.
#include "stage/lettering.h"

static enum text_weight weight_of(enum font_weight weight)
{
    switch (weight) {
    case WEIGHT_REGULAR:
        return TEXT_REGULAR;
    case WEIGHT_MEDIUM:
        return TEXT_MEDIUM;
    case WEIGHT_BOLD:
        return TEXT_BOLD;
    case WEIGHT_AUTO:
        break;
    }
    return 0;
}

static enum text_edges edges_of(enum antialias antialias)
{
    switch (antialias) {
    case ANTIALIAS_ON:
        return TEXT_SMOOTH;
    case ANTIALIAS_OFF:
        return TEXT_SHARP;
    case ANTIALIAS_AUTO:
        break;
    }
    return 0;
}

struct text_style lettering(const struct look *look)
{
    return (struct text_style){
        .size_px = look->size_px,
        .weight = weight_of(look->weight),
        .antialias = edges_of(look->antialias),
        .letter_percent = look->letter_spacing,
        .line_percent = look->line_spacing,
        .colour = look->colour,
        .outline = look->outline,
        .outline_px = look->outline_px,
        .shadow = look->shadow,
        .shadow_px = look->shadow_px,
        .gradient = look->gradient,
        .plate = look->plate,
        .align = (enum text_align)look->align,
    };
}
