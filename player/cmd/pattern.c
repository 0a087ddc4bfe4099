// Drawing the test pictures.
#include "cmd/pattern.h"

#include "base/mem.h"
#include "base/str.h"
#include "screen/frame.h"
#include "stage/caption.h"

#include <stdlib.h>

static const char *const names[] = {
    [PATTERN_PIECES] = "pieces", [PATTERN_GRID] = "grid",   [PATTERN_GRADIENT] = "gradient",
    [PATTERN_BARS] = "bars",     [PATTERN_WHITE] = "white", [PATTERN_RED] = "red",
    [PATTERN_GREEN] = "green",   [PATTERN_BLUE] = "blue",
};

const char *pattern_name(enum pattern pattern)
{
    return (int)pattern >= 1 && (int)pattern <= PATTERNS ? names[pattern] : NULL;
}

enum pattern pattern_of(const char *name)
{
    for (int i = 1; i <= PATTERNS; i++) {
        if (str_is(names[i], name)) {
            return (enum pattern)i;
        }
    }
    return (enum pattern)0;
}

static const struct colour black = {0, 0, 0, 255};
static const struct colour white = {255, 255, 255, 255};
static const struct colour red = {255, 0, 0, 255};
static const struct colour green = {0, 255, 0, 255};
static const struct colour blue = {0, 0, 255, 255};

// --- pieces -------------------------------------------------------------------------------------

// Neighbours differ, on any ground. Source: by eye, golden/cmd-wall-map.
static const struct colour hues[] = {
    {255, 214, 0, 255},   {64, 196, 255, 255}, {255, 110, 110, 255}, {105, 240, 125, 255},
    {225, 140, 255, 255}, {255, 160, 50, 255}, {80, 230, 210, 255},  {190, 200, 255, 255},
};
enum { HUES = sizeof hues / sizeof hues[0], GROUND_DIVISOR = 5 };

static void draw_edge(struct SDL_Surface *into, struct rect r, struct colour colour)
{
    frame_fill_rect(into, (struct rect){r.x, r.y, r.w, 1}, colour);
    frame_fill_rect(into, (struct rect){r.x, r.y + r.h - 1, r.w, 1}, colour);
    frame_fill_rect(into, (struct rect){r.x, r.y, 1, r.h}, colour);
    frame_fill_rect(into, (struct rect){r.x + r.w - 1, r.y, 1, r.h}, colour);
}

// An arrow upwards that fills `r`: a head as wide as high, and a shaft of a third of that.
static void draw_arrow(struct SDL_Surface *into, struct rect r, struct colour colour)
{
    int head = r.h / 2;
    for (int y = 0; y < head; y++) {
        int half = (r.w - 1) * y / (head > 1 ? 2 * (head - 1) : 2);
        frame_fill_rect(into, (struct rect){r.x + r.w / 2 - half, r.y + y, 2 * half + 1, 1},
                        colour);
    }
    int shaft = r.w / 3 > 0 ? r.w / 3 | 1 : 1;
    frame_fill_rect(into, (struct rect){r.x + r.w / 2 - shaft / 2, r.y + head, shaft, r.h - head},
                    colour);
}

static void write_words(const char *words, int size_px, struct colour colour, struct rect box,
                        struct fonts *fonts, struct SDL_Surface *into)
{
    struct look look = {
        .colour = colour, .size_px = size_px, .weight = WEIGHT_BOLD, .align = ALIGN_CENTRE};
    struct error ignored = {0}; // colours and arrows say it too
    bool is_written = caption_paint(fonts, words, &look, box, into, &ignored);
    (void)is_written;
}

void pattern_tile(size_t index, const char *words, struct rect where, struct fonts *fonts,
                  struct SDL_Surface *into)
{
    enum { LEAST_ARROW = 6, LEAST_WORDS = 40, WORDS_PX = 14 };
    struct colour hue = hues[index % HUES];
    struct colour ground = {hue.r / GROUND_DIVISOR, hue.g / GROUND_DIVISOR, hue.b / GROUND_DIVISOR,
                            255};
    frame_fill_rect(into, where, ground);
    draw_edge(into, where, hue);
    int inside = where.h - 4;
    int arrow_h = inside * 3 / 4 < where.w / 4 ? inside * 3 / 4 : where.w / 4;
    int arrow_w = arrow_h * 2 / 3;
    if (arrow_h >= LEAST_ARROW) {
        struct rect arrow = {where.x + 2 + arrow_h / 4, where.y + (where.h - arrow_h) / 2, arrow_w,
                             arrow_h};
        draw_arrow(into, arrow, hue);
    }
    int left = arrow_h >= LEAST_ARROW ? arrow_w + arrow_h / 2 : 1;
    struct rect box = {where.x + left, where.y + 1, where.w - left - 1, where.h - 2};
    bool has_words = words != NULL && where.h >= LEAST_WORDS && box.w >= 8 * WORDS_PX;
    if (has_words) {
        struct rect lower = {box.x, box.y + box.h * 2 / 3, box.w, box.h / 3};
        box.h = box.h * 2 / 3;
        int size_px = lower.h * 2 / 3 > WORDS_PX ? lower.h * 2 / 3 : WORDS_PX;
        write_words(words, size_px < 2 * WORDS_PX ? size_px : 2 * WORDS_PX, hue, lower, fonts,
                    into);
    }
    char number[16];
    snprintf(number, sizeof number, "%zu", index + 1);
    write_words(number, 0, white, box, fonts, into);
}

static void draw_pieces(const struct wallmap *map, struct fonts *fonts, struct SDL_Surface *canvas)
{
    frame_fill(canvas, black);
    for (size_t i = 0; i < map->count; i++) {
        struct rect from = map->pieces[i].from;
        char *words = mem_format("%dx%d  %d,%d", from.w, from.h, from.x, from.y);
        pattern_tile(i, words, from, fonts, canvas);
        free(words);
    }
}

// --- pixels and colours -------------------------------------------------------------------------

// Lines of one pixel: eight apart in grey, 64 apart in white; red along the pieces' edges. Where
// something scales, some are thick, grey or missing.
static void draw_grid(const struct wallmap *map, struct SDL_Surface *canvas)
{
    enum { NARROW = 8, WIDE = 64 };
    static const struct {
        int pitch;
        struct colour colour;
    } lines[] = {{NARROW, {96, 96, 96, 255}}, {WIDE, {255, 255, 255, 255}}};
    struct size size = frame_size(canvas);
    frame_fill(canvas, black);
    for (int i = 0; i < 2; i++) {
        for (int x = 0; x < size.w; x += lines[i].pitch) {
            frame_fill_rect(canvas, (struct rect){x, 0, 1, size.h}, lines[i].colour);
        }
        for (int y = 0; y < size.h; y += lines[i].pitch) {
            frame_fill_rect(canvas, (struct rect){0, y, size.w, 1}, lines[i].colour);
        }
    }
    for (size_t i = 0; i < map->count; i++) {
        draw_edge(canvas, map->pieces[i].from, red);
    }
}

// Along the canvas's longer side, in white, red, green and blue beside each other.
static void draw_gradient(struct SDL_Surface *canvas)
{
    enum { BANDS = 4 };
    struct size size = frame_size(canvas);
    bool is_upright = size.h > size.w;
    int length = is_upright ? size.h : size.w;
    int across = is_upright ? size.w : size.h;
    for (int i = 0; i < length; i++) {
        uint8_t value = (uint8_t)(length > 1 ? i * 255 / (length - 1) : 255);
        const struct colour colours[BANDS] = {
            {value, value, value, 255}, {value, 0, 0, 255}, {0, value, 0, 255}, {0, 0, value, 255}};
        for (int band = 0; band < BANDS; band++) {
            int from = across * band / BANDS;
            int to = across * (band + 1) / BANDS;
            struct rect bar = is_upright ? (struct rect){from, i, to - from, 1}
                                         : (struct rect){i, from, 1, to - from};
            frame_fill_rect(canvas, bar, colours[band]);
        }
    }
}

// In order of brightness, as television has them.
static void draw_bars(struct SDL_Surface *canvas)
{
    const struct colour colours[] = {
        white, {255, 255, 0, 255}, {0, 255, 255, 255}, green, {255, 0, 255, 255}, red, blue, black};
    enum { BARS = sizeof colours / sizeof colours[0] };
    struct size size = frame_size(canvas);
    bool is_upright = size.h > size.w;
    int length = is_upright ? size.h : size.w;
    for (int i = 0; i < BARS; i++) {
        int from = length * i / BARS;
        int to = length * (i + 1) / BARS;
        struct rect bar = is_upright ? (struct rect){0, from, size.w, to - from}
                                     : (struct rect){from, 0, to - from, size.h};
        frame_fill_rect(canvas, bar, colours[i]);
    }
}

void pattern_draw(enum pattern pattern, const struct wallmap *map, struct fonts *fonts,
                  struct SDL_Surface *canvas)
{
    switch (pattern) {
    case PATTERN_PIECES:
        draw_pieces(map, fonts, canvas);
        break;
    case PATTERN_GRID:
        draw_grid(map, canvas);
        break;
    case PATTERN_GRADIENT:
        draw_gradient(canvas);
        break;
    case PATTERN_BARS:
        draw_bars(canvas);
        break;
    case PATTERN_WHITE:
        frame_fill(canvas, white);
        break;
    case PATTERN_RED:
        frame_fill(canvas, red);
        break;
    case PATTERN_GREEN:
        frame_fill(canvas, green);
        break;
    case PATTERN_BLUE:
        frame_fill(canvas, blue);
        break;
    }
}
