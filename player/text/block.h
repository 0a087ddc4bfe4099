// Text that is laid out: shaped, measured, broken into lines and pages; any part of it can be
// painted at any time. Nothing is drawn until text_paint(), so a line of 10,000 characters costs no
// pixels. Markup is in text/markup.h. A character that no font has is drawn as □, an emoji that no
// font has is left out. How heavy and sharp strokes are follows the size unless the style says
// (text/strokes.c); sizes of which the fonts bring bitmaps are the sizes that small text snaps to.
// Thread: one lays it out, with its `fonts`, which must outlive the block. From then on nothing in
// it changes: any thread may read and paint it.
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

enum text_weight {
    TEXT_REGULAR = 1,
    TEXT_MEDIUM, // regular outlines, a little thicker
    TEXT_BOLD,
};

enum text_edges {
    TEXT_SMOOTH = 1, // grey edges at every size
    TEXT_SHARP,      // every pixel is on or off
};

struct text_style {
    int size_px;               // em size in pixels, 6 … 2000; 0: fit the box
    enum text_weight weight;   // 0: by the size
    enum text_edges antialias; // 0: by the size
    int letter_percent;        // of the size, more (or less) between characters; −20 … 200
    int line_percent;          // of the size, from one line to the next; 0: 135
    struct colour colour;
    struct colour outline;
    int outline_px;       // at most an eighth of the row, or of the box's shorter side
    struct colour shadow; // a = 0: none
    int shadow_px;        // how far to the right and down it falls, at most a sixth; 0: by the size
    struct colour gradient; // what letters in `colour` turn into towards their feet; a = 0: nothing
    struct colour plate;    // lies behind the lines; a = 0: none
    enum text_align align;
    bool is_vertical; // in columns that run down and follow each other to the left; to the right
                      // when the text has Mongolian letters
};

struct text_block;

// One endless line for a ticker (vertical: one column that runs down, `row_px` wide); line breaks
// become a wide space. With size_px 0 the ink of a full Chinese character fills `row_px`, less the
// outline and, from 48 px on, a sixteenth of the row as a margin; text with letters below the line
// (g, p, y) is made smaller so that nothing is cut. The block is exactly row_px high, and a little
// wider than its text at both ends so that outlines are whole. Fails: ERROR_MEDIA when the text is
// empty or no font can draw any of it.
struct text_block *text_line_new(struct fonts *fonts, const char *markup,
                                 const struct text_style *style, int row_px, struct error *err)
    __attribute__((warn_unused_result));

// Pages for a box of `box` pixels, lines broken by Chinese rules (text/breaks.h) and balanced. With
// size_px 0 the largest size at which all of it fits one page inside a margin, but not below what
// stays readable: then there are more pages, as few as that size needs. Every page has the size of
// the box. Fails: as above.
struct text_block *text_pages_new(struct fonts *fonts, const char *markup,
                                  const struct text_style *style, struct size box,
                                  struct error *err) __attribute__((warn_unused_result));

// Lines broken to the width `along_px`, as many as it takes: for upward and downward scrolls.
// Vertical: columns broken to the height `along_px`, for scrolls to the side. With size_px 0 a line
// holds about twelve Chinese characters. Fails: as above.
struct text_block *text_column_new(struct fonts *fonts, const char *markup,
                                   const struct text_style *style, int along_px, struct error *err)
    __attribute__((warn_unused_result));

// How high a row must be for text of a chosen size and what is around it: enough for the tails of
// Latin letters, and no more, since every row is copied on every frame. Range: size_px > 0.
int text_row_px(const struct text_style *style);

// The halves of full-width marks that are empty at the ends of a line of one language: “ before,
// 。 behind. Units: pixels.
void text_blanks(const struct text_block *self, int *before_px, int *behind_px);

void text_free(struct text_block *self); // NULL is fine

int text_page_count(const struct text_block *self);              // ≥ 1; 1 for lines and columns
struct size text_size(const struct text_block *self);            // of one page
int text_characters(const struct text_block *self, int page);    // to read, in one language
int text_size_px(const struct text_block *self);                 // the em size that was chosen
struct rect text_plate(const struct text_block *self, int page); // of the text; empty: none

// Lines of a page, of one language; and what all of them cover, without what is around letters.
int text_line_count(const struct text_block *self, int page);
struct rect text_extent(const struct text_block *self, int page);

// Paints the part `part` of page `page` onto `into` at (x, y), blending over what is there.
// `into` is ARGB8888 or RGB888 (XRGB). The same part painted in pieces gives the same pixels as
// painted whole. `fonts` are the caller's thread's: those of the layout, or a twin of them.
// Fails: ERROR_MEDIA when a glyph cannot be rendered; the
// others are painted all the same.
bool text_paint(const struct text_block *self, struct fonts *fonts, int page, struct rect part,
                SDL_Surface *into, int x, int y, struct error *err)
    __attribute__((warn_unused_result));
