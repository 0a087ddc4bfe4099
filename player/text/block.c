// Places lines on pages.
#include "text/block.h"

#include "base/mem.h"
#include "base/utf8.h"
#include "text/layout.h"

#include <stdlib.h>
#include <string.h>

enum {
    SHORTEST_GAP_PAGE_PX = 48, // smaller pages need all their pixels for the strokes
    PAGE_GAP_PART = 24,        // of the shorter side stays free on every side
    EDGE_PART = 16,            // of the size: ink may reach as far out of its square
    // From one axis to the next. Source: by eye, golden/text-page-emphasis; Chinese notices are
    // set with 1.3 to 1.5 em.
    LINE_PERCENT = 135,
    LEAST_GAP_PERCENT = 10, // of the size, between the ink of two lines
};

static int clamp(int value, int least, int most)
{
    return value < least ? least : value > most ? most : value;
}

// What is around the letters must leave them room: `room_px` is what both have.
static void limit_effects(struct text_style *style, int room_px)
{
    enum { OUTLINE_PART = 8, SHADOW_PART = 6 };
    style->outline_px = clamp(style->outline_px, 0, room_px / OUTLINE_PART);
    if (style->shadow_px > 0) {
        style->shadow_px = clamp(style->shadow_px, 1, room_px / SHADOW_PART + 1);
    }
}

static struct text_block *start(struct fonts *fonts, const struct text_style *style,
                                const char *markup, int room_px)
{
    struct text_block *self = mem_zeroed(1, sizeof *self);
    self->fonts = fonts;
    self->style = *style;
    if (style->size_px > 0) {
        self->style.size_px = clamp(style->size_px, TEXT_SMALLEST_PX, TEXT_LARGEST_PX);
    }
    limit_effects(&self->style, room_px);
    self->runs_back = style->is_vertical && !utf8_has_mongolian(markup);
    return self;
}

int layout_column_px(int along_px)
{
    // Source: by eye; LED signs are read from 24 px a character on, and a line needs six.
    // The smallest bitmaps have 12 px.
    enum { CHARACTERS = 12, FEWEST = 6, LEGIBLE_PX = 32, LEAST_PX = 12 };
    int size_px = along_px / CHARACTERS < LEAST_PX ? LEAST_PX : along_px / CHARACTERS;
    int legible_px = along_px / FEWEST < LEGIBLE_PX ? along_px / FEWEST : LEGIBLE_PX;
    return clamp(size_px > legible_px ? size_px : legible_px, TEXT_SMALLEST_PX, TEXT_LARGEST_PX);
}

static struct text_block *refuse(struct text_block *self, struct error *err)
{
    error_set(err, ERROR_MEDIA,
              self->cells.count == 0 ? "the text is empty" : "no font can draw any of the text");
    text_free(self);
    return NULL;
}

// --- along and across --------------------------------------------------------------------------

static struct room room_of(const struct text_block *self, struct size size)
{
    return self->style.is_vertical ? (struct room){size.h, size.w} : (struct room){size.w, size.h};
}

static struct size size_of(const struct text_block *self, struct room room)
{
    return self->style.is_vertical ? (struct size){room.across, room.along}
                                   : (struct size){room.along, room.across};
}

int layout_ink_px(const struct text_block *self, int size_px)
{
    return text_ink_px(self->cells.ink.above, size_px) +
           text_ink_px(self->cells.ink.below, size_px);
}

int layout_pitch_px(const struct text_block *self, int size_px)
{
    int percent = self->style.line_percent > 0 ? self->style.line_percent : LINE_PERCENT;
    int wished = cells_px(TEXT_EM * percent / 100, size_px);
    int least = layout_ink_px(self, size_px) + size_px * LEAST_GAP_PERCENT / 100;
    return wished > least ? wished : least;
}

int layout_thick_px(const struct text_block *self, size_t count, int size_px)
{
    return (int)(count - 1) * layout_pitch_px(self, size_px) + layout_ink_px(self, size_px);
}

size_t layout_per_page(const struct text_block *self, int size_px, int across)
{
    int spare = across - layout_ink_px(self, size_px);
    int pitch = layout_pitch_px(self, size_px);
    return spare < 0 || pitch <= 0 ? 1 : 1 + (size_t)(spare / pitch);
}

const struct page *layout_page(const struct text_block *self, int page)
{
    int last = (int)self->page_count - 1;
    return &self->pages[page < last ? page : last];
}

// --- one line ----------------------------------------------------------------------------------

static void set_row(struct text_block *self, int row_px)
{
    int size_px = self->size_px;
    // Room for ink that reaches out of its square, and for what is around it.
    int edge = effects_edge_px(&self->style, size_px) + size_px / EDGE_PART + 1;
    struct line line = {.count = self->cells.count, .start = edge};
    int pen = edge;
    for (size_t i = 0; i < self->cells.count; i++) {
        self->cells.items[i].pen = pen;
        pen += cells_px(self->cells.items[i].em, size_px);
    }
    line.width = pen - edge;
    if (line.count > 0) { // full-width marks at its ends are half blank
        const struct cell *last = &self->cells.items[line.count - 1];
        line.start += cells_px(cells_blank_before(&self->cells.items[0]), size_px);
        line.width = pen - cells_px(cells_blank_after(&self->cells, last), size_px) - line.start;
    }
    int spare = row_px - layout_ink_px(self, size_px) - effects_shadow_px(&self->style, size_px);
    int lower = self->style.is_vertical ? self->cells.ink.below : self->cells.ink.above;
    bool cuts_tails = spare < 0 && self->strokes.strike_px > 0;
    int before = cuts_tails ? 0 : spare < 0 ? (spare - 1) / 2 : spare / 2;
    line.axis = before + text_ink_px(lower, size_px);
    self->lines.items = MEM_GROW(self->lines.items, self->lines.count, self->lines.capacity);
    self->lines.items[self->lines.count++] = line;
    self->size = size_of(self, (struct room){pen + edge, row_px});
}

static void set_one_page(struct text_block *self)
{
    self->pages = mem_zeroed(1, sizeof *self->pages);
    self->pages[0].line_count = self->lines.count;
    self->page_count = 1;
}

struct text_block *text_line_new(struct fonts *fonts, const char *markup,
                                 const struct text_style *style, int row_px, struct error *err)
{
    struct text_block *self = start(fonts, style, markup, row_px);
    self->is_one_line = true;
    fit_row(self, markup, (struct room){.across = row_px});
    if (!self->cells.is_visible) {
        return refuse(self, err);
    }
    set_row(self, row_px);
    set_one_page(self);
    return self;
}

// --- lines beside each other -------------------------------------------------------------------

// How much longer than what is aligned the room is. Columns begin side by side, so all of them are
// aligned as one, whose length is the longest column's.
static int spare_of(const struct text_block *self, const struct page *page, size_t n, int along)
{
    const struct line *lines = self->lines.items + page->first_line;
    int width = lines[n].width;
    for (size_t i = 0; self->style.is_vertical && i < page->line_count; i++) {
        width = lines[i].width > width ? lines[i].width : width;
    }
    return along - width;
}

// Gives the line's cells their places from `from` on, `spare` pixels of which stay free.
static void place_line(struct text_block *self, struct line *line, int from, int spare)
{
    line->start = from + (self->style.align == TEXT_START ? 0
                          : self->style.align == TEXT_END ? spare
                                                          : spare / 2);
    struct cell *cells = self->cells.items + line->first;
    int pen = line->start;
    if (line->count > 0) {
        pen -= cells_px(cells_blank_before(&cells[0]), self->size_px);
    }
    for (size_t i = 0; i < line->count; i++) {
        cells[i].pen = pen;
        pen += cells_px(cells[i].em, self->size_px);
    }
}

// The axis of the n-th of `count` lines that lie in the middle of `across` pixels.
static int axis_of(const struct text_block *self, size_t n, size_t count, int across)
{
    int size_px = self->size_px;
    int spare = across - layout_thick_px(self, count, size_px);
    int before = spare < 0 ? (spare - 1) / 2 : spare / 2;
    bool counts_from_left = self->style.is_vertical && !self->runs_back;
    int first =
        text_ink_px(counts_from_left ? self->cells.ink.below : self->cells.ink.above, size_px);
    int at = before + first + (int)n * layout_pitch_px(self, size_px);
    return self->runs_back ? across - at : at;
}

static void place_lines(struct text_block *self, const struct page *page, struct rect area)
{
    struct room room = room_of(self, (struct size){area.w, area.h});
    bool is_vertical = self->style.is_vertical;
    for (size_t i = 0; i < page->line_count; i++) {
        struct line *line = &self->lines.items[page->first_line + i];
        place_line(self, line, is_vertical ? area.y : area.x, spare_of(self, page, i, room.along));
        line->axis =
            (is_vertical ? area.x : area.y) + axis_of(self, i, page->line_count, room.across);
    }
}

static struct rect page_area(const struct text_block *self, struct size box)
{
    int shorter = box.w < box.h ? box.w : box.h;
    int gap =
        self->style.size_px == 0 && shorter >= SHORTEST_GAP_PAGE_PX ? shorter / PAGE_GAP_PART : 0;
    // While the size is not known: as for lines of a quarter of the box.
    gap +=
        effects_edge_px(&self->style, self->style.size_px > 0 ? self->style.size_px : shorter / 4);
    struct rect area = {gap, gap, box.w - 2 * gap, box.h - 2 * gap};
    area.w = area.w < 1 ? 1 : area.w;
    area.h = area.h < 1 ? 1 : area.h;
    return area;
}

// Pages of as equal a number of lines as can be, earlier ones longer.
static void set_pages(struct text_block *self, struct rect area)
{
    size_t lines = self->lines.count;
    struct room room = room_of(self, (struct size){area.w, area.h});
    size_t per_page = layout_per_page(self, self->size_px, room.across);
    size_t pages = (lines + per_page - 1) / per_page;
    self->pages = mem_zeroed(pages, sizeof *self->pages);
    self->page_count = pages;
    size_t next = 0;
    for (size_t i = 0; i < pages; i++) {
        size_t count = lines / pages + (i < lines % pages ? 1 : 0);
        self->pages[i] = (struct page){next, count};
        place_lines(self, &self->pages[i], area);
        next += count;
    }
}

struct text_block *text_pages_new(struct fonts *fonts, const char *markup,
                                  const struct text_style *style, struct size box,
                                  struct error *err)
{
    struct text_block *self = start(fonts, style, markup, box.w < box.h ? box.w : box.h);
    struct rect area = page_area(self, box);
    struct room room = room_of(self, (struct size){area.w, area.h});
    fit_pages(self, markup, room);
    if (!self->cells.is_visible) {
        return refuse(self, err);
    }
    lines_break(&self->lines, &self->cells, self->size_px, room.along);
    lines_balance(&self->lines, &self->cells, self->size_px, room.along);
    set_pages(self, area);
    self->size = box;
    return self;
}

struct text_block *text_column_new(struct fonts *fonts, const char *markup,
                                   const struct text_style *style, int along_px, struct error *err)
{
    struct text_block *self = start(fonts, style, markup, along_px);
    int size_px = self->style.size_px > 0 ? self->style.size_px : layout_column_px(along_px);
    int edge = effects_edge_px(&self->style, size_px);
    struct room room = {.along = clamp(along_px - 2 * edge, 1, along_px)};
    fit_lines(self, markup, room);
    if (!self->cells.is_visible) {
        return refuse(self, err);
    }
    lines_break(&self->lines, &self->cells, self->size_px, room.along);
    lines_balance(&self->lines, &self->cells, self->size_px, room.along);
    set_one_page(self);
    room.across = layout_thick_px(self, self->lines.count, self->size_px);
    struct size inside = size_of(self, room);
    place_lines(self, &self->pages[0], (struct rect){edge, edge, inside.w, inside.h});
    self->size = (struct size){inside.w + 2 * edge, inside.h + 2 * edge};
    return self;
}

void text_free(struct text_block *self)
{
    if (self == NULL) {
        return;
    }
    text_free(self->other);
    cells_fini(&self->cells);
    lines_fini(&self->lines);
    free(self->pages);
    free(self);
}

int text_page_count(const struct text_block *self)
{
    int own = (int)self->page_count;
    int others = self->other != NULL ? (int)self->other->page_count : 0;
    return own > others ? own : others;
}

struct size text_size(const struct text_block *self)
{
    return self->other != NULL ? self->whole : self->size;
}

static int characters_of(const struct text_block *self, int page)
{
    const struct page *at = layout_page(self, page);
    int characters = 0;
    for (size_t i = 0; i < at->line_count; i++) {
        const struct line *line = &self->lines.items[at->first_line + i];
        for (size_t k = 0; k < line->count; k++) {
            characters += (self->cells.items[line->first + k].flags & CELL_READ) != 0;
        }
    }
    return characters;
}

int text_characters(const struct text_block *self, int page)
{
    int own = characters_of(self, page);
    int others = self->other != NULL ? characters_of(self->other, page) : 0;
    return own > others ? own : others;
}

static int blank_px(const struct text_block *self, const struct cell *cell, enum cell_flag half)
{
    return (cell->flags & half) != 0 ? self->size_px / 2 : 0; // rounded down: ink is never cut
}

void text_blanks(const struct text_block *self, int *before_px, int *behind_px)
{
    bool is_one_line =
        self->other == NULL && self->lines.count == 1 && self->lines.items[0].count > 0;
    if (!is_one_line) {
        *before_px = *behind_px = 0; // the other row may be longer
        return;
    }
    const struct cell *first = self->cells.items + self->lines.items[0].first;
    const struct cell *last = first + self->lines.items[0].count - 1;
    *before_px = blank_px(self, first, CELL_BLANK_BEFORE);
    *behind_px = blank_px(self, last, CELL_BLANK_AFTER);
}

int text_size_px(const struct text_block *self)
{
    return self->size_px;
}

int text_line_count(const struct text_block *self, int page)
{
    return (int)layout_page(self, page)->line_count;
}
