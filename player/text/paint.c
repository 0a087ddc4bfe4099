// Painting a part of a page. Whatever the part, a character is drawn whole and in the same place,
// and only then cut: so parts fit together without a seam. Outlines are gathered first, so that
// they join, and never lie on a neighbour's strokes.
#include "base/mem.h"
#include "text/blend.h"
#include "text/block.h"
#include "text/layout.h"

#include <stdlib.h>
#include <string.h>

struct painter {
    struct text_block *block;
    SDL_Surface *into;
    bool has_alpha;
    struct rect part; // of the page, cut to what `into` can take
    int x, y;         // where the part's corner comes on `into`
    struct error *err;
};

// A visitor of the cells that may reach into the part.
typedef bool cell_visitor(const struct painter *self, const struct cell *cell, size_t length,
                          int baseline);

static const struct mask *draw(const struct painter *self, const struct cell *cell, size_t length,
                               int outline_px)
{
    const struct text_block *block = self->block;
    const struct markup_span *span = &block->cells.spans[cell->span];
    bool is_bold = block->may_be_bold && (block->style.is_bold || span->is_strong);
    struct brush brush = {
        .size_px = block->size_px,
        .outline_px = outline_px,
        .is_bolder = fonts_needs_bolder(block->fonts, cell->font, is_bold),
    };
    if (length == 1) {
        return fonts_draw(block->fonts, cell->font, &cell->code, 1, brush, self->err);
    }
    uint32_t *word = mem_zeroed(length, sizeof *word);
    for (size_t i = 0; i < length; i++) {
        word[i] = cell[i].code;
    }
    const struct mask *mask = fonts_draw(block->fonts, cell->font, word, length, brush, self->err);
    free(word);
    return mask;
}

// Where the mask lies on the page, cut to the part.
static struct rect covered(const struct painter *self, const struct mask *mask,
                           const struct cell *cell, int baseline, struct rect *whole)
{
    *whole = (struct rect){cell->x + mask->left, baseline - mask->top, mask->w, mask->h};
    return rect_intersect(*whole, self->part);
}

static bool gather_outline(const struct painter *self, const struct cell *cell, size_t length,
                           int baseline)
{
    const struct mask *mask = draw(self, cell, length, self->block->style.outline_px);
    if (mask == NULL) {
        return false;
    }
    struct rect whole;
    struct rect seen = covered(self, mask, cell, baseline, &whole);
    for (int y = seen.y; y < seen.y + seen.h; y++) {
        const uint8_t *from = mask->cover + (ptrdiff_t)(y - whole.y) * mask->w - whole.x;
        uint8_t *to = self->block->outline.cover + (ptrdiff_t)(y - self->part.y) * self->part.w -
                      self->part.x;
        for (int x = seen.x; x < seen.x + seen.w; x++) {
            to[x] = from[x] > to[x] ? from[x] : to[x];
        }
    }
    return true;
}

// Paints the rows of `cover`, whose rectangle on the page is `whole`, where `seen` says.
static void colour_in(const struct painter *self, const uint8_t *cover, struct rect whole,
                      struct rect seen, struct colour colour)
{
    for (int y = seen.y; y < seen.y + seen.h; y++) {
        const uint8_t *from = cover + (ptrdiff_t)(y - whole.y) * whole.w + (seen.x - whole.x);
        char *row = (char *)self->into->pixels +
                    (ptrdiff_t)(self->y + y - self->part.y) * self->into->pitch;
        uint32_t *to = (uint32_t *)(void *)row + (self->x + seen.x - self->part.x);
        for (int x = 0; x < seen.w; x++) {
            to[x] = blend_pixel(to[x], self->has_alpha, colour, from[x]);
        }
    }
}

static bool paint_cell(const struct painter *self, const struct cell *cell, size_t length,
                       int baseline)
{
    const struct mask *mask = draw(self, cell, length, 0);
    if (mask == NULL) {
        return false;
    }
    const struct text_block *block = self->block;
    const struct markup_span *span = &block->cells.spans[cell->span];
    struct rect whole;
    struct rect seen = covered(self, mask, cell, baseline, &whole);
    colour_in(self, mask->cover, whole, seen,
              span->has_colour ? span->colour : block->style.colour);
    return true;
}

// How far ink may reach beyond a cell's square.
static int reach_px(const struct text_block *block)
{
    return 2 * block->size_px + block->style.outline_px;
}

// The first cell of the line that may reach into pixel column `x`: pens only move to the right.
static size_t first_cell(const struct painter *self, const struct line *line)
{
    const struct text_block *block = self->block;
    const struct cell *cells = block->cells.items + line->first;
    int from = self->part.x - reach_px(block) - cells_px(block->cells.longest_em, block->size_px);
    size_t low = 0;
    for (size_t count = line->count; count > 0;) {
        size_t half = count / 2;
        if (cells[low + half].x < from) {
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
    int end = self->part.x + self->part.w + reach_px(self->block);
    for (size_t i = first_cell(self, line); i < line->count && cells[i].x < end; i++) {
        size_t length = 1;
        if (cells[i].role == CELL_WORD) {
            while (i + length < line->count && cells[i + length].role == CELL_TAIL) {
                length++;
            }
        } else if (cells[i].role != CELL_GLYPH) {
            continue;
        }
        if (!visitor(self, &cells[i], length, line->baseline)) {
            return false;
        }
    }
    return true;
}

static bool visit(const struct painter *self, int page, cell_visitor *visitor)
{
    const struct text_block *block = self->block;
    const struct page *at = &block->pages[page];
    int reach = reach_px(block);
    for (size_t i = 0; i < at->line_count; i++) {
        const struct line *line = &block->lines.items[at->first_line + i];
        bool is_near = line->baseline + reach > self->part.y &&
                       line->baseline - reach < self->part.y + self->part.h;
        if (is_near && !visit_line(self, line, visitor)) {
            return false;
        }
    }
    return true;
}

static bool paint_outline(const struct painter *self, int page)
{
    struct text_block *block = self->block;
    size_t needed = (size_t)self->part.w * (size_t)self->part.h;
    if (needed > block->outline.capacity) {
        block->outline.cover = mem_resize(block->outline.cover, needed, 1);
        block->outline.capacity = needed;
    }
    memset(block->outline.cover, 0, needed);
    if (!visit(self, page, gather_outline)) {
        return false;
    }
    colour_in(self, block->outline.cover, self->part, self->part, block->style.outline);
    return true;
}

// Cuts the part to the page and to what `into` shows.
static void cut(struct painter *self)
{
    struct size page = self->block->size;
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

bool text_paint(struct text_block *self, int page, struct rect part, SDL_Surface *into, int x,
                int y, struct error *err)
{
    Uint32 format = into->format->format;
    if (format != SDL_PIXELFORMAT_ARGB8888 && format != SDL_PIXELFORMAT_RGB888) {
        return error_set(err, ERROR_MEDIA, "text cannot be painted onto %s",
                         SDL_GetPixelFormatName(format));
    }
    struct painter painter = {
        .block = self,
        .into = into,
        .has_alpha = format == SDL_PIXELFORMAT_ARGB8888,
        .part = part,
        .x = x,
        .y = y,
        .err = err,
    };
    cut(&painter);
    if (rect_is_empty(painter.part)) {
        return true;
    }
    if (SDL_MUSTLOCK(into) && SDL_LockSurface(into) != 0) {
        return error_set(err, ERROR_MEDIA, "cannot paint: %s", SDL_GetError());
    }
    bool is_painted = self->style.outline_px <= 0 || paint_outline(&painter, page);
    is_painted = is_painted && visit(&painter, page, paint_cell);
    if (SDL_MUSTLOCK(into)) {
        SDL_UnlockSurface(into);
    }
    return is_painted;
}
