// A small cache of painted tiles, found by number.
#include "stage/tiles.h"

#include "base/mem.h"

#include <stdlib.h>

// Tiles of about this many pixels take about half a millisecond to paint: never longer than a
// frame, even on a small board. Length along a line is at most what every GPU's texture takes.
enum { TILE_PIXELS = 72 * 1024, TILE_LENGTH_MAX = 511, TILE_LENGTH_MIN = 16 };

struct tile {
    int64_t number; // −1: empty
    SDL_Surface *surface;
};

struct tiles {
    struct text_block *block;
    struct fonts *fonts;
    bool is_chained_down;
    int sight_px;
    struct colour background;
    struct size page; // pixels
    int length;       // of a tile along the chain
    int per_page;
    struct tile *slots; // tile n lives in slot n % count
    int count;
    struct ink ink; // of all tiles painted so far
};

struct tiles *tiles_new(struct text_block *block, struct fonts *fonts, bool is_chained_down,
                        int sight_px, struct colour background)
{
    struct tiles *self = mem_zeroed(1, sizeof *self);
    self->block = block;
    self->fonts = fonts;
    self->is_chained_down = is_chained_down;
    self->sight_px = sight_px;
    self->background = background;
    self->page = text_size(block);
    int across = is_chained_down ? self->page.w : self->page.h;
    int along = is_chained_down ? self->page.h : self->page.w;
    int length = TILE_PIXELS / (across < 1 ? 1 : across);
    length = length > TILE_LENGTH_MAX ? TILE_LENGTH_MAX : length;
    self->length = length < TILE_LENGTH_MIN ? TILE_LENGTH_MIN : length;
    self->per_page = (along + self->length - 1) / self->length;
    int pages = text_page_count(block);
    int in_sight = pages > 1 ? 2 * self->per_page : sight_px / self->length + 3;
    int most = self->per_page * pages;
    self->count = in_sight < most ? in_sight : most;
    self->count = self->count < 1 ? 1 : self->count;
    self->slots = mem_zeroed((size_t)self->count, sizeof *self->slots);
    for (int i = 0; i < self->count; i++) {
        self->slots[i].number = -1;
    }
    return self;
}

void tiles_free(struct tiles *self)
{
    if (self == NULL) {
        return;
    }
    for (int i = 0; i < self->count; i++) {
        SDL_FreeSurface(self->slots[i].surface);
    }
    free(self->slots);
    text_free(self->block);
    free(self);
}

static struct rect part_of(const struct tiles *self, int index)
{
    int at = index * self->length;
    if (self->is_chained_down) {
        int h = self->page.h - at < self->length ? self->page.h - at : self->length;
        return (struct rect){0, at, self->page.w, h};
    }
    int w = self->page.w - at < self->length ? self->page.w - at : self->length;
    return (struct rect){at, 0, w, self->page.h};
}

static SDL_Surface *make_surface(const struct tiles *self)
{
    int w = self->is_chained_down ? self->page.w : self->length;
    int h = self->is_chained_down ? self->length : self->page.h;
    bool is_opaque = self->background.a == 255;
    SDL_Surface *surface = SDL_CreateRGBSurfaceWithFormat(
        0, w, h, 32, is_opaque ? SDL_PIXELFORMAT_RGB888 : SDL_PIXELFORMAT_ARGB8888);
    if (surface == NULL) {
        abort(); // out of memory, as in base/mem.c
    }
    SDL_SetSurfaceBlendMode(surface, is_opaque ? SDL_BLENDMODE_NONE : SDL_BLENDMODE_BLEND);
    return surface;
}

static struct tile *slot_of(const struct tiles *self, int64_t number)
{
    return &self->slots[number % self->count];
}

static bool is_blank_row(const SDL_Surface *surface, int y, int w, uint32_t background)
{
    const uint32_t *row = (const uint32_t *)(const void *)((const uint8_t *)surface->pixels +
                                                           (size_t)y * (size_t)surface->pitch);
    for (int x = 0; x < w; x++) {
        if (row[x] != background) {
            return false;
        }
    }
    return true;
}

static void widen(struct ink *ink, int first, int end)
{
    bool is_empty = ink->first >= ink->end;
    ink->first = is_empty || first < ink->first ? first : ink->first;
    ink->end = is_empty || end > ink->end ? end : ink->end;
}

// Only lines look for their ink: columns and pages use all of their width.
static void find_ink(struct tiles *self, const SDL_Surface *surface, struct rect part)
{
    if (self->is_chained_down) {
        widen(&self->ink, 0, self->page.w);
        return;
    }
    uint32_t background = colour_argb(self->background);
    background &= surface->format->Amask | 0xFFFFFF;
    int first = 0;
    int end = part.h;
    while (first < end && is_blank_row(surface, first, part.w, background)) {
        first++;
    }
    while (end > first && is_blank_row(surface, end - 1, part.w, background)) {
        end--;
    }
    if (first < end) {
        widen(&self->ink, first, end);
    }
}

static void paint(struct tiles *self, int page, int index)
{
    int64_t number = (int64_t)page * self->per_page + index;
    struct tile *tile = slot_of(self, number);
    if (tile->surface == NULL) {
        tile->surface = make_surface(self);
    }
    tile->number = number;
    struct rect part = part_of(self, index);
    uint32_t background = colour_argb(self->background);
    background &= tile->surface->format->Amask | 0xFFFFFF;
    SDL_FillRect(tile->surface, NULL, background);
    struct error err = {0};
    if (!text_paint(self->block, self->fonts, page, part, tile->surface, 0, 0, &err)) {
        SDL_FillRect(tile->surface, NULL, background);
    }
    find_ink(self, tile->surface, part);
}

static int64_t number_of(const struct tiles *self, int page, int64_t index)
{
    return (int64_t)page * self->per_page + index;
}

static bool is_painted(const struct tiles *self, int64_t number)
{
    return slot_of(self, number)->number == number;
}

// The tiles of a page that the range of pixels touches: first … last, perhaps none (first > last).
static void in_sight(const struct tiles *self, int64_t from_px, int64_t *first, int64_t *last)
{
    int64_t end_px = from_px + self->sight_px;
    *first = from_px < 0 ? 0 : from_px / self->length;
    *last = end_px <= 0 ? -1 : (end_px - 1) / self->length;
    *last = *last < self->per_page ? *last : self->per_page - 1;
}

bool tiles_paint_ahead(struct tiles *self, int page, int64_t from_px)
{
    int64_t first;
    int64_t last;
    in_sight(self, from_px, &first, &last);
    for (int64_t i = first; i <= last + 1 && i < self->per_page; i++) {
        if (!is_painted(self, number_of(self, page, i))) {
            paint(self, page, (int)i);
            return i >= last || i + 1 >= self->per_page;
        }
    }
    return true;
}

struct ink tiles_paint_sight(struct tiles *self, int page, int64_t from_px)
{
    int64_t first;
    int64_t last;
    in_sight(self, from_px, &first, &last);
    for (int64_t i = first; i <= last; i++) {
        if (!is_painted(self, number_of(self, page, i))) {
            paint(self, page, (int)i);
        }
    }
    return self->ink;
}

void tiles_draw(struct tiles *self, int page, SDL_Surface *into, int x, int y)
{
    for (int i = 0; i < self->per_page; i++) {
        int64_t number = number_of(self, page, i);
        struct rect part = part_of(self, i);
        SDL_Rect from = {0, 0, part.w, part.h};
        SDL_Rect to = {x + part.x, y + part.y, part.w, part.h};
        if (is_painted(self, number)) {
            SDL_BlitSurface(slot_of(self, number)->surface, &from, into, &to);
        }
    }
}
