// Pixels on their way from the canvas to the output.
//
// A piece is walked in the order of the output, whose rows are written one after the other; where
// the next pixel comes from is one step on the canvas: ±1 within a row, or ± a row when the piece
// is turned by a right angle. Then every pixel comes from another row, so the piece is copied in
// blocks whose rows stay in the nearest cache.
#include "screen/remap.h"

#include "base/mem.h"
#include "screen/frame.h"

#include <assert.h>
#include <math.h>
#include <SDL.h>
#include <string.h>

// A block of the output, px: 8 rows of the canvas, of which 16 pixels, a line of the cache, each.
// More rows would not stay: those of a canvas 1024 wide fall into the same eight places.
enum { VALUES = 256, BLOCK_W = 8, BLOCK_H = 16 };

#define DISPLAY_GAMMA 2.2

static uint32_t tone_value(int value, int level, double gamma)
{
    if (value == 0 || level == 0) {
        return 0;
    }
    double left = pow((double)level / LIGHT_FULL, gamma / DISPLAY_GAMMA);
    double share = left * pow(value / 255.0, gamma);
    long out = lround(share * 255.0);
    return out < 1 ? 1 : (uint32_t)out;
}

struct tone tone_of(int level, const double gamma[3])
{
    assert(level >= 0 && level <= LIGHT_FULL);
    struct tone tone = {.is_plain = true};
    for (int value = 0; value < VALUES; value++) {
        uint32_t red = tone_value(value, level, gamma[0]);
        uint32_t green = tone_value(value, level, gamma[1]);
        uint32_t blue = tone_value(value, level, gamma[2]);
        uint32_t same = (uint32_t)value;
        tone.is_plain = tone.is_plain && red == same && green == same && blue == same;
        tone.red[value] = red << 16;
        tone.green[value] = green << 8;
        tone.blue[value] = blue;
    }
    return tone;
}

bool tone_is_same(const struct tone *a, const struct tone *b)
{
    return memcmp(a->red, b->red, sizeof a->red) == 0 &&
           memcmp(a->green, b->green, sizeof a->green) == 0 &&
           memcmp(a->blue, b->blue, sizeof a->blue) == 0;
}

static inline uint32_t through(const struct tone *tone, uint32_t pixel)
{
    return tone->red[pixel >> 16 & 0xFF] | tone->green[pixel >> 8 & 0xFF] |
           tone->blue[pixel & 0xFF];
}

// A walk over the canvas: its first pixel, and the steps (in pixels) to the neighbours on the right
// and below on the output.
struct walk {
    const uint32_t *first;
    ptrdiff_t right, down;
};

struct target {
    uint32_t *first;
    ptrdiff_t pitch; // pixels from row to row
    int w, h;
};

// Most of a sign is flat: four pixels that are as the one before need no look into the tables,
// which halves the time of a row of text.
static void tone_row(const uint32_t *from, ptrdiff_t step, uint32_t *to, int count,
                     const struct tone *tone)
{
    uint32_t last = from[0];
    uint32_t toned = through(tone, last);
    int i = 0;
    for (; i + 4 <= count; i += 4) {
        const uint32_t *at = from + i * step;
        uint32_t second = at[step];
        uint32_t third = at[2 * step];
        uint32_t fourth = at[3 * step];
        if (((at[0] ^ last) | (second ^ last) | (third ^ last) | (fourth ^ last)) == 0) {
            to[i] = to[i + 1] = to[i + 2] = to[i + 3] = toned;
            continue;
        }
        to[i] = through(tone, at[0]);
        to[i + 1] = through(tone, second);
        to[i + 2] = through(tone, third);
        last = fourth;
        toned = through(tone, last);
        to[i + 3] = toned;
    }
    for (; i < count; i++) {
        to[i] = through(tone, from[i * step]);
    }
}

static void copy_row(const uint32_t *from, ptrdiff_t step, uint32_t *to, int count,
                     const struct tone *tone)
{
    if (tone != NULL) {
        tone_row(from, step, to, count, tone);
    } else if (step == 1) {
        memcpy(to, from, (size_t)count * sizeof *to);
    } else {
        for (int i = 0; i < count; i++) {
            to[i] = from[i * step];
        }
    }
}

static int smaller(int a, int b)
{
    return a < b ? a : b;
}

static void copy_rows(const struct walk *walk, const struct target *to, const struct tone *tone)
{
    for (int y = 0; y < to->h; y++) {
        copy_row(walk->first + y * walk->down, walk->right, to->first + y * to->pitch, to->w, tone);
    }
}

static void copy_blocks(const struct walk *walk, const struct target *to, const struct tone *tone)
{
    for (int y = 0; y < to->h; y += BLOCK_H) {
        for (int x = 0; x < to->w; x += BLOCK_W) {
            struct walk part = *walk;
            part.first += x * walk->right + y * walk->down;
            struct target block = {to->first + y * to->pitch + x, to->pitch,
                                   smaller(BLOCK_W, to->w - x), smaller(BLOCK_H, to->h - y)};
            copy_rows(&part, &block, tone);
        }
    }
}

// Where on the canvas the pixel of the output's corner comes from, and how it goes on from there.
static struct walk walk_of(const SDL_Surface *canvas, const struct piece *piece, struct rect part)
{
    ptrdiff_t row = canvas->pitch / 4;
    // Steps on the canvas for one pixel to the right and one down, of a picture that is not turned.
    ptrdiff_t right = piece->is_mirrored ? -1 : 1;
    bool from_right = piece->is_mirrored;
    bool from_below = false;
    ptrdiff_t steps[2] = {right, row};
    switch (piece->quarters) {
    case 1: // the output's first row is the left column, from below
        steps[0] = -row;
        steps[1] = right;
        from_below = true;
        break;
    case 2:
        steps[0] = -right;
        steps[1] = -row;
        from_below = true;
        from_right = !from_right;
        break;
    case 3: // the right column, from above
        steps[0] = row;
        steps[1] = -right;
        from_right = !from_right;
        break;
    default:
        break;
    }
    const uint32_t *pixels = canvas->pixels;
    int x = from_right ? part.x + part.w - 1 : part.x;
    int y = from_below ? part.y + part.h - 1 : part.y;
    return (struct walk){pixels + y * row + x, steps[0], steps[1]};
}

void remap_piece(const struct SDL_Surface *canvas, const struct piece *piece, struct rect part,
                 const struct tone *tone, struct SDL_Surface *output)
{
    part = rect_intersect(part, piece->from);
    struct rect place = piece_carry(piece, part);
    if (rect_is_empty(place)) {
        return;
    }
    assert(rect_holds((struct rect){0, 0, output->w, output->h}, place));
    assert(rect_holds((struct rect){0, 0, canvas->w, canvas->h}, part));
    struct walk walk = walk_of(canvas, piece, part);
    struct target to = {.pitch = output->pitch / 4, .w = place.w, .h = place.h};
    to.first = (uint32_t *)output->pixels + place.y * to.pitch + place.x;
    tone = tone != NULL && tone->is_plain ? NULL : tone;
    (piece->quarters % 2 == 0 ? copy_rows : copy_blocks)(&walk, &to, tone);
}

struct SDL_Surface *remap_whole(const struct SDL_Surface *canvas, const struct wallmap *map,
                                const struct tone *tone)
{
    SDL_Surface *output = frame_new(map->output);
    struct rect all = {0, 0, map->canvas.w, map->canvas.h};
    for (size_t i = 0; i < map->count; i++) {
        remap_piece(canvas, &map->pieces[i], all, tone, output);
    }
    return output;
}
