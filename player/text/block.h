// Text that is laid out: shaped, measured, broken into lines and pages; any part of it can be
// painted at any time. Nothing is drawn until text_paint(), so a line of 10,000 characters costs no
// pixels. Markup: "[red]诈骗[/]" or "[#ffd600]…[/]" colours, "[b]…[/]" emphasises (the emphasis
// colour, yellow, and bold), spans nest, "[[" is a bracket; an unknown or unclosed tag is shown as
// it was written. "\n" breaks a line. Thread: the one that made `fonts`, which must outlive the
// block.
#pragma once

#include "base/colour.h"
#include "base/error.h"
#include "base/geom.h"
#include "text/fonts.h"

#include <SDL.h>

enum text_align {
    TEXT_START = 1,
    TEXT_CENTRE,
    TEXT_END,
};

struct text_style {
    int size_px; // em size in pixels, 6 … 2000; 0: fit the box
    bool is_bold;
    struct colour colour;
    struct colour outline;
    int outline_px;
    enum text_align align;
};

struct text_block;

// One endless line for a ticker; line breaks become a wide space. With size_px 0 the ink of a full
// Chinese character fills `row_px` (less the outline) as TRAPS-measured for its size; the block is
// exactly row_px high. Fails: ERROR_MEDIA when the text is empty or no font can draw any of it.
struct text_block *text_line_new(struct fonts *fonts, const char *markup,
                                 const struct text_style *style, int row_px, struct error *err)
    __attribute__((warn_unused_result));

// Pages for a box of `box` pixels, lines broken by Chinese rules (避头尾: no closing mark starts a
// line, no opening mark ends one; Latin words and numbers stay whole). With size_px 0 the largest
// size at which all of it fits one page, but not below what stays readable: then there are more
// pages. Every page has the size of the box.
struct text_block *text_pages_new(struct fonts *fonts, const char *markup,
                                  const struct text_style *style, struct size box,
                                  struct error *err) __attribute__((warn_unused_result));

// One column of lines broken to the width `width_px`, as high as it needs: for upward and downward
// scrolls.
struct text_block *text_column_new(struct fonts *fonts, const char *markup,
                                   const struct text_style *style, int width_px, struct error *err)
    __attribute__((warn_unused_result));

void text_free(struct text_block *self); // NULL is fine

int text_page_count(const struct text_block *self);           // ≥ 1; 1 for lines and columns
struct size text_size(const struct text_block *self);         // of one page
int text_characters(const struct text_block *self, int page); // that a reader has to read
int text_size_px(const struct text_block *self);              // the em size that was chosen

// Paints the part `part` of page `page` onto `into` at (x, y), blending over what is there.
// `into` is ARGB8888 or RGB888 (XRGB). The same part painted in pieces gives the same pixels as
// painted whole. Fails: ERROR_MEDIA when a glyph cannot be rendered.
bool text_paint(struct text_block *self, int page, struct rect part, SDL_Surface *into, int x,
                int y, struct error *err) __attribute__((warn_unused_result));
