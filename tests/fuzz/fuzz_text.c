// Any bytes as the text of a slogan, in any style, direction and room: no crash, no hang, a size
// within bounds, and pieces that are painted as the whole is. The first eight bytes choose how it
// is set. Built like fuzz_playlist.c.
#include "text/bilingual.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const unsigned char *data, size_t size);

enum { KNOBS = 8, TEXT_MOST = 400, SURFACE = 160 };

static struct fonts *fonts;

static void close_fonts(void)
{
    fonts_close(fonts);
}

static void open_fonts(void)
{
    if (fonts != NULL) {
        return;
    }
    struct error err = {0};
    fonts = fonts_open(XIAOLABA_SOURCE_DIR "/fonts/fonts.cfg", NULL, &err);
    assert(fonts != NULL);
    atexit(close_fonts);
}

static struct text_style style_of(const unsigned char *knobs)
{
    return (struct text_style){
        .size_px = knobs[0] % 3 == 0 ? 0 : 6 + knobs[0] % 60,
        .weight = (enum text_weight)(knobs[1] % 4),
        .antialias = (enum text_edges)(knobs[1] / 4 % 3),
        .letter_percent = (int)(knobs[2] % 60) - 20,
        .line_percent = knobs[2] / 2,
        .colour = {255, 255, 255, 255},
        .outline = {200, 0, 0, 160},
        .outline_px = knobs[3] % 5,
        .shadow = {0, 0, 0, knobs[3] % 64 < 32 ? 200 : 0},
        .shadow_px = knobs[3] / 64,
        .gradient = {255, 160, 0, knobs[4] % 8 < 4 ? 255 : 0},
        .plate = {160, 0, 0, knobs[4] % 32 < 8 ? 128 : 0},
        .align = (enum text_align)(1 + knobs[3] / 8 % 3),
        .is_vertical = knobs[4] % 2 != 0,
    };
}

static struct text_block *set(const unsigned char *knobs, const char *text)
{
    struct text_style style = style_of(knobs);
    struct error err = {0};
    int across = 1 + knobs[5] % 100;
    struct size box = {1 + knobs[5], 1 + knobs[6]};
    struct bilingual both = {"ᠮᠣᠩᠭᠣᠯ ᠪᠢᠴᠢᠭ", text};
    switch (knobs[7] % 6) {
    case 0:
        return text_line_new(fonts, text, &style, across, &err);
    case 1:
        return text_pages_new(fonts, text, &style, box, &err);
    case 2:
        return text_column_new(fonts, text, &style, across, &err);
    case 3:
        return bilingual_line_new(fonts, both, &style, across, &err);
    case 4:
        return bilingual_pages_new(fonts, both, &style, box, &err);
    default:
        return bilingual_column_new(fonts, both, &style, across, &err);
    }
}

static SDL_Surface *blank(void)
{
    SDL_Surface *into =
        SDL_CreateRGBSurfaceWithFormat(0, SURFACE, SURFACE, 32, SDL_PIXELFORMAT_ARGB8888);
    assert(into != NULL);
    return into;
}

static void paint(const struct text_block *block, int page, struct rect part, SDL_Surface *into)
{
    struct error err = {0};
    bool is_painted = text_paint(block, fonts, page, part, into, part.x, part.y, &err);
    (void)is_painted; // a broken glyph may be refused, in pieces as well as whole
}

static void check_painting(const struct text_block *block, int page, int step)
{
    SDL_Surface *whole = blank();
    SDL_Surface *pieces = blank();
    paint(block, page, (struct rect){0, 0, SURFACE, SURFACE}, whole);
    for (int y = 0; y < SURFACE; y += step) {
        for (int x = 0; x < SURFACE; x += step) {
            paint(block, page, (struct rect){x, y, step, step}, pieces);
        }
    }
    assert(memcmp(whole->pixels, pieces->pixels, (size_t)whole->pitch * SURFACE) == 0);
    SDL_FreeSurface(whole);
    SDL_FreeSurface(pieces);
}

int LLVMFuzzerTestOneInput(const unsigned char *data, size_t size)
{
    if (size < KNOBS) {
        return 0;
    }
    open_fonts();
    char text[TEXT_MOST + 1] = {0};
    size_t length = size - KNOBS < TEXT_MOST ? size - KNOBS : TEXT_MOST;
    memcpy(text, data + KNOBS, length);
    struct text_block *block = set(data, text);
    if (block == NULL) {
        return 0;
    }
    struct size whole = text_size(block);
    assert(whole.w > 0 && whole.h > 0);
    int pages = text_page_count(block);
    assert(pages > 0 && text_characters(block, pages - 1) >= 0 && text_size_px(block) > 0);
    check_painting(block, pages - 1, 37 + data[4] % 64);
    text_free(block);
    return 0;
}
