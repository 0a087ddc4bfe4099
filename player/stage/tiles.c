// A small cache of painted tiles, found by number.
#include "stage/tiles.h"

#include "base/mem.h"

#include <stdlib.h>

// Tiles of about this many pixels take about half a millisecond to paint: never longer than a
// frame, even on a small board. Length along a line is at most what every GPU's texture takes.
enum { TILE_PIXELS = 72 * 1024, TILE_LENGTH_MAX = 511, TILE_LENGTH_MIN = 16 };

struct tile {
    int64_t number; // −1: empty
    bool is_given;  // to the painter, and not taken back yet
    struct painting painting;
};

struct tiles {
    struct text_block *block;
    struct tiles_terms terms;
    struct size page; // pixels
    int length;       // of a tile along the chain
    int per_page;
    struct tile *slots; // tile n lives in slot n % count
    int count;
    struct ink_span ink; // of all tiles painted so far
};

struct tiles *tiles_new(struct text_block *block, const struct tiles_terms *terms)
{
    struct tiles *self = mem_zeroed(1, sizeof *self);
    self->block = block;
    self->terms = *terms;
    self->page = text_size(block);
    int across = terms->is_chained_down ? self->page.w : self->page.h;
    int along = terms->is_chained_down ? self->page.h : self->page.w;
    int length = TILE_PIXELS / (across < 1 ? 1 : across);
    length = length > TILE_LENGTH_MAX ? TILE_LENGTH_MAX : length;
    self->length = length < TILE_LENGTH_MIN ? TILE_LENGTH_MIN : length;
    self->length = self->length > along && along > 0 ? along : self->length;
    self->per_page = (along + self->length - 1) / self->length;
    int pages = text_page_count(block);
    int in_sight = pages > 1 ? 2 * self->per_page
                             : terms->sight_px / self->length + 3 + (terms->comes_again ? 1 : 0);
    int most = self->per_page * pages;
    self->count = in_sight < most ? in_sight : most;
    self->count = self->count < 1 ? 1 : self->count;
    self->slots = mem_zeroed((size_t)self->count, sizeof *self->slots);
    for (int i = 0; i < self->count; i++) {
        self->slots[i].number = -1;
    }
    return self;
}

// --- one tile ----------------------------------------------------------------------------------

static struct rect part_of(const struct tiles *self, int index)
{
    int at = index * self->length;
    if (self->terms.is_chained_down) {
        int h = self->page.h - at < self->length ? self->page.h - at : self->length;
        return (struct rect){0, at, self->page.w, h};
    }
    int w = self->page.w - at < self->length ? self->page.w - at : self->length;
    return (struct rect){at, 0, w, self->page.h};
}

static SDL_Surface *make_surface(const struct tiles *self)
{
    int w = self->terms.is_chained_down ? self->page.w : self->length;
    int h = self->terms.is_chained_down ? self->length : self->page.h;
    bool is_opaque = self->terms.background.a == 255;
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

// A round of a text that fits is the round before once more.
static int64_t number_of(const struct tiles *self, int page, int64_t index)
{
    bool is_same = self->terms.comes_again && self->per_page <= self->count;
    return is_same ? index : (int64_t)page * self->per_page + index;
}

// Only lines look for their ink: columns and pages use all of their width.
static void add_ink(struct tiles *self, struct ink_span ink)
{
    if (self->terms.is_chained_down) {
        ink = (struct ink_span){0, self->page.w};
    }
    if (ink.first >= ink.end) {
        return;
    }
    bool is_empty = self->ink.first >= self->ink.end;
    self->ink.first = is_empty || ink.first < self->ink.first ? ink.first : self->ink.first;
    self->ink.end = is_empty || ink.end > self->ink.end ? ink.end : self->ink.end;
}

// The painter has it no more. Returns whether it is painted.
static bool take_back(struct tiles *self, struct tile *tile)
{
    bool is_painted = painter_take_back(self->terms.painter, &tile->painting);
    tile->is_given = false;
    if (is_painted) {
        add_ink(self, tile->painting.ink);
    }
    return is_painted;
}

// The tile's slot, set up to be painted; what it held before is forgotten.
static struct tile *set_up(struct tiles *self, int page, int64_t index)
{
    int64_t number = number_of(self, page, index);
    struct tile *tile = slot_of(self, number);
    if (tile->is_given) {
        take_back(self, tile);
    }
    if (tile->painting.surface == NULL) {
        tile->painting.surface = make_surface(self);
    }
    tile->number = number;
    tile->painting.block = self->block;
    tile->painting.page = self->terms.comes_again ? 0 : page;
    tile->painting.part = part_of(self, (int)index);
    tile->painting.background = self->terms.background;
    tile->painting.state = PAINTING_OWN;
    return tile;
}

static void paint(struct tiles *self, struct tile *tile)
{
    painting_do(&tile->painting, self->terms.fonts);
    add_ink(self, tile->painting.ink);
}

// What the painter has finished counts as painted from here on. Never waits.
static bool is_painted(struct tiles *self, int64_t number)
{
    struct tile *tile = slot_of(self, number);
    if (tile->number != number) {
        return false;
    }
    if (tile->is_given && painter_take_done(self->terms.painter, &tile->painting)) {
        tile->is_given = false;
        add_ink(self, tile->painting.ink);
    }
    return !tile->is_given;
}

void tiles_free(struct tiles *self)
{
    if (self == NULL) {
        return;
    }
    for (int i = 0; i < self->count; i++) {
        if (self->slots[i].is_given) {
            take_back(self, &self->slots[i]);
        }
        SDL_FreeSurface(self->slots[i].painting.surface);
    }
    free(self->slots);
    text_free(self->block);
    free(self);
}

// --- many --------------------------------------------------------------------------------------

// The tiles of a page that the range of pixels touches: first … last, perhaps none (first > last).
static void in_sight(const struct tiles *self, int64_t from_px, int64_t *first, int64_t *last)
{
    int64_t end_px = from_px + self->terms.sight_px;
    *first = from_px < 0 ? 0 : from_px / self->length;
    *last = end_px <= 0 ? -1 : (end_px - 1) / self->length;
    *last = *last < self->per_page ? *last : self->per_page - 1;
}

// False: the painter has its hands full.
static bool give(struct tiles *self, int page, int64_t index)
{
    int64_t number = number_of(self, page, index);
    struct tile *tile = slot_of(self, number);
    if (tile->number == number) {
        return true; // it has it
    }
    tile = set_up(self, page, index);
    tile->is_given = painter_give(self->terms.painter, &tile->painting);
    tile->number = tile->is_given ? number : -1;
    return tile->is_given;
}

bool tiles_paint_ahead(struct tiles *self, int page, int64_t from_px, bool is_urgent)
{
    int64_t first;
    int64_t last;
    in_sight(self, from_px, &first, &last);
    bool is_there = true;
    for (int64_t i = first; i <= last + 1 && i < self->per_page; i++) {
        if (is_painted(self, number_of(self, page, i))) {
            continue;
        }
        if (self->terms.painter == NULL || is_urgent) {
            struct tile *tile = slot_of(self, number_of(self, page, i));
            bool is_theirs = tile->is_given && tile->number == number_of(self, page, i);
            if (!is_theirs || !take_back(self, tile)) {
                paint(self, set_up(self, page, i));
            }
            return i >= last || i + 1 >= self->per_page;
        }
        is_there = is_there && i > last;
        if (!give(self, page, i)) {
            return false;
        }
    }
    return is_there;
}

struct ink_span tiles_paint_sight(struct tiles *self, int page, int64_t from_px)
{
    int64_t first;
    int64_t last;
    in_sight(self, from_px, &first, &last);
    for (int64_t i = first; i <= last; i++) {
        struct tile *tile = slot_of(self, number_of(self, page, i));
        bool is_mine = tile->number == number_of(self, page, i);
        if (is_mine && (!tile->is_given || take_back(self, tile))) {
            continue;
        }
        paint(self, set_up(self, page, i));
    }
    return self->ink;
}

void tiles_draw(struct tiles *self, int page, SDL_Surface *into, int x, int y)
{
    SDL_Rect clip;
    SDL_GetClipRect(into, &clip);
    int before = self->terms.is_chained_down ? clip.y - y : clip.x - x; // of the chain
    int end = before + (self->terms.is_chained_down ? clip.h : clip.w);
    for (int i = before > 0 ? before / self->length : 0;
         i < self->per_page && i * self->length < end; i++) {
        int64_t number = number_of(self, page, i);
        struct rect part = part_of(self, i);
        SDL_Rect from = {0, 0, part.w, part.h};
        SDL_Rect to = {x + part.x, y + part.y, part.w, part.h};
        if (is_painted(self, number)) {
            SDL_BlitSurface(slot_of(self, number)->painting.surface, &from, into, &to);
        }
    }
}
