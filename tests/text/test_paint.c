// Painting by parts, alpha, and texts that are hard to paint.
#include "base/mem.h"
#include "base/str.h"
#include "shelf.h"
#include "support/picture.h"
#include "support/test.h"
#include "text/block.h"

#include <pthread.h>

static const struct text_style outlined = {
    .weight = TEXT_BOLD,
    .colour = {255, 255, 255, 255},
    .outline = {200, 0, 0, 160},
    .outline_px = 3,
    .align = TEXT_CENTRE,
};

static struct text_block *line(const char *markup, struct text_style style, int row_px)
{
    struct error err = {0};
    struct text_block *block = text_line_new(fonts, markup, &style, row_px, &err);
    if (block == NULL) {
        fail_msg("%s", err.text);
    }
    return block;
}

static void paint(struct text_block *block, struct rect part, SDL_Surface *into, int x, int y)
{
    struct error err = {0};
    if (!text_paint(block, fonts, 0, part, into, x, y, &err)) {
        fail_msg("%s", err.text);
    }
}

static SDL_Surface *painted_whole(struct text_block *block, Uint32 format, Uint32 background)
{
    struct size size = text_size(block);
    SDL_Surface *into = picture_new(size.w, size.h, format, background);
    paint(block, (struct rect){0, 0, size.w, size.h}, into, 0, 0);
    return into;
}

static void pictures_are_identical(SDL_Surface *a, SDL_Surface *b)
{
    for (int y = 0; y < a->h; y++) {
        assert_memory_equal((char *)a->pixels + y * a->pitch, (char *)b->pixels + y * b->pitch,
                            (size_t)a->w * 4);
    }
}

// `step` pixels at a time to both sides, whatever the direction of the text.
static void paint_in_pieces(struct text_block *block, int step, SDL_Surface *into)
{
    struct size size = text_size(block);
    for (int y = 0; y < size.h; y += step) {
        for (int x = 0; x < size.w; x += step) {
            paint(block, (struct rect){x, y, step, step}, into, x, y);
        }
    }
}

static void pieces_make_the_whole(const char *markup, struct text_style style, int row_px)
{
    static const int steps[] = {17, 64, 333};
    static const Uint32 formats[] = {SDL_PIXELFORMAT_RGB888, SDL_PIXELFORMAT_ARGB8888};
    struct text_block *block = line(markup, style, row_px);
    struct size size = text_size(block);
    for (size_t f = 0; f < 2; f++) {
        SDL_Surface *whole = painted_whole(block, formats[f], 0x40206080u);
        for (size_t i = 0; i < sizeof steps / sizeof steps[0]; i++) {
            SDL_Surface *parts = picture_new(size.w, size.h, formats[f], 0x40206080u);
            paint_in_pieces(block, steps[i], parts);
            pictures_are_identical(parts, whole);
            SDL_FreeSurface(parts);
        }
        SDL_FreeSurface(whole);
    }
    text_free(block);
}

static void parts_give_the_same_pixels_as_the_whole(void **state)
{
    (void)state;
    static const char markup[] = "不轻信[b]陌生[/]来电，jfy ᠮᠣᠩᠭᠣᠯ ——96110";
    struct text_style style = outlined;
    pieces_make_the_whole(markup, style, 64);
    style.is_vertical = true;
    pieces_make_the_whole(markup, style, 64);
    style.outline_px = 1;
    pieces_make_the_whole(markup, style, 18);
    style.is_vertical = false;
    pieces_make_the_whole(markup, style, 18);
    style.shadow = (struct colour){0, 0, 0, 200};
    style.shadow_px = 7;
    style.gradient = (struct colour){255, 160, 0, 255};
    style.plate = (struct colour){192, 0, 0, 128};
    pieces_make_the_whole(markup, style, 64);
    style.is_vertical = true;
    pieces_make_the_whole(markup, style, 64);
}

// One thread's share: the whole text with fonts of its own, again and again.
struct painting {
    struct text_block *block;
    struct fonts *fonts;
    SDL_Surface *into;
    bool is_done;
};

static void *paint_again_and_again(void *self)
{
    enum { TIMES = 5 };
    struct painting *painting = self;
    struct error err = {0};
    struct size size = text_size(painting->block);
    painting->is_done = true;
    for (int i = 0; i < TIMES; i++) {
        SDL_FillRect(painting->into, NULL, 0);
        painting->is_done = painting->is_done && text_paint(painting->block, painting->fonts, 0,
                                                            (struct rect){0, 0, size.w, size.h},
                                                            painting->into, 0, 0, &err);
    }
    return NULL;
}

static void two_threads_paint_one_text_to_the_same_pixels(void **state)
{
    (void)state;
    struct text_block *block = line("先核实，再转账 ᠮᠣᠩᠭᠣᠯ 96110 ᠪᠢᠴᠢᠭ", outlined, 48);
    struct size size = text_size(block);
    SDL_Surface *whole = painted_whole(block, SDL_PIXELFORMAT_RGB888, 0);
    struct painting each[2];
    pthread_t threads[2];
    for (int i = 0; i < 2; i++) {
        each[i] = (struct painting){block, fonts_twin(fonts),
                                    picture_new(size.w, size.h, SDL_PIXELFORMAT_RGB888, 0), false};
        assert_int_equal(pthread_create(&threads[i], NULL, paint_again_and_again, &each[i]), 0);
    }
    for (int i = 0; i < 2; i++) {
        assert_int_equal(pthread_join(threads[i], NULL), 0);
        assert_true(each[i].is_done);
        pictures_are_identical(each[i].into, whole);
        SDL_FreeSurface(each[i].into);
        fonts_close(each[i].fonts);
    }
    SDL_FreeSurface(whole);
    text_free(block);
}

static void only_the_part_is_touched(void **state)
{
    (void)state;
    struct text_block *block = line("国国国国国国", outlined, 40);
    SDL_Surface *into = picture_new(100, 60, SDL_PIXELFORMAT_RGB888, 0x123456);
    paint(block, (struct rect){30, 5, 50, 20}, into, 10, 7);
    int touched = 0;
    for (int y = 0; y < 60; y++) {
        for (int x = 0; x < 100; x++) {
            bool is_inside = x >= 10 && x < 60 && y >= 7 && y < 27;
            Uint32 pixel = ((Uint32 *)(void *)((char *)into->pixels + y * into->pitch))[x];
            touched += pixel != 0x123456;
            assert_true(is_inside || pixel == 0x123456);
        }
    }
    assert_true(touched > 300);
    paint(block, (struct rect){-500, -500, 4000, 4000}, into, -700, -700); // mostly elsewhere
    SDL_FreeSurface(into);
    text_free(block);
}

// Painted on a transparent picture and that laid on a background, text must look as if painted on
// the background: its alpha is straight and no dark seam is left.
static void alpha_is_straight(void **state)
{
    (void)state;
    struct text_style style = outlined;
    style.outline = (struct colour){200, 0, 0, 255};
    struct text_block *block = line("诈骗", style, 64);
    SDL_Surface *direct = painted_whole(block, SDL_PIXELFORMAT_RGB888, 0xFF00A040u);
    SDL_Surface *layer = painted_whole(block, SDL_PIXELFORMAT_ARGB8888, 0);
    SDL_Surface *laid = picture_new(layer->w, layer->h, SDL_PIXELFORMAT_RGB888, 0xFF00A040u);
    assert_int_equal(SDL_BlitSurface(layer, NULL, laid, NULL), 0);
    struct picture_difference apart;
    assert_true(picture_compare(laid, direct, &apart));
    assert_true(apart.largest <= 3); // roundings
    SDL_FreeSurface(laid);
    SDL_FreeSurface(layer);
    SDL_FreeSurface(direct);
    text_free(block);
}

struct span {
    int first, last; // −1 when nothing was drawn
};

static struct span ink_rows(SDL_Surface *picture)
{
    struct span rows = {-1, -1};
    for (int y = 0; y < picture->h; y++) {
        for (int x = 0; x < picture->w; x++) {
            Uint32 pixel = ((Uint32 *)(void *)((char *)picture->pixels + y * picture->pitch))[x];
            if ((pixel & 0xFF) > 64) {
                rows.first = rows.first < 0 ? y : rows.first;
                rows.last = y;
            }
        }
    }
    return rows;
}

static void a_row_is_filled_by_ink_and_centred(void **state)
{
    (void)state;
    static const struct {
        int row_px, least_ink_px;
    } cases[] = {{12, 11}, {16, 15}, {20, 15},   {22, 21},  {24, 23},
                 {32, 31}, {64, 56}, {128, 114}, {140, 124}};
    struct text_style style = outlined;
    style.outline_px = 0;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct text_block *block = line("警囊鬱骗国永", style, cases[i].row_px);
        assert_int_equal(text_size(block).h, cases[i].row_px);
        SDL_Surface *drawn = painted_whole(block, SDL_PIXELFORMAT_RGB888, 0);
        struct span rows = ink_rows(drawn);
        int above = rows.first;
        int below = cases[i].row_px - 1 - rows.last;
        if (rows.last - rows.first + 1 < cases[i].least_ink_px || abs(above - below) > 2) {
            fail_msg("row %d: ink from %d to %d", cases[i].row_px, rows.first, rows.last);
        }
        SDL_FreeSurface(drawn);
        text_free(block);
    }
}

// Whatever is asked for, the letters keep most of the row.
static void what_is_around_letters_leaves_them_room(void **state)
{
    (void)state;
    struct text_style style = outlined;
    style.outline_px = 32;
    style.shadow = (struct colour){255, 0, 0, 255};
    style.shadow_px = 64;
    struct text_block *block = line("阴影", style, 64);
    assert_in_range(text_size_px(block), 32, 64);
    text_free(block);
}

static void nothing_of_a_letter_below_the_line_is_cut(void **state)
{
    (void)state;
    struct text_style style = outlined;
    style.outline_px = 0;
    struct text_block *block = line("App诈骗", style, 64);
    SDL_Surface *drawn = painted_whole(block, SDL_PIXELFORMAT_RGB888, 0);
    struct span rows = ink_rows(drawn);
    assert_true(rows.first >= 1 && rows.last <= 62);
    SDL_FreeSurface(drawn);
    text_free(block);
}

static void ten_thousand_characters_are_one_line(void **state)
{
    (void)state;
    struct str text = {0};
    for (int i = 0; i < 10000; i++) {
        char bytes[5];
        bytes[0] = (char)(0xE4 + i % 4); // U+4E00 … U+7FFF: all Chinese characters
        bytes[1] = (char)(0xB8 + i % 8);
        bytes[2] = (char)(0x80 + i * 7 % 64);
        str_add_bytes(&text, bytes, 3);
    }
    struct text_style style = outlined;
    style.outline_px = 0;
    style.size_px = 96;
    struct text_block *block = line(str_text(&text), style, 140);
    assert_true(text_size(block).w >= 960000 && text_size(block).w < 960100);
    assert_int_equal(text_characters(block, 0), 10000);
    SDL_Surface *into = picture_new(512, 140, SDL_PIXELFORMAT_RGB888, 0);
    paint(block, (struct rect){959400, 0, 512, 140}, into, 0, 0);
    struct span rows = ink_rows(into);
    assert_true(rows.last - rows.first > 70);
    SDL_FreeSurface(into);
    text_free(block);
    str_fini(&text);
}

// A text of pieces that are hard on somebody: a repeatable draw from `seed`.
static void hard_text(struct str *out, uint32_t seed)
{
    static const char *const pieces[] = {
        "诈骗",
        "，",
        "“",
        "”",
        "……",
        "——",
        "[b]",
        "[/]",
        "[red]",
        "[[",
        "\n",
        " ",
        "　",
        "www.12377.cn/x?y=1",
        "ᠮᠣᠩᠭᠣᠯ",
        "\xE1\xA0\x8B",
        "\xFF",
        "\xE2\x80",
        "e\xCC\x81",
        "\xEE\x80\x80",
        "\xF0\x9F\x98\x80\xEF\xB8\x8F",
        "（",
        "￥3,000",
        "—",
        "\t",
        "\x01",
        "g",
        "[",
    };
    for (int count = (int)(seed % 23) + 1; count > 0; count--) {
        seed = seed * 1664525u + 1013904223u; // Source: Numerical Recipes' quick generator
        str_add(out, pieces[(seed >> 16) % (sizeof pieces / sizeof pieces[0])]);
    }
}

// Whatever an author writes: either it is refused, or every page of it can be painted in any box.
static void any_text_is_painted_or_refused(void **state)
{
    (void)state;
    static const struct size boxes[] = {{1, 1}, {7, 300}, {300, 7}, {64, 32}, {33, 65}, {320, 96}};
    SDL_Surface *into = picture_new(320, 300, SDL_PIXELFORMAT_ARGB8888, 0);
    int painted = 0;
    for (uint32_t seed = 0; seed < 84; seed++) {
        struct str text = {0};
        hard_text(&text, seed);
        struct size box = boxes[seed % 6];
        struct text_style style = outlined;
        style.outline_px = (int)(seed % 3);
        style.size_px = seed % 5 == 0 ? 19 : 0;
        style.shadow.a = seed % 2 == 0 ? 255 : 0;
        style.shadow_px = (int)(seed % 11);
        style.plate.a = (uint8_t)(seed % 4 * 85);
        style.gradient.a = seed % 3 == 0 ? 255 : 0;
        struct error err = {0};
        struct text_block *block =
            seed % 7 == 0   ? text_line_new(fonts, str_text(&text), &style, box.h, &err)
            : seed % 7 == 1 ? text_column_new(fonts, str_text(&text), &style, box.w, &err)
                            : text_pages_new(fonts, str_text(&text), &style, box, &err);
        if (block == NULL) {
            assert_int_equal(err.code, ERROR_MEDIA);
        }
        for (int page = 0; block != NULL && page < text_page_count(block); page++) {
            struct size size = text_size(block);
            if (!text_paint(block, fonts, page, (struct rect){0, 0, size.w, size.h}, into, 0, 0,
                            &err)) {
                fail_msg("%s: %s", str_text(&text), err.text);
            }
            painted++;
        }
        text_free(block);
        str_fini(&text);
    }
    assert_true(painted > 80);
    SDL_FreeSurface(into);
}

static void a_pixel_format_that_is_not_ours_is_refused(void **state)
{
    (void)state;
    struct text_block *block = line("诈骗", outlined, 32);
    SDL_Surface *into = SDL_CreateRGBSurfaceWithFormat(0, 32, 32, 16, SDL_PIXELFORMAT_RGB565);
    struct error err = {0};
    assert_false(text_paint(block, fonts, 0, (struct rect){0, 0, 32, 32}, into, 0, 0, &err));
    assert_int_equal(err.code, ERROR_MEDIA);
    SDL_FreeSurface(into);
    text_free(block);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(parts_give_the_same_pixels_as_the_whole),
        cmocka_unit_test(two_threads_paint_one_text_to_the_same_pixels),
        cmocka_unit_test(only_the_part_is_touched),
        cmocka_unit_test(alpha_is_straight),
        cmocka_unit_test(a_row_is_filled_by_ink_and_centred),
        cmocka_unit_test(what_is_around_letters_leaves_them_room),
        cmocka_unit_test(nothing_of_a_letter_below_the_line_is_cut),
        cmocka_unit_test(ten_thousand_characters_are_one_line),
        cmocka_unit_test(any_text_is_painted_or_refused),
        cmocka_unit_test(a_pixel_format_that_is_not_ours_is_refused),
    };
    return cmocka_run_group_tests(tests, open_fonts, close_fonts);
}
