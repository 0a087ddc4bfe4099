// Painting a part of a page. Whatever the part, a character is drawn whole and in the same place,
// and only then cut: so parts fit together without a seam. The plate comes first, then the shadow
// and the outlines, which are gathered before they are coloured, so that they join and never lie on
// a neighbour's strokes.
#include "base/mem.h"
#include "text/blend.h"
#include "text/block.h"
#include "text/layout.h"

#include <stdlib.h>

struct painter {
    const struct text_block *block;
    struct fonts *fonts;
    struct mask *outlines; // of the part; NULL: the text has none
    SDL_Surface *into;
    bool has_alpha;
    struct rect part;    // of the page, cut to what `into` can take
    int x, y;            // where the part's corner comes on `into`
    int thick_px;        // shapes are drawn this much wider on every side
    int shift_px;        // and this much further to the right and down
    struct mask *turned; // scratch
    struct error *err;
};

// A visitor of the cells that may reach into the part.
typedef bool cell_visitor(const struct painter *self, const struct cell *cell, size_t length,
                          const struct line *line);

static const struct mask *draw_upright(const struct painter *self, const struct cell *cell,
                                       size_t length, struct brush brush)
{
    struct fonts *fonts = self->fonts;
    if (length == 1) {
        return fonts_draw(fonts, cell->font, &cell->code, 1, brush, self->err);
    }
    uint32_t *word = mem_zeroed(length, sizeof *word);
    for (size_t i = 0; i < length; i++) {
        word[i] = cell[i].code;
    }
    const struct mask *mask = fonts_draw(fonts, cell->font, word, length, brush, self->err);
    free(word);
    return mask;
}

static const struct mask *draw(const struct painter *self, const struct cell *cell, size_t length)
{
    const struct text_block *block = self->block;
    const struct markup_span *span = &block->cells.spans[cell->span];
    struct brush brush =
        strokes_brush(block->strokes, self->fonts, cell->font, span->is_strong, block->size_px);
    brush.outline_px = self->thick_px;
    const struct mask *mask = draw_upright(self, cell, length, brush);
    if (mask != NULL && (cell->flags & CELL_TURNED) != 0) {
        mask_turn(self->turned, mask);
        return self->turned;
    }
    return mask;
}

// The pixel that the cell's pen stands on: on the baseline of what is drawn there.
static struct rect pen_of(const struct painter *self, const struct cell *cell,
                          const struct line *line, const struct mask *mask)
{
    const struct text_block *block = self->block;
    const struct cells *cells = &block->cells;
    int size_px = block->size_px;
    if (!block->style.is_vertical) {
        return (struct rect){cell->pen, line->axis, 0, 0};
    }
    if ((cell->flags & CELL_TURNED) != 0) {
        int middle =
            cell->role == CELL_WORD ? cells_middle(&cells->word) : cells->drop_em - TEXT_EM / 2;
        return (struct rect){line->axis - cells_px(middle, size_px), cell->pen, 0, 0};
    }
    int x = line->axis - size_px / 2;
    if ((cell->flags & CELL_NARROW) != 0) {
        x = line->axis - mask->left - mask->w / 2;
        int aside = (size_px + 2) / 4;
        x += (cell->flags & CELL_PAIR_FIRST) != 0    ? -aside
             : (cell->flags & CELL_PAIR_SECOND) != 0 ? aside
                                                     : 0;
    }
    return (struct rect){x, cell->pen + cells_px(cells->drop_em, size_px), 0, 0};
}

// Where the mask lies on the page, cut to the part.
static struct rect covered(const struct painter *self, const struct mask *mask,
                           const struct cell *cell, const struct line *line, struct rect *whole)
{
    struct rect pen = pen_of(self, cell, line, mask);
    *whole = (struct rect){pen.x + mask->left + self->shift_px, pen.y - mask->top + self->shift_px,
                           mask->w, mask->h};
    return rect_intersect(*whole, self->part);
}

static bool gather(const struct painter *self, const struct cell *cell, size_t length,
                   const struct line *line)
{
    const struct mask *mask = draw(self, cell, length);
    if (mask == NULL) {
        return false;
    }
    struct rect whole;
    struct rect seen = covered(self, mask, cell, line, &whole);
    for (int y = seen.y; y < seen.y + seen.h; y++) {
        const uint8_t *from = mask->cover + (ptrdiff_t)(y - whole.y) * mask->w - whole.x;
        uint8_t *to =
            self->outlines->cover + (ptrdiff_t)(y - self->part.y) * self->part.w - self->part.x;
        for (int x = seen.x; x < seen.x + seen.w; x++) {
            to[x] = from[x] > to[x] ? from[x] : to[x];
        }
    }
    return true;
}

// Paints the rows of `cover`, whose rectangle on the page is `whole`, where `seen` says.
static void colour_in(const struct painter *self, const uint8_t *cover, struct rect whole,
                      struct rect seen, const struct fill *fill)
{
    for (int y = seen.y; y < seen.y + seen.h; y++) {
        struct colour colour = effects_fill_at(fill, y);
        const uint8_t *from = cover + (ptrdiff_t)(y - whole.y) * whole.w + (seen.x - whole.x);
        char *row = (char *)self->into->pixels +
                    (ptrdiff_t)(self->y + y - self->part.y) * self->into->pitch;
        uint32_t *to = (uint32_t *)(void *)row + (self->x + seen.x - self->part.x);
        for (int x = 0; x < seen.w; x++) {
            if (from[x] > 0) { // half of a character's box is empty
                to[x] = blend_pixel(to[x], self->has_alpha, colour, from[x]);
            }
        }
    }
}

// A line's characters share its gradient; in a column each has its own.
static struct fill fill_of(const struct painter *self, const struct cell *cell,
                           const struct line *line)
{
    const struct text_block *block = self->block;
    bool is_vertical = block->style.is_vertical;
    int above = text_ink_px(block->cells.ink.above, block->size_px);
    int below = text_ink_px(block->cells.ink.below, block->size_px);
    int length = cell->em > TEXT_EM ? cells_px(cell->em, block->size_px) : block->size_px;
    return (struct fill){
        .colour = block->style.colour,
        .gradient = block->style.gradient,
        .top = is_vertical ? cell->pen : line->axis - above,
        .foot = is_vertical ? cell->pen + length : line->axis + below,
    };
}

static bool paint_cell(const struct painter *self, const struct cell *cell, size_t length,
                       const struct line *line)
{
    const struct mask *mask = draw(self, cell, length);
    if (mask == NULL) {
        return false;
    }
    const struct text_block *block = self->block;
    const struct markup_span *span = &block->cells.spans[cell->span];
    struct fill fill = fill_of(self, cell, line);
    if (span->has_colour) {
        fill = (struct fill){.colour = span->colour};
    }
    struct rect whole;
    struct rect seen = covered(self, mask, cell, line, &whole);
    colour_in(self, mask->cover, whole, seen, &fill);
    return true;
}

// How far ink may reach beyond a cell's square.
static int reach_px(const struct text_block *block)
{
    return 2 * block->size_px + effects_edge_px(&block->style, block->size_px);
}

struct span {
    int from, end;
};

// The part, seen along the lines and across them.
static struct span part_along(const struct painter *self)
{
    struct rect part = self->part;
    return self->block->style.is_vertical ? (struct span){part.y, part.y + part.h}
                                          : (struct span){part.x, part.x + part.w};
}

static struct span part_across(const struct painter *self)
{
    struct rect part = self->part;
    return self->block->style.is_vertical ? (struct span){part.x, part.x + part.w}
                                          : (struct span){part.y, part.y + part.h};
}

// The first cell of the line that may reach to pixel `from` along it: pens only move on.
static size_t first_cell(const struct painter *self, const struct line *line, int from)
{
    const struct text_block *block = self->block;
    const struct cell *cells = block->cells.items + line->first;
    from -= reach_px(block) + cells_px(block->cells.longest_em, block->size_px);
    size_t low = 0;
    for (size_t count = line->count; count > 0;) {
        size_t half = count / 2;
        if (cells[low + half].pen < from) {
            low += half + 1;
            count -= half + 1;
        } else {
            count = half;
        }
    }
    return low;
}

static bool visit_line(const struct painter *self, const struct line *line, cell_visitor *visitor)
{
    const struct cell *cells = self->block->cells.items + line->first;
    struct span along = part_along(self);
    int end = along.end + reach_px(self->block);
    bool is_whole = true; // what cannot be drawn is left out, the rest is painted all the same
    for (size_t i = first_cell(self, line, along.from); i < line->count && cells[i].pen < end;
         i++) {
        size_t length = 1;
        if (cells[i].role == CELL_WORD) {
            while (i + length < line->count && cells[i + length].role == CELL_TAIL) {
                length++;
            }
        } else if (cells[i].role != CELL_GLYPH) {
            continue;
        }
        is_whole = visitor(self, &cells[i], length, line) && is_whole;
    }
    return is_whole;
}

static bool visit(const struct painter *self, int page, cell_visitor *visitor)
{
    const struct text_block *block = self->block;
    const struct page *at = layout_page(block, page);
    struct span across = part_across(self);
    int reach = reach_px(block);
    bool is_whole = true;
    for (size_t i = 0; i < at->line_count; i++) {
        const struct line *line = &block->lines.items[at->first_line + i];
        bool is_near = line->axis + reach > across.from && line->axis - reach < across.end;
        is_whole = (!is_near || visit_line(self, line, visitor)) && is_whole;
    }
    return is_whole;
}

// The shape of all letters at once, in one colour.
static bool paint_shape(struct painter self, int page, struct colour colour)
{
    self.outlines = fonts_outlines(self.fonts, self.part.w, self.part.h);
    bool is_whole = visit(&self, page, gather);
    colour_in(&self, self.outlines->cover, self.part, self.part, &(struct fill){.colour = colour});
    return is_whole;
}

// Of the letters with their outline.
static bool paint_shadow(struct painter self, int page)
{
    const struct text_style *style = &self.block->style;
    self.thick_px = style->outline_px;
    self.shift_px = effects_shadow_px(style, self.block->size_px);
    return style->shadow.a == 0 || paint_shape(self, page, style->shadow);
}

static bool paint_outline(struct painter self, int page)
{
    const struct text_style *style = &self.block->style;
    self.thick_px = style->outline_px;
    return style->outline_px <= 0 || paint_shape(self, page, style->outline);
}

// Cuts the part to the page and to what `into` shows.
static void cut(struct painter *self, struct size page)
{
    SDL_Rect clip;
    SDL_GetClipRect(self->into, &clip);
    struct rect visible = {clip.x - self->x + self->part.x, clip.y - self->y + self->part.y, clip.w,
                           clip.h};
    struct rect seen = rect_intersect(self->part, (struct rect){0, 0, page.w, page.h});
    seen = rect_intersect(seen, visible);
    self->x += seen.x - self->part.x;
    self->y += seen.y - self->part.y;
    self->part = seen;
}

// Behind all languages of the block.
static void paint_plate(const struct text_block *block, const struct painter *how, int page)
{
    struct painter self = *how;
    cut(&self, text_size(block));
    struct rect seen = rect_intersect(text_plate(block, page), self.part);
    for (int y = 0; y < seen.h; y++) {
        char *row = (char *)self.into->pixels +
                    (ptrdiff_t)(self.y + seen.y + y - self.part.y) * self.into->pitch;
        uint32_t *to = (uint32_t *)(void *)row + (self.x + seen.x - self.part.x);
        for (int x = 0; x < seen.w; x++) {
            to[x] = blend_pixel(to[x], self.has_alpha, block->style.plate, 255);
        }
    }
}

// One language of the block, whose corner lies at (left, top) of the page.
static bool paint_language(const struct text_block *self, int left, int top,
                           const struct painter *how, int page)
{
    struct painter painter = *how;
    painter.block = self;
    painter.part.x -= left;
    painter.part.y -= top;
    cut(&painter, self->size);
    if (rect_is_empty(painter.part)) {
        return true;
    }
    bool is_whole = paint_shadow(painter, page);
    is_whole = paint_outline(painter, page) && is_whole;
    return visit(&painter, page, paint_cell) && is_whole;
}

bool text_paint(const struct text_block *self, struct fonts *fonts, int page, struct rect part,
                SDL_Surface *into, int x, int y, struct error *err)
{
    Uint32 format = into->format->format;
    if (format != SDL_PIXELFORMAT_ARGB8888 && format != SDL_PIXELFORMAT_RGB888) {
        return error_set(err, ERROR_MEDIA, "text cannot be painted onto %s",
                         SDL_GetPixelFormatName(format));
    }
    struct mask turned = {0};
    struct painter painter = {
        .turned = &turned,
        .fonts = fonts,
        .into = into,
        .has_alpha = format == SDL_PIXELFORMAT_ARGB8888,
        .part = part,
        .x = x,
        .y = y,
        .err = err,
    };
    if (SDL_MUSTLOCK(into) && SDL_LockSurface(into) != 0) {
        return error_set(err, ERROR_MEDIA, "cannot paint: %s", SDL_GetError());
    }
    paint_plate(self, &painter, page);
    bool is_whole = paint_language(self, self->x, self->y, &painter, page);
    if (self->other != NULL) {
        is_whole =
            paint_language(self->other, self->other_x, self->other_y, &painter, page) && is_whole;
    }
    if (SDL_MUSTLOCK(into)) {
        SDL_UnlockSurface(into);
    }
    mask_fini(&turned);
    return is_whole;
}
