// Text on pages and in columns: sizes, lines, balance.
#include "base/str.h"
#include "support/test.h"
#include "text/bilingual.h"
#include "text/breaks.h"
#include "text/layout.h"

static struct fonts *fonts;

static int open_fonts(void **state)
{
    (void)state;
    struct error err = {0};
    fonts = fonts_open(XIAOLABA_SOURCE_DIR "/fonts/fonts.cfg", NULL, &err);
    return fonts == NULL;
}

static int close_fonts(void **state)
{
    (void)state;
    fonts_close(fonts);
    return 0;
}

static const struct text_style bold = {
    .weight = TEXT_BOLD,
    .colour = {255, 255, 255, 255},
    .align = TEXT_CENTRE,
};

#define ADVICE                                                                                                                       \
    "不轻信陌生来电和短信，不点击不明链接，不向陌生人透露身份证号、银行卡号和短信验证码，" \
    "不向陌生账户转账汇款；遇到可疑情况，请拨打反诈专线96110咨询。"

static struct text_block *pages(const char *markup, struct text_style style, struct size box)
{
    struct error err = {0};
    struct text_block *block = text_pages_new(fonts, markup, &style, box, &err);
    if (block == NULL) {
        fail_msg("%s", err.text);
    }
    return block;
}

static void a_slogan_fills_its_box(void **state)
{
    (void)state;
    static const struct {
        int w, h, lines, least_size;
    } cases[] = {
        {1920, 1080, 3, 250}, {1024, 128, 1, 56},   {512, 128, 2, 48},
        {256, 64, 2, 24},     {1080, 1920, 5, 240},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct text_block *block = pages("刷单返利都是诈骗，先垫付就是陷阱！", bold,
                                         (struct size){cases[i].w, cases[i].h});
        if (text_page_count(block) != 1 || block->lines.count != (size_t)cases[i].lines ||
            text_size_px(block) < cases[i].least_size) {
            fail_msg("%d×%d: %d pages, %zu lines of %d px", cases[i].w, cases[i].h,
                     text_page_count(block), block->lines.count, text_size_px(block));
        }
        text_free(block);
    }
}

static void no_larger_size_would_fit(void **state)
{
    (void)state;
    struct text_block *block = pages(ADVICE, bold, (struct size){1280, 720});
    assert_int_equal(text_page_count(block), 1);
    struct text_style larger = bold;
    larger.size_px = text_size_px(block) + 3;
    struct text_block *other = pages(ADVICE, larger, (struct size){1280 - 60, 720 - 60});
    assert_true(text_page_count(other) > 1);
    text_free(other);
    text_free(block);
}

static void lines_stay_inside_the_box(void **state)
{
    (void)state;
    static const struct size boxes[] = {{64, 32}, {200, 100}, {320, 64}, {640, 360}, {90, 800}};
    static const enum text_align aligns[] = {TEXT_START, TEXT_CENTRE, TEXT_END};
    for (size_t i = 0; i < sizeof boxes / sizeof boxes[0]; i++) {
        for (size_t a = 0; a < 3; a++) {
            struct text_style style = bold;
            style.align = aligns[a];
            struct text_block *block = pages(ADVICE, style, boxes[i]);
            for (size_t k = 0; k < block->lines.count; k++) {
                const struct line *line = &block->lines.items[k];
                assert_true(line->start >= 0 && line->start + line->width <= boxes[i].w);
                assert_true(line->axis > 0 && line->axis <= boxes[i].h);
            }
            text_free(block);
        }
    }
}

static void every_character_is_on_exactly_one_page(void **state)
{
    (void)state;
    struct text_style style = bold;
    style.size_px = 32;
    struct text_block *block = pages(ADVICE, style, (struct size){320, 96});
    assert_true(text_page_count(block) > 2);
    int characters = 0;
    for (int page = 0; page < text_page_count(block); page++) {
        characters += text_characters(block, page);
    }
    struct text_block *whole = pages(ADVICE, bold, (struct size){1920, 1080});
    assert_int_equal(characters, text_characters(whole, 0));
    assert_int_equal(characters, 68); // of 75, the others are punctuation
    text_free(whole);
    text_free(block);
}

static void pages_have_nearly_as_many_lines_each(void **state)
{
    (void)state;
    for (int size_px = 20; size_px < 60; size_px += 7) {
        struct text_style style = bold;
        style.size_px = size_px;
        struct text_block *block = pages(ADVICE, style, (struct size){320, 200});
        size_t least = SIZE_MAX;
        size_t most = 0;
        for (size_t i = 0; i < block->page_count; i++) {
            size_t lines = block->pages[i].line_count;
            least = lines < least ? lines : least;
            most = lines > most ? lines : most;
        }
        assert_true(least >= 1 && most - least <= 1);
        text_free(block);
    }
}

static void no_line_starts_with_a_closing_mark_or_ends_with_an_opening_one(void **state)
{
    (void)state;
    const char *text = "“安全账户”是骗局！《反电信网络诈骗法》（2022年12月1日起施行）规定……"
                       "——任何单位和个人不得出租、出借银行卡、电话卡。";
    for (int w = 120; w < 700; w += 13) {
        struct text_style style = bold;
        style.size_px = 30;
        struct text_block *block = pages(text, style, (struct size){w, 400});
        for (size_t i = 0; i < block->lines.count; i++) {
            const struct line *line = &block->lines.items[i];
            uint32_t first = block->cells.items[line->first].code;
            uint32_t last = block->cells.items[line->first + line->count - 1].code;
            assert_false(breaks_bracket(first) < 0 || breaks_blank_after(first) > 0);
            assert_false(breaks_bracket(last) > 0);
        }
        text_free(block);
    }
}

static void lines_of_a_page_are_balanced(void **state)
{
    (void)state;
    struct text_style style = bold;
    style.size_px = 40;
    // Greedy breaking would leave two characters on the second line.
    struct text_block *block =
        pages("陌生来电要警惕转账汇款多核实", style, (struct size){490, 200});
    assert_int_equal(block->lines.count, 2);
    assert_int_equal(block->lines.items[0].count, 7);
    text_free(block);
    block = pages("天上不会掉馅饼，高额回报是陷阱。", style, (struct size){560, 200});
    assert_int_equal(block->lines.count, 2);
    assert_int_equal(block->lines.items[0].count, 8);
    text_free(block);
}

static void a_line_would_rather_end_at_a_clause_than_be_even(void **state)
{
    (void)state;
    struct text_style style = bold;
    style.size_px = 40;
    // Even lines would be “… 银行 | 卡号 …”; a quotation is not taken apart either.
    struct text_block *block =
        pages("请您注意，不要透露银行卡号。", style, (struct size){400, 200});
    assert_int_equal(block->lines.count, 2);
    assert_int_equal(block->lines.items[0].count, 5);
    text_free(block);
    block = pages("公安机关没有任何“安全账户”哦哦", style, (struct size){500, 200});
    assert_int_equal(block->lines.count, 2);
    assert_int_equal(block->lines.items[1].first, 8);
    text_free(block);
}

static void a_line_break_in_the_text_is_kept(void **state)
{
    (void)state;
    struct text_block *block = pages("一\n二三\n\n四", bold, (struct size){400, 400});
    assert_int_equal(block->lines.count, 4);
    assert_int_equal(block->lines.items[2].count, 0);
    assert_int_equal(text_characters(block, 0), 4);
    text_free(block);
}

static void a_word_wider_than_the_box_is_broken_in_the_end(void **state)
{
    (void)state;
    struct text_style style = bold;
    style.size_px = 40;
    struct text_block *block =
        pages("https://www.example.gov.cn/a/very/long/address", style, (struct size){200, 400});
    for (size_t i = 0; i < block->lines.count; i++) {
        assert_true(block->lines.items[i].width <= 200);
        assert_true(block->lines.items[i].count > 0);
    }
    text_free(block);
    // Left to itself the size is chosen so that the address stays whole.
    block = pages("www.12377.cn", bold, (struct size){200, 400});
    assert_int_equal(block->lines.count, 1);
    text_free(block);
}

static void a_column_is_as_high_as_it_needs(void **state)
{
    (void)state;
    struct text_style style = bold;
    style.size_px = 32;
    struct error err = {0};
    struct text_block *narrow = text_column_new(fonts, ADVICE, &style, 320, &err);
    struct text_block *wide = text_column_new(fonts, ADVICE, &style, 640, &err);
    assert_non_null(narrow);
    assert_non_null(wide);
    assert_int_equal(text_size(narrow).w, 320);
    assert_int_equal(narrow->lines.count, 8);
    assert_in_range(text_size(narrow).h, 7 * 43 + 30, 7 * 43 + 36);
    assert_true(text_size(wide).h < text_size(narrow).h);
    text_free(narrow);
    text_free(wide);
}

static void line_breaks_of_a_ticker_are_wide_spaces(void **state)
{
    (void)state;
    struct error err = {0};
    struct text_style style = bold;
    style.size_px = 40;
    struct text_block *one = text_line_new(fonts, "不轻信不转账", &style, 64, &err);
    struct text_block *two = text_line_new(fonts, "不轻信\n不转账", &style, 64, &err);
    assert_int_equal(text_size(two).w - text_size(one).w, 80);
    text_free(one);
    text_free(two);
}

static void small_text_is_drawn_by_bitmaps_and_large_text_in_bold(void **state)
{
    (void)state;
    struct error err = {0};
    struct text_style plain = bold;
    plain.weight = 0;
    static const struct {
        int row_px, size_px, strike_px;
        enum text_weight plain, strong;
        bool is_smooth;
    } cases[] = {
        {9, 9, 0, TEXT_REGULAR, TEXT_REGULAR, false},
        {11, 12, 12, TEXT_REGULAR, TEXT_REGULAR, false},
        {12, 13, 13, TEXT_REGULAR, TEXT_REGULAR, false},
        {16, 16, 16, TEXT_REGULAR, TEXT_REGULAR, false},
        {20, 16, 16, TEXT_REGULAR, TEXT_REGULAR, false},
        {22, 23, 0, TEXT_REGULAR, TEXT_REGULAR, true},
        {26, 27, 0, TEXT_MEDIUM, TEXT_BOLD, true},
        {32, 33, 0, TEXT_BOLD, TEXT_BOLD, true},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct text_block *block = text_line_new(fonts, "骗", &plain, cases[i].row_px, &err);
        struct strokes strokes = block->strokes;
        if (abs(text_size_px(block) - cases[i].size_px) > 1 ||
            strokes.strike_px != cases[i].strike_px || strokes.plain != cases[i].plain ||
            strokes.strong != cases[i].strong || strokes.is_smooth != cases[i].is_smooth) {
            fail_msg("row %d: size %d, bitmaps of %d, weight %d (%d), smooth %d", cases[i].row_px,
                     text_size_px(block), strokes.strike_px, (int)strokes.plain,
                     (int)strokes.strong, strokes.is_smooth);
        }
        text_free(block);
    }
}

// An author's word wins over what suits the size.
static void weight_and_edges_may_be_told(void **state)
{
    (void)state;
    struct error err = {0};
    struct text_style style = bold;
    style.antialias = TEXT_SMOOTH;
    struct text_block *block = text_line_new(fonts, "骗", &style, 16, &err);
    assert_int_equal(block->strokes.strike_px, 0);
    assert_true(block->strokes.is_smooth);
    assert_int_equal(block->cells.items[0].font,
                     fonts_pick(fonts, 0x9A97, (struct font_wish){.is_bold = true}));
    text_free(block);
    style.antialias = TEXT_SHARP;
    block = text_line_new(fonts, "骗", &style, 64, &err);
    assert_false(block->strokes.is_smooth);
    text_free(block);
    style.size_px = 14;
    style.antialias = 0;
    block = text_line_new(fonts, "骗", &style, 40, &err);
    assert_int_equal(text_size_px(block), 14);
    assert_int_equal(block->strokes.strike_px, 14);
    text_free(block);
}

static int width_of(const char *text, int letter_percent)
{
    struct error err = {0};
    struct text_style style = bold;
    style.size_px = 40;
    style.letter_percent = letter_percent;
    struct text_block *block = text_line_new(fonts, text, &style, 64, &err);
    int width = text_size(block).w;
    text_free(block);
    return width;
}

static void marks_that_follow_each_other_share_a_blank(void **state)
{
    (void)state;
    int one = width_of("国", 0);
    static const struct {
        const char *text;
        int halves; // of squares more than one character's
    } cases[] = {
        {"国。", 2},   {"国。”", 3},  {"国》（", 3},  {"国“《", 3},  {"国）、", 3},
        {"国。国", 4}, {"国（国", 4}, {"国！”。", 4}, {"国”国“", 6},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        int more = width_of(cases[i].text, 0) - one;
        if (more != cases[i].halves * 20) {
            fail_msg("%s: %d px more, not %d", cases[i].text, more, cases[i].halves * 20);
        }
    }
}

static void scripts_that_meet_stand_an_eighth_apart(void **state)
{
    (void)state;
    int digits = width_of("96110", 0);
    assert_int_equal(width_of("国96110", 0) - digits, 40 + 5);
    assert_int_equal(width_of("国96110国", 0) - digits, 80 + 10);
    assert_int_equal(width_of("国，96110", 0) - digits, 80);
}

static void letters_and_lines_stand_as_far_apart_as_they_are_told(void **state)
{
    (void)state;
    assert_int_equal(width_of("不轻信", 10) - width_of("不轻信", 0), 3 * 4);
    assert_int_equal(width_of("不轻信", -10) - width_of("不轻信", 0), -3 * 4);
    struct text_style style = bold;
    style.size_px = 40;
    style.line_percent = 200;
    struct text_block *block = pages("不轻信\n不转账", style, (struct size){400, 300});
    assert_int_equal(block->lines.items[1].axis - block->lines.items[0].axis, 80);
    text_free(block);
    style.line_percent = 100; // the ink of two lines never touches
    block = pages("g国\n国", style, (struct size){400, 300});
    assert_true(block->lines.items[1].axis - block->lines.items[0].axis > layout_ink_px(block, 40));
    text_free(block);
}

// Columns: the axis is a column's middle, pens run down.
static void columns_stand_beside_each_other_from_the_right(void **state)
{
    (void)state;
    struct text_style style = bold;
    style.size_px = 40;
    style.is_vertical = true;
    struct text_block *block = pages("不轻信\n不转账", style, (struct size){300, 400});
    const struct line *lines = block->lines.items;
    assert_int_equal(block->lines.count, 2);
    assert_int_equal(lines[0].axis - lines[1].axis, 54);
    assert_in_range((lines[0].axis + lines[1].axis) / 2, 149, 151);
    assert_int_equal(lines[0].width, 120);
    assert_int_equal(block->cells.items[1].pen - block->cells.items[0].pen, 40);
    text_free(block);
    block = pages("ᠮᠣᠩᠭᠣᠯ\nᠪᠢᠴᠢᠭ", style, (struct size){300, 400});
    assert_true(block->lines.items[0].axis < block->lines.items[1].axis);
    text_free(block);
}

static void two_digits_share_a_square_of_a_column_and_more_stand_below_each_other(void **state)
{
    (void)state;
    struct text_style style = bold;
    style.size_px = 40;
    style.is_vertical = true;
    static const struct {
        const char *text;
        int squares;
    } cases[] = {{"11月25日", 4}, {"96110", 5}, {"1月", 2}, {"12.5", 4}, {"第10条", 3}};
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct text_block *block = pages(cases[i].text, style, (struct size){100, 400});
        if (block->lines.items[0].width != cases[i].squares * 40) {
            fail_msg("%s is %d px long", cases[i].text, block->lines.items[0].width);
        }
        text_free(block);
    }
}

static void two_digits_stay_together_where_a_word_is_broken(void **state)
{
    (void)state;
    struct text_style style = bold;
    style.size_px = 40;
    style.is_vertical = true;
    struct text_block *block = pages("abcdefg12xyz", style, (struct size){300, 300});
    for (size_t i = 0; i < block->lines.count; i++) {
        const struct line *line = &block->lines.items[i];
        assert_int_equal(block->cells.items[line->first].flags & CELL_PAIR_SECOND, 0);
    }
    text_free(block);
}

static void a_low_row_that_stands_still_takes_bitmaps_too(void **state)
{
    (void)state;
    struct text_style style = bold;
    style.weight = 0;
    struct text_block *block = pages("反诈专线警嫌疑赢96110", style, (struct size){160, 12});
    assert_true(block->strokes.strike_px >= 12);
    text_free(block);
}

static void a_full_width_mark_at_an_end_brings_half_a_blank(void **state)
{
    (void)state;
    struct error err = {0};
    struct text_style style = bold;
    style.size_px = 40;
    static const struct {
        const char *text;
        int before, behind;
    } cases[] = {{"国国", 0, 0}, {"“国”", 20, 20}, {"国。", 0, 20}, {"国a", 0, 0}};
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct text_block *block = text_line_new(fonts, cases[i].text, &style, 60, &err);
        int before;
        int behind;
        text_blanks(block, &before, &behind);
        assert_int_equal(before, cases[i].before);
        assert_int_equal(behind, cases[i].behind);
        text_free(block);
    }
}

static void two_languages_never_lie_over_each_other(void **state)
{
    (void)state;
    struct error err = {0};
    struct text_style style = bold;
    style.size_px = 40;
    struct bilingual text = {"ᠮᠣᠩᠭᠣᠯ ᠪᠢᠴᠢᠭ", "反诈专线96110"};
    struct text_block *block =
        bilingual_pages_new(fonts, text, &style, (struct size){384, 64}, &err);
    assert_true(block->size_px < 32 && block->other->size_px == block->size_px);
    text_free(block);
}

static void marks_stand_upright_in_columns(void **state)
{
    (void)state;
    struct text_style style = bold;
    style.size_px = 40;
    style.is_vertical = true;
    struct text_block *block = pages("“骗”，——～", style, (struct size){100, 400});
    const struct cell *cells = block->cells.items;
    assert_int_equal(cells[0].code, 0xFE43);
    assert_int_equal(cells[1].code, 0x9A97);
    assert_int_equal(cells[2].code, 0xFE44);
    assert_int_equal(cells[3].code, 0xFE10);
    assert_int_equal(cells[4].code, 0x2E3A);
    assert_int_equal(cells[4].flags & CELL_TURNED, CELL_TURNED);
    assert_int_equal(cells[6].flags & CELL_TURNED, CELL_TURNED);
    text_free(block);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_slogan_fills_its_box),
        cmocka_unit_test(no_larger_size_would_fit),
        cmocka_unit_test(lines_stay_inside_the_box),
        cmocka_unit_test(every_character_is_on_exactly_one_page),
        cmocka_unit_test(pages_have_nearly_as_many_lines_each),
        cmocka_unit_test(no_line_starts_with_a_closing_mark_or_ends_with_an_opening_one),
        cmocka_unit_test(lines_of_a_page_are_balanced),
        cmocka_unit_test(a_line_would_rather_end_at_a_clause_than_be_even),
        cmocka_unit_test(a_line_break_in_the_text_is_kept),
        cmocka_unit_test(a_word_wider_than_the_box_is_broken_in_the_end),
        cmocka_unit_test(a_column_is_as_high_as_it_needs),
        cmocka_unit_test(line_breaks_of_a_ticker_are_wide_spaces),
        cmocka_unit_test(small_text_is_drawn_by_bitmaps_and_large_text_in_bold),
        cmocka_unit_test(weight_and_edges_may_be_told),
        cmocka_unit_test(marks_that_follow_each_other_share_a_blank),
        cmocka_unit_test(scripts_that_meet_stand_an_eighth_apart),
        cmocka_unit_test(letters_and_lines_stand_as_far_apart_as_they_are_told),
        cmocka_unit_test(columns_stand_beside_each_other_from_the_right),
        cmocka_unit_test(two_digits_share_a_square_of_a_column_and_more_stand_below_each_other),
        cmocka_unit_test(two_digits_stay_together_where_a_word_is_broken),
        cmocka_unit_test(a_low_row_that_stands_still_takes_bitmaps_too),
        cmocka_unit_test(a_full_width_mark_at_an_end_brings_half_a_blank),
        cmocka_unit_test(two_languages_never_lie_over_each_other),
        cmocka_unit_test(marks_stand_upright_in_columns),
    };
    return cmocka_run_group_tests(tests, open_fonts, close_fonts);
}
