// The inside of a text block, shared by those who lay it out and the one who paints it.
//
// Everything is laid out along a line and across it. A line runs to the right and its axis is the
// baseline; or it is a column, runs down, and its axis is its middle. Only the outermost functions
// here and the painter know which.
#pragma once

#include "text/block.h"
#include "text/cells.h"
#include "text/lines.h"

struct page {
    size_t first_line, line_count;
};

struct text_block {
    struct fonts *fonts; // that it is laid out with; borrowed
    struct text_style style;
    bool is_one_line; // line breaks are wide spaces
    bool runs_back;   // columns follow each other to the left, as Chinese ones do
    struct strokes strokes;
    int size_px;
    struct size size; // of a page
    struct cells cells;
    struct lines lines;
    struct page *pages;
    size_t page_count;
    // What carries another language (text/bilingual.h):
    struct text_block *other; // owned; NULL: none
    int x, y;                 // where its own pages lie on the whole
    int other_x, other_y;     // where the other's do
    struct size whole;        // of both
};

// text/effects.c: what goes around the letters takes room, too.
int effects_shadow_px(const struct text_style *style, int size_px);
// On each side of the lines. Only the plate's part depends on the size.
int effects_edge_px(const struct text_style *style, int size_px);

// The colour of letters from row `top` of the page, where their line's ink begins, to row `foot`.
struct fill {
    struct colour colour, gradient; // gradient.a = 0: plain
    int top, foot;
};
struct colour effects_fill_at(const struct fill *fill, int y);

// Room for lines: along them, and across. Pixels.
struct room {
    int along, across;
};

// The size in a column whose size nobody chose: about twelve characters a line, fewer where they
// would be small.
int layout_column_px(int along_px);

enum { TEXT_SMALLEST_PX = 6, TEXT_LARGEST_PX = 2000 };

// Ink above or below the axis in whole pixels, rounded up so that nothing is cut.
static inline int text_ink_px(int em, int size_px)
{
    return (int)(((int64_t)em * size_px + TEXT_EM - 1) / TEXT_EM);
}

// How thick a line is by its ink; from one axis to the next; and how thick `count` lines are.
int layout_ink_px(const struct text_block *self, int size_px);
int layout_pitch_px(const struct text_block *self, int size_px);
int layout_thick_px(const struct text_block *self, size_t count, int size_px);

// How many lines a page holds that has `across` pixels for them, at least one.
size_t layout_per_page(const struct text_block *self, int size_px, int across);

// The page, or the last one.
const struct page *layout_page(const struct text_block *self, int page);

// Composes the text and settles its size: the style's own, or the largest that suits the room
// (text/fit.c). `room` of a row: `across` is the row's height; of a column of lines: `along`.
void fit_row(struct text_block *self, const char *markup, struct room room);
void fit_pages(struct text_block *self, const char *markup, struct room room);
void fit_lines(struct text_block *self, const char *markup, struct room room);

// What the outline and a margin leave of a row that is `row_px` high.
int fit_row_room(const struct text_block *self, int row_px);
