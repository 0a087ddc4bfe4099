// How characters are set: bitmaps and weights, room between them, columns, two languages.
#include "shelf.h"
#include "support/test.h"
#include "text/bilingual.h"
#include "text/layout.h"

#include <stdlib.h>

static const struct text_style bold = {
    .weight = TEXT_BOLD,
    .colour = {255, 255, 255, 255},
    .align = TEXT_CENTRE,
};

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

static void an_apostrophe_is_as_narrow_as_a_letter(void **state)
{
    (void)state;
    for (int row_px = 12; row_px <= 96; row_px++) {
        struct error err = {0};
        struct text_style style = {.colour = {255, 255, 255, 255}};
        struct text_block *block = text_line_new(fonts, "n’n‘安’“n”", &style, row_px, &err);
        assert_non_null(block);
        const struct cell *cells = block->cells.items;
        assert_int_equal(cells[1].role, CELL_GLYPH);
        assert_true(cells[1].em > 0 && cells[1].em <= TEXT_EM * 3 / 5);
        assert_true((cells[1].flags & (CELL_BLANK_BEFORE | CELL_BLANK_AFTER)) == 0);
        assert_true((cells[1].flags & CELL_APOSTROPHE) != 0);
        assert_int_equal(cells[1].code, block->strokes.strike_px > 0 ? '\'' : 0x2019);
        assert_int_equal(cells[3].code, 0x2018); // Chinese ones fill a square
        assert_true(cells[3].em > TEXT_EM * 9 / 10);
        text_free(block);
    }
}

static void quotation_marks_around_latin_words_are_narrow(void **state)
{
    (void)state;
    int marks = width_of("say “no” to", 0) - width_of("say no to", 0);
    assert_in_range(marks, 20, 48); // two squares would be 80
    assert_int_equal(width_of("说“不”好", 0), width_of("说国不国好", 0));
    assert_int_equal(width_of("说“A”好", 0) - width_of("说“B”好", 0),
                     width_of("A", 0) - width_of("B", 0));
    assert_true(width_of("说“A”好", 0) > 4 * 40);
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
    struct text_block *block = shelf_pages("不轻信\n不转账", style, (struct size){400, 300});
    assert_int_equal(block->lines.items[1].axis - block->lines.items[0].axis, 80);
    text_free(block);
    style.line_percent = 100; // the ink of two lines never touches
    block = shelf_pages("g国\n国", style, (struct size){400, 300});
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
    struct text_block *block = shelf_pages("不轻信\n不转账", style, (struct size){300, 400});
    const struct line *lines = block->lines.items;
    assert_int_equal(block->lines.count, 2);
    assert_int_equal(lines[0].axis - lines[1].axis, 54);
    assert_in_range((lines[0].axis + lines[1].axis) / 2, 149, 151);
    assert_int_equal(lines[0].width, 120);
    assert_int_equal(block->cells.items[1].pen - block->cells.items[0].pen, 40);
    text_free(block);
    block = shelf_pages("ᠮᠣᠩᠭᠣᠯ\nᠪᠢᠴᠢᠭ", style, (struct size){300, 400});
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
        struct text_block *block = shelf_pages(cases[i].text, style, (struct size){100, 400});
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
    struct text_block *block = shelf_pages("abcdefg12xyz", style, (struct size){300, 300});
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
    struct text_block *block = shelf_pages("反诈专线警嫌疑赢96110", style, (struct size){160, 12});
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
    struct text_block *block = shelf_pages("“骗”，——～", style, (struct size){100, 400});
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
        cmocka_unit_test(small_text_is_drawn_by_bitmaps_and_large_text_in_bold),
        cmocka_unit_test(weight_and_edges_may_be_told),
        cmocka_unit_test(an_apostrophe_is_as_narrow_as_a_letter),
        cmocka_unit_test(quotation_marks_around_latin_words_are_narrow),
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
