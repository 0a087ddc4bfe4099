// Chooses sizes and places lines on pages.
#include "text/block.h"

#include "base/mem.h"
#include "text/layout.h"

#include <stdlib.h>
#include <string.h>

enum {
    SHORTEST_GAP_ROW_PX = 24, // lower rows need all their pixels for the strokes
    ROW_GAP_PART = 16,        // of a row stays free, half of it above, half below
    PAGE_GAP_PART = 24,       // of the shorter side stays free on every side
    OUTLINE_LARGEST_PX = 200, // wider than any that could be meant
    COLUMN_CHARACTERS = 12,   // in a line of a column whose size nobody chose
};

static int clamp(int value, int least, int most)
{
    return value < least ? least : value > most ? most : value;
}

static struct text_block *start(struct fonts *fonts, const struct text_style *style)
{
    struct text_block *self = mem_zeroed(1, sizeof *self);
    self->fonts = fonts;
    self->style = *style;
    if (style->size_px > 0) {
        self->style.size_px = clamp(style->size_px, TEXT_SMALLEST_PX, TEXT_LARGEST_PX);
    }
    self->style.outline_px = clamp(style->outline_px, 0, OUTLINE_LARGEST_PX);
    return self;
}

static void compose(struct text_block *self, const char *markup, bool may_be_bold, bool is_one_line)
{
    cells_fini(&self->cells);
    self->may_be_bold = may_be_bold;
    cells_compose(&self->cells, self->fonts, markup,
                  (struct cells_wish){.is_bold = self->style.is_bold,
                                      .may_be_bold = may_be_bold,
                                      .is_one_line = is_one_line});
}

static int ink_height(const struct text_block *self, int size_px)
{
    return text_ink_px(self->cells.ink.above, size_px) +
           text_ink_px(self->cells.ink.below, size_px);
}

// The largest size whose ink is at most `room_px` high.
static int size_for_height(const struct text_block *self, int room_px)
{
    int em = self->cells.ink.above + self->cells.ink.below;
    int size_px = clamp((int)((int64_t)room_px * TEXT_EM / em), TEXT_SMALLEST_PX, TEXT_LARGEST_PX);
    while (size_px > TEXT_SMALLEST_PX && ink_height(self, size_px) > room_px) {
        size_px--;
    }
    return size_px;
}

static struct text_block *refuse(struct text_block *self, struct error *err)
{
    error_set(err, ERROR_MEDIA,
              self->cells.count == 0 ? "the text is empty" : "no font can draw any of the text");
    text_free(self);
    return NULL;
}

// --- one line ----------------------------------------------------------------------------------

static int row_room(const struct text_block *self, int row_px)
{
    int gap = row_px >= SHORTEST_GAP_ROW_PX ? row_px / ROW_GAP_PART : 0;
    return row_px - gap - 2 * self->style.outline_px;
}

static void set_row(struct text_block *self, int row_px)
{
    int size_px = self->size_px;
    // Room for ink that reaches out of its square, and for the outline.
    int edge = self->style.outline_px + size_px / ROW_GAP_PART + 1;
    struct line line = {.count = self->cells.count, .x = edge};
    int pen = edge;
    for (size_t i = 0; i < self->cells.count; i++) {
        self->cells.items[i].x = pen;
        pen += cells_px(self->cells.items[i].em, size_px);
    }
    line.width = pen - edge;
    int spare = row_px - ink_height(self, size_px);
    line.baseline =
        (spare < 0 ? (spare - 1) / 2 : spare / 2) + text_ink_px(self->cells.ink.above, size_px);
    self->lines.items = MEM_GROW(self->lines.items, self->lines.count, self->lines.capacity);
    self->lines.items[self->lines.count++] = line;
    self->size = (struct size){pen + edge, row_px};
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
    struct text_block *self = start(fonts, style);
    compose(self, markup, self->style.size_px == 0 || self->style.size_px >= TEXT_BOLD_SMALLEST_PX,
            true);
    self->size_px = self->style.size_px > 0 ? self->style.size_px
                                            : size_for_height(self, row_room(self, row_px));
    if (self->size_px < TEXT_BOLD_SMALLEST_PX && self->may_be_bold) {
        compose(self, markup, false, true);
        self->size_px = size_for_height(self, row_room(self, row_px));
    }
    if (!self->cells.is_visible) {
        return refuse(self, err);
    }
    set_row(self, row_px);
    set_one_page(self);
    return self;
}

// --- lines below each other --------------------------------------------------------------------

// Gives cells and lines their places; `area` is the part of the page that text may fill.
static void place_lines(struct text_block *self, size_t first, size_t count, struct rect area,
                        int top)
{
    int pitch = cells_px(TEXT_PITCH_EM, self->size_px);
    int above = text_ink_px(self->cells.ink.above, self->size_px);
    for (size_t i = 0; i < count; i++) {
        struct line *line = &self->lines.items[first + i];
        int spare = area.w - line->width;
        line->x = area.x + (self->style.align == TEXT_START ? 0
                            : self->style.align == TEXT_END ? spare
                                                            : spare / 2);
        line->baseline = top + above + (int)i * pitch;
        struct cell *cells = self->cells.items + line->first;
        int pen = line->x;
        if (line->count > 0) {
            pen -= cells_px(cells_blank_before(&cells[0]), self->size_px);
        }
        for (size_t k = 0; k < line->count; k++) {
            cells[k].x = pen;
            pen += cells_px(cells[k].em, self->size_px);
        }
    }
}

static int lines_height(const struct text_block *self, size_t count, int size_px)
{
    return (int)(count - 1) * cells_px(TEXT_PITCH_EM, size_px) + ink_height(self, size_px);
}

static size_t lines_per_page(const struct text_block *self, int size_px, int height_px)
{
    int spare = height_px - ink_height(self, size_px);
    int pitch = cells_px(TEXT_PITCH_EM, size_px);
    return spare < 0 || pitch <= 0 ? 1 : 1 + (size_t)(spare / pitch);
}

static size_t pages_needed(struct text_block *self, int size_px, struct rect area)
{
    lines_break(&self->lines, &self->cells, size_px, area.w);
    size_t per_page = lines_per_page(self, size_px, area.h);
    return (self->lines.count + per_page - 1) / per_page;
}

// The largest size from `least` to `most` at which the text fits `pages` pages without a broken
// word; `least` when there is none.
static int largest_size(struct text_block *self, int least, int most, size_t pages,
                        struct rect area)
{
    while (least < most) {
        int middle = least + (most - least + 1) / 2;
        if (pages_needed(self, middle, area) <= pages && !self->lines.is_forced &&
            ink_height(self, middle) <= area.h) {
            least = middle;
        } else {
            most = middle - 1;
        }
    }
    return least;
}

// Smaller text is not read from across a hall, or from the street below a sign: then there are more
// pages instead. Source: by eye; LED signs need 16 px for a Chinese character, a quarter of a
// strip's height is read at ten times its distance rule, a twelfth of a hall screen is 90 px at
// 1080p.
static int readable_px(struct rect area)
{
    int shorter = area.w < area.h ? area.w : area.h;
    int of_strip = shorter / 4 < 32 ? shorter / 4 : 32;
    int least = shorter / 12 > of_strip ? shorter / 12 : of_strip;
    return least < 16 ? 16 : least;
}

static int fit_size(struct text_block *self, struct rect area)
{
    int most = size_for_height(self, area.h);
    int size_px = largest_size(self, TEXT_SMALLEST_PX, most, 1, area);
    int readable = readable_px(area);
    readable = readable < most ? readable : most;
    if (size_px >= readable) {
        return size_px;
    }
    // An address that is too wide is better read at half the size than in pieces.
    int whole = readable;
    size_t pages = pages_needed(self, whole, area);
    while (self->lines.is_forced && whole > TEXT_SMALLEST_PX && whole > readable / 2) {
        pages = pages_needed(self, --whole, area);
    }
    if (self->lines.is_forced) {
        whole = readable; // too wide even then
        pages = pages_needed(self, whole, area);
    }
    return largest_size(self, whole, most, pages, area);
}

static struct rect page_area(const struct text_block *self, struct size box)
{
    int shorter = box.w < box.h ? box.w : box.h;
    int gap =
        self->style.size_px == 0 && shorter >= SHORTEST_GAP_ROW_PX ? shorter / PAGE_GAP_PART : 0;
    gap += self->style.outline_px;
    struct rect area = {gap, gap, box.w - 2 * gap, box.h - 2 * gap};
    area.w = area.w < 1 ? 1 : area.w;
    area.h = area.h < 1 ? 1 : area.h;
    return area;
}

// Pages of as equal a number of lines as can be, earlier ones longer.
static void set_pages(struct text_block *self, struct rect area)
{
    size_t lines = self->lines.count;
    size_t per_page = lines_per_page(self, self->size_px, area.h);
    size_t pages = (lines + per_page - 1) / per_page;
    self->pages = mem_zeroed(pages, sizeof *self->pages);
    self->page_count = pages;
    size_t next = 0;
    for (size_t i = 0; i < pages; i++) {
        size_t count = lines / pages + (i < lines % pages ? 1 : 0);
        self->pages[i] = (struct page){next, count};
        int spare = area.h - lines_height(self, count, self->size_px);
        place_lines(self, next, count, area, area.y + (spare < 0 ? (spare - 1) / 2 : spare / 2));
        next += count;
    }
}

struct text_block *text_pages_new(struct fonts *fonts, const char *markup,
                                  const struct text_style *style, struct size box,
                                  struct error *err)
{
    struct text_block *self = start(fonts, style);
    struct rect area = page_area(self, box);
    compose(self, markup, self->style.size_px == 0 || self->style.size_px >= TEXT_BOLD_SMALLEST_PX,
            false);
    if (!self->cells.is_visible) {
        return refuse(self, err);
    }
    self->size_px = self->style.size_px > 0 ? self->style.size_px : fit_size(self, area);
    if (self->size_px < TEXT_BOLD_SMALLEST_PX && self->may_be_bold) {
        compose(self, markup, false, false);
        self->size_px = fit_size(self, area);
    }
    lines_break(&self->lines, &self->cells, self->size_px, area.w);
    lines_balance(&self->lines, &self->cells, self->size_px, area.w);
    set_pages(self, area);
    self->size = box;
    return self;
}

struct text_block *text_column_new(struct fonts *fonts, const char *markup,
                                   const struct text_style *style, int width_px, struct error *err)
{
    struct text_block *self = start(fonts, style);
    int edge = self->style.outline_px;
    struct rect area = {edge, edge, width_px - 2 * edge, 0};
    area.w = area.w < 1 ? 1 : area.w;
    self->size_px = self->style.size_px > 0
                        ? self->style.size_px
                        : clamp(area.w / COLUMN_CHARACTERS, TEXT_SMALLEST_PX, TEXT_LARGEST_PX);
    compose(self, markup, self->size_px >= TEXT_BOLD_SMALLEST_PX, false);
    if (!self->cells.is_visible) {
        return refuse(self, err);
    }
    lines_break(&self->lines, &self->cells, self->size_px, area.w);
    place_lines(self, 0, self->lines.count, area, edge);
    set_one_page(self);
    self->size =
        (struct size){width_px, lines_height(self, self->lines.count, self->size_px) + 2 * edge};
    return self;
}

void text_free(struct text_block *self)
{
    if (self == NULL) {
        return;
    }
    cells_fini(&self->cells);
    lines_fini(&self->lines);
    free(self->pages);
    free(self->outline.cover);
    free(self);
}

int text_page_count(const struct text_block *self)
{
    return (int)self->page_count;
}

struct size text_size(const struct text_block *self)
{
    return self->size;
}

int text_characters(const struct text_block *self, int page)
{
    const struct page *at = &self->pages[page];
    int characters = 0;
    for (size_t i = 0; i < at->line_count; i++) {
        const struct line *line = &self->lines.items[at->first_line + i];
        for (size_t k = 0; k < line->count; k++) {
            characters += self->cells.items[line->first + k].is_read;
        }
    }
    return characters;
}

int text_size_px(const struct text_block *self)
{
    return self->size_px;
}
