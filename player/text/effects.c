// What surrounds letters and fills them: shadow, plate and gradient as numbers. They are painted in
// text/paint.c.
#include "text/block.h"
#include "text/layout.h"

#include <limits.h>

enum {
    // A shadow falls one pixel far below 32 px, so that strokes stay apart, two up to 47 px, and so
    // on. It is never soft: a blur is grey on an LED row and smears the strokes' gaps on a large
    // screen. Source: by eye, golden/text-shadow-32 and golden/text-shadow-96.
    SHADOW_PART = 16,
    // Source: by eye, golden/text-plate-page.
    PLATE_GAP_PART = 4,
};

int effects_shadow_px(const struct text_style *style, int size_px)
{
    if (style->shadow.a == 0) {
        return 0;
    }
    int usual = size_px / SHADOW_PART < 1 ? 1 : size_px / SHADOW_PART;
    return style->shadow_px > 0 ? style->shadow_px : usual;
}

static int plate_gap_px(const struct text_style *style, int size_px)
{
    return style->plate.a == 0 ? 0 : size_px / PLATE_GAP_PART;
}

int effects_edge_px(const struct text_style *style, int size_px)
{
    return style->outline_px + effects_shadow_px(style, size_px) + plate_gap_px(style, size_px);
}

int text_row_px(const struct text_style *style)
{
    enum { ROW_PER_EM_PERCENT = 125 };
    return style->size_px * ROW_PER_EM_PERCENT / 100 + 2 * style->outline_px +
           effects_shadow_px(style, style->size_px);
}

static uint8_t between(uint8_t from, uint8_t to, int part, int whole)
{
    return (uint8_t)((from * (whole - part) + to * part + whole / 2) / whole);
}

struct colour effects_fill_at(const struct fill *fill, int y)
{
    if (fill->gradient.a == 0 || y <= fill->top) {
        return fill->colour;
    }
    int whole = fill->foot - 1 - fill->top;
    int part = y - fill->top;
    if (part >= whole) {
        return fill->gradient;
    }
    return (struct colour){between(fill->colour.r, fill->gradient.r, part, whole),
                           between(fill->colour.g, fill->gradient.g, part, whole),
                           between(fill->colour.b, fill->gradient.b, part, whole),
                           between(fill->colour.a, fill->gradient.a, part, whole)};
}

static int least(int a, int b)
{
    return a < b ? a : b;
}

static int most(int a, int b)
{
    return a > b ? a : b;
}

// What the lines of the page cover, without what is around their letters.
static struct rect own_extent(const struct text_block *self, int page)
{
    const struct page *at = layout_page(self, page);
    if (at->line_count == 0) {
        return (struct rect){0};
    }
    int start = INT_MAX;
    int end = 0;
    int low = INT_MAX;
    int high = 0;
    for (size_t i = 0; i < at->line_count; i++) {
        const struct line *line = &self->lines.items[at->first_line + i];
        start = least(start, line->start);
        end = most(end, line->start + line->width);
        low = least(low, line->axis);
        high = most(high, line->axis);
    }
    bool is_vertical = self->style.is_vertical;
    int above = text_ink_px(self->cells.ink.above, self->size_px);
    int below = text_ink_px(self->cells.ink.below, self->size_px);
    low -= is_vertical ? below : above;
    high += is_vertical ? above : below;
    return is_vertical ? (struct rect){low, start, high - low, end - start}
                       : (struct rect){start, low, end - start, high - low};
}

// One plate for all lines of the page: ragged ones behind each line flicker at their steps. On a
// row that text fills it is as high as the row.
static struct rect own_plate(const struct text_block *self, int page)
{
    struct rect plate = own_extent(self, page);
    if (rect_is_empty(plate)) {
        return plate;
    }
    int edge = self->style.outline_px + plate_gap_px(&self->style, self->size_px);
    plate = (struct rect){plate.x - edge, plate.y - edge, plate.w + 2 * edge, plate.h + 2 * edge};
    return rect_intersect(plate, (struct rect){0, 0, self->size.w, self->size.h});
}

// The block's own part and, where it carries another language, the other's.
static struct rect of_both(const struct text_block *self, int page,
                           struct rect (*part)(const struct text_block *, int))
{
    struct rect both = part(self, page);
    both.x += self->x;
    both.y += self->y;
    if (self->other != NULL) {
        struct rect others = part(self->other, page);
        others.x += self->other_x;
        others.y += self->other_y;
        both = rect_union(both, others);
    }
    return both;
}

struct rect text_extent(const struct text_block *self, int page)
{
    return of_both(self, page, own_extent);
}

struct rect text_plate(const struct text_block *self, int page)
{
    if (self->style.plate.a == 0) {
        return (struct rect){0};
    }
    return of_both(self, page, own_plate);
}
