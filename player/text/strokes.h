// How heavy and how sharp characters are drawn at a size: what print leaves to the type designer,
// LEDs decide by the number of pixels that a stroke gets. Pure but for the sizes of bitmaps that
// `fonts` knows of. Thread: as text/fonts.h.
#pragma once

#include "text/block.h"
#include "text/glyphs.h"
#include "text/mask.h"

#include <stdbool.h>

struct strokes {
    enum text_weight plain, strong; // of plain and of emphasised text; never 0
    bool is_smooth;                 // grey edges
    int strike_px;                  // above 0: bitmaps of this size, wherever a font has them
};

struct strokes strokes_at(const struct fonts *fonts, const struct text_style *style, int size_px);

// Whether bitmaps may draw what is to be about this large.
bool strokes_may_strike(const struct text_style *style, int size_px);

// What the fonts are asked for, and how thick their outlines are drawn.
struct font_wish strokes_wish(struct strokes self, bool is_strong);
struct brush strokes_brush(struct strokes self, const struct fonts *fonts, int font, bool is_strong,
                           int size_px);

// Whether text that was composed for one of the two is composed for the other.
bool strokes_compose_alike(struct strokes a, struct strokes b);
