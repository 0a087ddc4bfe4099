// Text on pages and in columns: sizes, lines, balance.
#include "base/str.h"
#include "shelf.h"
#include "support/test.h"
#include "text/breaks.h"
#include "text/layout.h"

static const struct text_style bold = {
    .weight = TEXT_BOLD,
    .colour = {255, 255, 255, 255},
    .align = TEXT_CENTRE,
};

#define ADVICE                                                                                                                       \
    "不轻信陌生来电和短信，不点击不明链接，不向陌生人透露身份证号、银行卡号和短信验证码，" \
    "不向陌生账户转账汇款；遇到可疑情况，请拨打反诈专线96110咨询。"

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
        struct text_block *block = shelf_pages("刷单返利都是诈骗，先垫付就是陷阱！", bold,
                                               (struct size){cases[i].w, cases[i].h});
        if (text_page_count(block) != 1 || block->lines.count != (size_t)cases[i].lines ||
            text_size_px(block) < cases[i].least_size) {
            fail_msg("%d×%d: %d pages, %zu lines of %d px", cases[i].w, cases[i].h,
                     text_page_count(block), block->lines.count, text_size_px(block));
        }
        text_free(block);
    }
}

static void a_page_tells_its_lines_and_what_they_cover(void **state)
{
    (void)state;
    struct text_style style = bold;
    style.size_px = 40;
    struct size box = {400, 300};
    struct text_block *block = shelf_pages("甲乙丙\n丁戊", style, box);
    struct rect extent = text_extent(block, 0);
    assert_int_equal(text_line_count(block, 0), 2);
    assert_int_equal(extent.w, 3 * 40); // of the longer line, in the middle
    assert_int_equal(extent.x, (400 - 3 * 40) / 2);
    assert_true(extent.h > 2 * 36 && extent.h < 2 * 40 + 40);
    assert_true(abs(2 * extent.y + extent.h - 300) <= 2);
    text_free(block);
    style.is_vertical = true; // columns
    block = shelf_pages("甲乙丙\n丁戊", style, box);
    extent = text_extent(block, 0);
    assert_int_equal(text_line_count(block, 0), 2);
    assert_int_equal(extent.h, 3 * 40);
    assert_true(abs(2 * extent.x + extent.w - 400) <= 2);
    text_free(block);
}

static void no_larger_size_would_fit(void **state)
{
    (void)state;
    struct text_block *block = shelf_pages(ADVICE, bold, (struct size){1280, 720});
    assert_int_equal(text_page_count(block), 1);
    struct text_style larger = bold;
    larger.size_px = text_size_px(block) + 3;
    struct text_block *other = shelf_pages(ADVICE, larger, (struct size){1280 - 60, 720 - 60});
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
            struct text_block *block = shelf_pages(ADVICE, style, boxes[i]);
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
    struct text_block *block = shelf_pages(ADVICE, style, (struct size){320, 96});
    assert_true(text_page_count(block) > 2);
    int characters = 0;
    for (int page = 0; page < text_page_count(block); page++) {
        characters += text_characters(block, page);
    }
    struct text_block *whole = shelf_pages(ADVICE, bold, (struct size){1920, 1080});
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
        struct text_block *block = shelf_pages(ADVICE, style, (struct size){320, 200});
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
        struct text_block *block = shelf_pages(text, style, (struct size){w, 400});
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

// Slogans whose words are kept whole by word joiners, on pages too narrow for some of them.
static void a_broken_word_leaves_no_closing_mark_to_the_next_line(void **state)
{
    (void)state;
    static const char *const texts[] = {
        "刷单返利\u2060，都\u2060是\u2060诈\u2060骗\u2060，要\u2060您\u2060垫\u2060付就\u2060是"
        "\u2060陷\u2060阱\u2060"
        "。",
        "电\u2060话\u2060办\u2060案要\u2060转\u2060账\u2060，“\u2060安\u2060全\u2060账\u2060户"
        "\u2060”是\u2060骗\u2060局\u2060"
        "。",
        "银\u2060行\u2060卡\u2060，出\u2060租\u2060出\u2060借\u2060……\u2060）\u2060”\u2060。",
    };
    for (size_t t = 0; t < sizeof texts / sizeof texts[0]; t++) {
        for (int w = 16; w < 200; w++) {
            struct text_style style = bold;
            style.size_px = w % 3 == 0 ? 16 : 0;
            struct text_block *block = shelf_pages(texts[t], style, (struct size){w, 32});
            for (size_t i = 0; i < block->lines.count; i++) {
                const struct line *line = &block->lines.items[i];
                size_t first = line->first;
                while (block->cells.items[first].role == CELL_GONE) {
                    first++;
                }
                uint32_t code = block->cells.items[first].code;
                bool may_begin = breaks_bracket(code) >= 0 && breaks_blank_after(code) == 0;
                if (!may_begin && w >= 3 * text_size_px(block)) {
                    fail_msg("text %zu, %d px: line %zu begins with U+%04X", t, w, i, code);
                }
            }
            text_free(block);
        }
    }
}

static void no_word_is_broken_for_larger_bitmaps(void **state)
{
    (void)state;
    const char *text = "刷\u2060单\u2060返\u2060利都\u2060是\u2060诈\u2060骗\u2060，要\u2060您"
                       "\u2060垫\u2060付就\u2060是\u2060陷\u2060阱\u2060。";
    struct text_style plain = bold;
    plain.weight = 0;
    struct text_block *block = shelf_pages(text, plain, (struct size){64, 32});
    assert_false(block->lines.is_forced); // as bitmaps of 15 px would
    assert_in_range(text_size_px(block), 12, 14);
    assert_int_equal(block->lines.count, 4);
    text_free(block);
}

static void lines_of_a_page_are_balanced(void **state)
{
    (void)state;
    struct text_style style = bold;
    style.size_px = 40;
    // Greedy breaking would leave two characters on the second line.
    struct text_block *block =
        shelf_pages("陌生来电要警惕转账汇款多核实", style, (struct size){490, 200});
    assert_int_equal(block->lines.count, 2);
    assert_int_equal(block->lines.items[0].count, 7);
    text_free(block);
    block = shelf_pages("天上不会掉馅饼，高额回报是陷阱。", style, (struct size){560, 200});
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
        shelf_pages("请您注意，不要透露银行卡号。", style, (struct size){400, 200});
    assert_int_equal(block->lines.count, 2);
    assert_int_equal(block->lines.items[0].count, 5);
    text_free(block);
    block = shelf_pages("公安机关没有任何“安全账户”哦哦", style, (struct size){500, 200});
    assert_int_equal(block->lines.count, 2);
    assert_int_equal(block->lines.items[1].first, 8);
    text_free(block);
}

static void a_line_break_in_the_text_is_kept(void **state)
{
    (void)state;
    struct text_block *block = shelf_pages("一\n二三\n\n四", bold, (struct size){400, 400});
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
    struct text_block *block = shelf_pages("https://www.example.gov.cn/a/very/long/address", style,
                                           (struct size){200, 400});
    for (size_t i = 0; i < block->lines.count; i++) {
        assert_true(block->lines.items[i].width <= 200);
        assert_true(block->lines.items[i].count > 0);
    }
    text_free(block);
    // Left to itself the size is chosen so that the address stays whole.
    block = shelf_pages("www.12377.cn", bold, (struct size){200, 400});
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

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_slogan_fills_its_box),
        cmocka_unit_test(a_page_tells_its_lines_and_what_they_cover),
        cmocka_unit_test(no_larger_size_would_fit),
        cmocka_unit_test(lines_stay_inside_the_box),
        cmocka_unit_test(every_character_is_on_exactly_one_page),
        cmocka_unit_test(pages_have_nearly_as_many_lines_each),
        cmocka_unit_test(no_line_starts_with_a_closing_mark_or_ends_with_an_opening_one),
        cmocka_unit_test(a_broken_word_leaves_no_closing_mark_to_the_next_line),
        cmocka_unit_test(no_word_is_broken_for_larger_bitmaps),
        cmocka_unit_test(lines_of_a_page_are_balanced),
        cmocka_unit_test(a_line_would_rather_end_at_a_clause_than_be_even),
        cmocka_unit_test(a_line_break_in_the_text_is_kept),
        cmocka_unit_test(a_word_wider_than_the_box_is_broken_in_the_end),
        cmocka_unit_test(a_column_is_as_high_as_it_needs),
        cmocka_unit_test(line_breaks_of_a_ticker_are_wide_spaces),
    };
    return cmocka_run_group_tests(tests, open_fonts, close_fonts);
}
