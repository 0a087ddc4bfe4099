// Pieces and what they cover.
#include "base/wallmap.h"

#include "base/mem.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

struct size size_turned(struct size size, int quarters)
{
    return quarters % 2 == 0 ? size : (struct size){size.h, size.w};
}

// `inner` in `outer` (both from 0, 0) when the outer one is turned.
static struct rect turn_in(struct size outer, struct rect inner, int quarters)
{
    int right = outer.w - inner.x - inner.w;
    int below = outer.h - inner.y - inner.h;
    switch (quarters) {
    case 1:
        return (struct rect){below, inner.x, inner.h, inner.w};
    case 2:
        return (struct rect){right, below, inner.w, inner.h};
    case 3:
        return (struct rect){inner.y, right, inner.h, inner.w};
    default:
        return inner;
    }
}

struct rect piece_carry(const struct piece *self, struct rect part)
{
    struct rect r = rect_intersect(self->from, part);
    if (rect_is_empty(r)) {
        return (struct rect){0};
    }
    r.x -= self->from.x;
    r.y -= self->from.y;
    if (self->is_mirrored) {
        r.x = self->from.w - r.x - r.w;
    }
    r = turn_in((struct size){self->from.w, self->from.h}, r, self->quarters);
    return (struct rect){self->x + r.x, self->y + r.y, r.w, r.h};
}

struct rect piece_place(const struct piece *self)
{
    return piece_carry(self, self->from);
}

static int larger(int a, int b)
{
    return a > b ? a : b;
}

void wallmap_add(struct wallmap *self, struct piece piece)
{
    self->pieces = mem_resize(self->pieces, self->count + 1, sizeof *self->pieces);
    self->pieces[self->count++] = piece;
    struct rect place = piece_place(&piece);
    self->output.w = larger(self->output.w, place.x + place.w);
    self->output.h = larger(self->output.h, place.y + place.h);
}

struct wallmap wallmap_whole(struct size canvas)
{
    return wallmap_folded(canvas, 1, false);
}

struct wallmap wallmap_folded(struct size canvas, int parts, bool is_serpentine)
{
    struct wallmap self = {.canvas = canvas};
    bool is_upright = canvas.h > canvas.w;
    int length = (is_upright ? canvas.h : canvas.w) / parts;
    for (int i = 0; i < parts; i++) {
        struct piece piece = {.quarters = is_serpentine && i % 2 == 1 ? 2 : 0};
        if (is_upright) {
            piece.from = (struct rect){0, i * length, canvas.w, length};
            piece.x = i * canvas.w;
        } else {
            piece.from = (struct rect){i * length, 0, length, canvas.h};
            piece.y = i * canvas.h;
        }
        wallmap_add(&self, piece);
    }
    return self;
}

struct wallmap wallmap_copy(const struct wallmap *self)
{
    struct wallmap copy = {.canvas = self->canvas};
    for (size_t i = 0; i < self->count; i++) {
        wallmap_add(&copy, self->pieces[i]);
    }
    return copy;
}

void wallmap_fini(struct wallmap *self)
{
    free(self->pieces);
    *self = (struct wallmap){0};
}

void wallmap_turn(struct wallmap *self, int quarters)
{
    for (size_t i = 0; i < self->count; i++) {
        struct piece *piece = &self->pieces[i];
        struct rect place = turn_in(self->output, piece_place(piece), quarters);
        piece->quarters = (piece->quarters + quarters) % 4;
        piece->x = place.x;
        piece->y = place.y;
    }
    self->output = size_turned(self->output, quarters);
}

bool wallmap_is_plain(const struct wallmap *self)
{
    const struct piece *piece = self->pieces;
    return self->count == 1 && piece->quarters == 0 && !piece->is_mirrored && piece->x == 0 &&
           piece->y == 0 && piece->from.w == self->canvas.w && piece->from.h == self->canvas.h;
}

size_t wallmap_lit_twice(const struct wallmap *self, size_t index)
{
    struct rect place = piece_place(&self->pieces[index]);
    for (size_t i = 0; i < index; i++) {
        if (!rect_is_empty(rect_intersect(piece_place(&self->pieces[i]), place))) {
            return i;
        }
    }
    return self->count;
}

size_t wallmap_shown_twice(const struct wallmap *self, size_t index)
{
    for (size_t i = 0; i < index; i++) {
        if (!rect_is_empty(rect_intersect(self->pieces[i].from, self->pieces[index].from))) {
            return i;
        }
    }
    return self->count;
}

// --- what nobody shows --------------------------------------------------------------------------

static int by_value(const void *a, const void *b)
{
    return *(const int *)a - *(const int *)b;
}

static bool is_shown(const struct wallmap *self, int x, int y)
{
    for (size_t i = 0; i < self->count; i++) {
        if (rect_holds(self->pieces[i].from, (struct rect){x, y, 1, 1})) {
            return true;
        }
    }
    return false;
}

// Between two neighbouring edges of pieces everything is alike, so one pixel of each field is
// looked at.
long long wallmap_unshown(const struct wallmap *self, struct rect *first)
{
    enum { EDGES = 2 * WALLMAP_PIECES_MOST + 2 };
    assert(self->count <= WALLMAP_PIECES_MOST);
    int xs[EDGES] = {0, self->canvas.w};
    int ys[EDGES] = {0, self->canvas.h};
    int count = 2;
    for (size_t i = 0; i < self->count; i++) {
        struct rect from = self->pieces[i].from;
        xs[count] = from.x;
        ys[count++] = from.y;
        xs[count] = from.x + from.w;
        ys[count++] = from.y + from.h;
    }
    qsort(xs, (size_t)count, sizeof xs[0], by_value);
    qsort(ys, (size_t)count, sizeof ys[0], by_value);
    long long unshown = 0;
    for (int row = 0; row + 1 < count; row++) {
        for (int column = 0; column + 1 < count; column++) {
            struct rect field = {xs[column], ys[row], xs[column + 1] - xs[column],
                                 ys[row + 1] - ys[row]};
            if (rect_is_empty(field) || is_shown(self, field.x, field.y)) {
                continue;
            }
            *first = unshown == 0 ? field : *first;
            unshown += (long long)field.w * field.h;
        }
    }
    return unshown;
}

size_t wallmap_off_display(const struct wallmap *self, int x, int y, struct size display)
{
    struct rect whole = {0, 0, display.w, display.h};
    for (size_t i = 0; i < self->count; i++) {
        struct rect place = piece_place(&self->pieces[i]);
        place.x += x;
        place.y += y;
        if (!rect_holds(whole, place)) {
            return i;
        }
    }
    return self->count;
}
