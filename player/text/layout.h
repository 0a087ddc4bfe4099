// The inside of a text block, shared by those who lay it out and the one who paints it.
#pragma once

#include "text/block.h"
#include "text/cells.h"
#include "text/lines.h"

struct page {
    size_t first_line, line_count;
};

struct text_block {
    struct fonts *fonts; // borrowed
    struct text_style style;
    bool may_be_bold; // the size carries bold strokes
    int size_px;
    struct size size; // of a page
    struct cells cells;
    struct lines lines;
    struct page *pages;
    size_t page_count;
    struct {
        uint8_t *cover;
        size_t capacity;
    } outline; // scratch of text_paint()
};

// Below this size strokes of a bold face run together, so text is set in regular weight.
// Source: by eye, golden/text-row-16 and golden/text-row-32.
enum { TEXT_BOLD_SMALLEST_PX = 24 };

enum { TEXT_SMALLEST_PX = 6, TEXT_LARGEST_PX = 2000 };

// From one baseline to the next. Source: by eye, golden/text-page-emphasis; Chinese notices are set
// with 1.3 to 1.5 em.
#define TEXT_PITCH_EM (TEXT_EM * 135 / 100)

// Ink above or below the baseline in whole pixels, rounded up so that nothing is cut.
static inline int text_ink_px(int em, int size_px)
{
    return (int)(((int64_t)em * size_px + TEXT_EM - 1) / TEXT_EM);
}
