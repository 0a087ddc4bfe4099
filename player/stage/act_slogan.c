// A slogan: text that runs through its zone, or stands still page by page.
#include "stage/acts.h"
#include "stage/blink.h"
#include "stage/runner.h"
#include "stage/still.h"
#include "stage/tempo.h"
#include "stage/tiles.h"

#include "base/mem.h"
#include "text/bilingual.h"

#include <stdlib.h>

struct slogan {
    struct act act; // first member
    struct tiles *tiles;
    const struct text_block *block; // owned by tiles
    enum motion motion;
    struct scroll scroll;
    int64_t distance_px; // of one pass
    int64_t length_us;
    int64_t *page_end_us; // hold: when each page ends
    int pages;
    struct rect place; // of the row or column at rest, in the zone
    // what view() decided
    int page;
    int64_t offset_px;
    bool is_dark; // it flashes, and only its plate is there
};

static struct slogan *slogan_of(struct act *act)
{
    return (struct slogan *)act;
}

static bool runs_sideways(enum motion motion)
{
    return motion == MOTION_LEFT || motion == MOTION_RIGHT;
}

// A single line that runs along itself; else lines that pass one after the other.
static bool runs_along(const struct item *item)
{
    return runs_sideways(item->motion) != (item->direction == DIRECTION_VERTICAL);
}

struct text_block *slogan_line(const struct act_request *request, const struct text_style *style,
                               struct error *err)
{
    const struct item *item = request->item;
    struct fonts *fonts = request->env->fonts;
    int across = style->is_vertical ? request->size.w : request->size.h;
    int rows = item->mongolian != NULL ? 2 : 1;
    int row = rows * text_row_px(style);
    row = style->size_px == 0 || row > across ? across : row;
    return item->mongolian != NULL
               ? bilingual_line_new(fonts, (struct bilingual){item->mongolian, item->text}, style,
                                    row, err)
               : text_line_new(fonts, item->text, style, row, err);
}

static struct text_block *lay_out_pages(const struct act_request *request,
                                        const struct text_style *style, struct error *err)
{
    const struct item *item = request->item;
    struct fonts *fonts = request->env->fonts;
    return item->mongolian != NULL
               ? bilingual_pages_new(fonts, (struct bilingual){item->mongolian, item->text}, style,
                                     request->size, err)
               : text_pages_new(fonts, item->text, style, request->size, err);
}

// Lines that pass one after the other.
static struct text_block *lay_out_column(const struct act_request *request,
                                         const struct text_style *style, struct error *err)
{
    const struct item *item = request->item;
    struct fonts *fonts = request->env->fonts;
    int along = style->is_vertical ? request->size.h : request->size.w;
    return item->mongolian != NULL
               ? bilingual_column_new(fonts, (struct bilingual){item->mongolian, item->text}, style,
                                      along, err)
               : text_column_new(fonts, item->text, style, along, err);
}

static struct text_block *lay_out(const struct act_request *request, struct error *err)
{
    const struct item *item = request->item;
    struct text_style style = lettering(&item->look);
    style.is_vertical = item->direction == DIRECTION_VERTICAL;
    if (item->motion == MOTION_HOLD) {
        return lay_out_pages(request, &style, err);
    }
    return runs_along(item) ? slogan_line(request, &style, err)
                            : lay_out_column(request, &style, err);
}

static void plan_pages(struct slogan *self, const struct item *item)
{
    self->pages = text_page_count(self->block);
    self->page_end_us = mem_zeroed((size_t)self->pages, sizeof *self->page_end_us);
    int64_t end_us = 0;
    for (int page = 0; page < self->pages; page++) {
        int64_t own_us = tempo_of_page_us(text_characters(self->block, page), item->blink_mhz > 0);
        end_us += item->page_us > 0 ? item->page_us : own_us;
        self->page_end_us[page] = end_us;
    }
    self->length_us = end_us * item->passes;
}

// How much of its way the characters of the text fill, one language of it.
static int extent_of(const struct slogan *self, const struct item *item)
{
    struct size text = text_size(self->block);
    int extent_px = runs_sideways(item->motion) ? text.w : text.h;
    return item->mongolian != NULL ? (extent_px + 1) / 2 : extent_px;
}

static void plan_scroll(struct slogan *self, const struct item *item, struct size zone, int rate)
{
    bool is_sideways = runs_sideways(item->motion);
    struct tempo_place place = {is_sideways ? zone.w : zone.h, rate};
    int size_px = text_size_px(self->block);
    if (item->speed_px_s > 0) {
        self->scroll = scroll_snap(item->speed_px_s, rate);
    } else if (runs_along(item)) {
        self->scroll = tempo_of_line(size_px, place);
    } else {
        self->scroll =
            tempo_of_lines(size_px, text_characters(self->block, 0), extent_of(self, item), place);
    }
    struct size text = text_size(self->block);
    self->distance_px = place.sight_px + (is_sideways ? text.w : text.h);
    self->length_us = scroll_time_us(&self->scroll, self->distance_px * item->passes);
}

// The pixel of the text's chain that is at the zone's left (or upper) edge; may be negative.
static int64_t first_in_sight(const struct slogan *self, int64_t elapsed_us)
{
    int64_t offset = scroll_offset(&self->scroll, elapsed_us) % self->distance_px;
    bool is_towards_start = self->motion == MOTION_LEFT || self->motion == MOTION_UP;
    int sight = runs_sideways(self->motion) ? self->act.size.w : self->act.size.h;
    return is_towards_start ? offset - sight : self->distance_px - sight - offset;
}

static int page_at(const struct slogan *self, int64_t elapsed_us)
{
    int64_t in_round_us = elapsed_us % self->page_end_us[self->pages - 1];
    int page = 0;
    while (page + 1 < self->pages && in_round_us >= self->page_end_us[page]) {
        page++;
    }
    return page;
}

static enum act_state slogan_prepare(struct act *act, int64_t elapsed_us, struct error *err)
{
    (void)err;
    struct slogan *self = slogan_of(act);
    if (self->motion == MOTION_HOLD) {
        int page = page_at(self, elapsed_us);
        bool is_painted = tiles_paint_ahead(self->tiles, page, 0, act->is_urgent);
        if (is_painted && elapsed_us > 0 && page + 1 < self->pages) {
            is_painted = tiles_paint_ahead(self->tiles, page + 1, 0, act->is_urgent);
        }
        return is_painted ? ACT_READY : ACT_PREPARING;
    }
    int64_t first = first_in_sight(self, elapsed_us);
    bool is_painted = tiles_paint_ahead(self->tiles, 0, first, act->is_urgent);
    // Text enters from outside: with its first tile in hand, or on its way, it can start.
    return is_painted || elapsed_us == 0 ? ACT_READY : ACT_PREPARING;
}

static int64_t slogan_length_us(const struct act *act)
{
    const struct slogan *self = (const struct slogan *)act;
    return still_length_us(act, self->length_us);
}

static int64_t earlier(int64_t a, int64_t b)
{
    return a < b ? a : b;
}

static struct act_view view_page(struct slogan *self, int64_t elapsed_us)
{
    int64_t round_us = self->page_end_us[self->pages - 1];
    int64_t in_round_us = elapsed_us % round_us;
    int page = page_at(self, elapsed_us);
    self->page = page;
    tiles_paint_sight(self->tiles, page, 0);
    struct rect whole = {0, 0, self->act.size.w, self->act.size.h};
    int64_t next =
        self->pages == 1 ? INT64_MAX : elapsed_us - in_round_us + self->page_end_us[page];
    return (struct act_view){page, whole, self->act.background.a == 255 ? whole : (struct rect){0},
                             next};
}

// Where the text is at the offset that view() decided, with the zone's corner at (x, y).
static struct rect at_offset(const struct slogan *self, int x, int y)
{
    struct rect text = self->place;
    int offset = (int)self->offset_px;
    switch (self->motion) {
    case MOTION_LEFT:
        text.x = self->act.size.w - offset;
        break;
    case MOTION_RIGHT:
        text.x = offset - text.w;
        break;
    case MOTION_UP:
        text.y = self->act.size.h - offset;
        break;
    case MOTION_DOWN:
        text.y = offset - text.h;
        break;
    case MOTION_HOLD:
        break;
    }
    text.x += x;
    text.y += y;
    return text;
}

static struct act_view view_scroll(struct slogan *self, int64_t elapsed_us)
{
    const struct act *act = &self->act;
    int64_t moved = scroll_offset(&self->scroll, elapsed_us);
    self->offset_px = moved % self->distance_px;
    // Usually prepare() was here before; a tool that looks at one instant was not.
    struct ink_span ink = tiles_paint_sight(self->tiles, 0, first_in_sight(self, elapsed_us));
    int thick = ink.end - ink.first;
    struct rect band = runs_sideways(self->motion)
                           ? (struct rect){0, self->place.y + ink.first, act->size.w, thick}
                           : (struct rect){self->place.x + ink.first, 0, thick, act->size.h};
    struct rect text = at_offset(self, 0, 0);
    return (struct act_view){
        moved, band, act->background.a == 255 ? rect_intersect(text, band) : (struct rect){0},
        scroll_next_us(&self->scroll, elapsed_us)};
}

// The same with its text away: the stage fills what the act leaves to it, and what nobody sees
// move is the same picture until it flashes again.
static void darken(struct act_view *view, bool has_plate, int64_t lit_us)
{
    view->opaque = (struct rect){0};
    view->picture = has_plate ? -2 - view->picture : -1;
    view->next_us = has_plate ? earlier(view->next_us, lit_us) : lit_us;
}

static struct act_view slogan_view(struct act *act, int64_t elapsed_us)
{
    struct slogan *self = slogan_of(act);
    bool is_held = self->motion == MOTION_HOLD;
    struct act_view view = is_held ? view_page(self, elapsed_us) : view_scroll(self, elapsed_us);
    int rate_mhz = act->item->blink_mhz;
    int64_t change_us = blink_next_us(rate_mhz, elapsed_us);
    self->is_dark = !blink_is_on(rate_mhz, elapsed_us);
    if (self->is_dark) {
        darken(&view, act->item->look.plate.a > 0, change_us);
    }
    view.next_us = earlier(view.next_us, change_us);
    return view;
}

static void slogan_draw(struct act *act, SDL_Surface *into, int x, int y)
{
    struct slogan *self = slogan_of(act);
    struct rect text = at_offset(self, x, y);
    if (self->is_dark) {
        still_plate(act, into, text_plate(self->block, self->page), text.x, text.y);
    } else {
        tiles_draw(self->tiles, self->page, into, text.x, text.y);
    }
}

static const struct scroll *slogan_scroll(const struct act *act)
{
    const struct slogan *self = (const struct slogan *)act;
    return self->motion == MOTION_HOLD ? NULL : &self->scroll;
}

static void slogan_close(struct act *act)
{
    struct slogan *self = slogan_of(act);
    tiles_free(self->tiles);
    free(self->page_end_us);
    free(self);
}

static const struct act_ops slogan_ops = {
    .prepare = slogan_prepare,
    .length_us = slogan_length_us,
    .start = still_start,
    .view = slogan_view,
    .draw = slogan_draw,
    .scroll = slogan_scroll,
    .close = slogan_close,
    .can_repeat = true,
};

struct act *slogan_open(const struct act_request *request, struct error *err)
{
    if (request->env->fonts == NULL) {
        error_set(err, ERROR_MEDIA, "there is no font to write it with");
        return NULL;
    }
    if (runner_suits(request)) {
        return runner_open(request, err);
    }
    struct text_block *block = lay_out(request, err);
    if (block == NULL) {
        return NULL;
    }
    const struct item *item = request->item;
    struct slogan *self = mem_zeroed(1, sizeof *self);
    self->act.ops = &slogan_ops;
    self->block = block;
    self->motion = item->motion;
    bool is_sideways = runs_sideways(item->motion);
    struct tiles_terms terms = {.fonts = request->env->fonts,
                                .painter = request->env->painter,
                                .is_chained_down = !is_sideways,
                                .sight_px = is_sideways ? request->size.w : request->size.h,
                                .background = request->background};
    self->tiles = tiles_new(block, &terms);
    struct size text = text_size(block);
    self->place = (struct rect){(request->size.w - text.w) / 2, (request->size.h - text.h) / 2,
                                text.w, text.h};
    if (item->motion == MOTION_HOLD) {
        plan_pages(self, item);
    } else {
        plan_scroll(self, item, request->size, request->env->rate_mhz);
    }
    return &self->act;
}

// The page that leaves the least time for a character. What the item's hold cuts off is not shown.
static void read_pages(const struct slogan *self, struct reading *out)
{
    int64_t length_us = slogan_length_us(&self->act);
    int64_t begin_us = 0;
    out->pages = self->pages;
    for (int page = 0; page < self->pages; page++) {
        int64_t end_us = earlier(self->page_end_us[page], length_us);
        int64_t shown_us = end_us > begin_us ? end_us - begin_us : 0;
        int characters = text_characters(self->block, page);
        bool is_worse = (double)shown_us * out->characters < (double)out->shown_us * characters;
        if (page == 0 || is_worse) {
            out->page = page + 1;
            out->characters = characters;
            out->shown_us = shown_us;
        }
        begin_us = self->page_end_us[page];
    }
}

static void read_scroll(const struct slogan *self, const struct item *item, struct reading *out)
{
    int64_t speed = scroll_speed_mpx_s(&self->scroll);
    int sight_px = runs_sideways(self->motion) ? self->act.size.w : self->act.size.h;
    out->rate_mch_s = runs_along(item)
                          ? reading_rate(speed, text_size_px(self->block), &item->look)
                          : speed * text_characters(self->block, 0) / extent_of(self, item);
    out->speed_mpx_s = speed;
    out->sight_us = sight_px * INT64_C(1000000000) / speed;
}

bool slogan_read(const struct act_request *request, struct reading *out, struct error *err)
{
    if (runner_suits(request)) {
        return runner_read(request, out, err);
    }
    struct act *act = act_open(request, err);
    if (act == NULL) {
        return false;
    }
    const struct slogan *self = slogan_of(act);
    out->size_px = text_size_px(self->block);
    if (self->motion == MOTION_HOLD) {
        read_pages(self, out);
    } else {
        read_scroll(self, request->item, out);
    }
    slogan_close(act);
    return true;
}
