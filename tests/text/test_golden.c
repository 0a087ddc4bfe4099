// What text looks like. Each picture is a sentence that a screen in the field would show, so that
// looking at it says whether it is right.
#include "shelf.h"
#include "support/picture.h"
#include "support/test.h"
#include "text/bilingual.h"

static const struct text_style white = {
    .colour = {255, 255, 255, 255},
    .outline = {0, 0, 0, 255},
    .align = TEXT_CENTRE,
};

static void block_is_golden(struct text_block *block, int page, Uint32 background, const char *name,
                            const struct error *err)
{
    if (block == NULL) {
        fail_msg("%s", err->text);
    }
    struct size size = text_size(block);
    SDL_Surface *into = picture_new(size.w, size.h, SDL_PIXELFORMAT_RGB888, background);
    struct error painted = {0};
    bool is_painted =
        text_paint(block, fonts, page, (struct rect){0, 0, size.w, size.h}, into, 0, 0, &painted);
    if (!is_painted) {
        fail_msg("%s", painted.text);
    }
    picture_is_golden(into, name);
    SDL_FreeSurface(into);
}

static void line_is_golden(const char *markup, struct text_style style, int row_px,
                           Uint32 background, const char *name)
{
    struct error err = {0};
    struct text_block *block = text_line_new(fonts, markup, &style, row_px, &err);
    block_is_golden(block, 0, background, name, &err);
    text_free(block);
}

static void page_is_golden(const char *markup, struct text_style style, struct size box, int page,
                           Uint32 background, const char *name)
{
    struct error err = {0};
    struct text_block *block = text_pages_new(fonts, markup, &style, box, &err);
    block_is_golden(block, page, background, name, &err);
    text_free(block);
}

static void characters_have_their_simplified_shapes(void **state)
{
    (void)state;
    line_is_golden("骗诈户刃直骨返角海，转账前先问96110。", white, 96, 0, "text-row-96");
}

// One picture a row, whose weight and edges follow its height.
static void rows_are_sharp_whatever_their_height(void **state)
{
    (void)state;
    static const int rows[] = {12, 14, 16, 18, 20, 24, 28, 32, 64};
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        char name[32];
        snprintf(name, sizeof name, "text-row-%d", rows[i]);
        line_is_golden("骗取验证码、刷单返利都是诈骗，警惕账户被盗！拨打96110 App", white, rows[i],
                       0, name);
    }
}

static void a_row_is_as_sharp_and_heavy_as_it_is_told(void **state)
{
    (void)state;
    struct text_style style = white;
    style.antialias = TEXT_SHARP;
    line_is_golden("提防账户被盗刷 96110", style, 32, 0, "text-row-32-sharp");
    style.antialias = TEXT_SMOOTH;
    line_is_golden("提防账户被盗刷 96110", style, 16, 0, "text-row-16-smooth");
    style = white;
    style.weight = TEXT_REGULAR;
    line_is_golden("提防账户被盗刷 96110", style, 48, 0, "text-row-48-regular");
    style.weight = TEXT_MEDIUM;
    line_is_golden("提防账户被盗刷 96110", style, 48, 0, "text-row-48-medium");
}

#define UPRIGHT "11月25日：“安全账户”——没有！刷单（返利）都是诈骗，请拨96110……"

static struct text_style in_columns(int size_px)
{
    struct text_style style = white;
    style.is_vertical = true;
    style.size_px = size_px;
    return style;
}

static void columns_run_down_and_follow_to_the_left(void **state)
{
    (void)state;
    page_is_golden(UPRIGHT, in_columns(48), (struct size){320, 480}, 0, 0, "text-columns");
    page_is_golden(UPRIGHT, in_columns(16), (struct size){96, 160}, 0, 0, "text-columns-16");
}

static void one_column_fills_its_width(void **state)
{
    (void)state;
    line_is_golden("不轻信、不转账！96110 App", in_columns(0), 64, 0, "text-column-64");
    line_is_golden("不轻信、不转账！96110 App", in_columns(0), 16, 0, "text-column-16");
}

static void mongolian_columns_follow_to_the_right(void **state)
{
    (void)state;
    page_is_golden("ᠮᠣᠩᠭᠣᠯ ᠪᠢᠴᠢᠭ ᠮᠣᠩᠭᠣᠯ ᠪᠢᠴᠢᠭ 反诈", in_columns(48), (struct size){320, 360}, 0, 0,
                   "text-columns-mongolian");
}

// ᠮᠣᠩᠭᠣᠯ ᠪᠢᠴᠢᠭ, "Mongolian script": the words whose spelling is verified.
static void two_languages_stand_above_and_beside_each_other(void **state)
{
    (void)state;
    static const struct bilingual text = {"ᠮᠣᠩᠭᠣᠯ ᠪᠢᠴᠢᠭ", "反诈专线 96110"};
    struct error err = {0};
    struct text_style style = white;
    struct text_block *block = bilingual_line_new(fonts, text, &style, 96, &err);
    block_is_golden(block, 0, 0, "text-bilingual-row-96", &err);
    text_free(block);
    block = bilingual_line_new(fonts, text, &style, 32, &err);
    block_is_golden(block, 0, 0, "text-bilingual-row-32", &err);
    text_free(block);
    block = bilingual_pages_new(fonts, text, &style, (struct size){320, 200}, &err);
    block_is_golden(block, 0, 0, "text-bilingual-page", &err);
    text_free(block);
    style.is_vertical = true;
    block = bilingual_pages_new(fonts, text, &style, (struct size){160, 400}, &err);
    block_is_golden(block, 0, 0, "text-bilingual-columns", &err);
    text_free(block);
    block = bilingual_line_new(fonts, text, &style, 96, &err);
    block_is_golden(block, 0, 0, "text-bilingual-column-96", &err);
    text_free(block);
}

static void marks_stand_where_simplified_chinese_has_them(void **state)
{
    (void)state;
    line_is_golden("“安全账户”——没有！《反诈法》（2022）……、；：？", white, 64, 0, "text-marks");
}

static void latin_and_chinese_share_a_baseline(void **state)
{
    (void)state;
    line_is_golden("下载“国家反诈中心”App，损失¥3,000、50%，35℃ Ag", white, 64, 0, "text-latin");
}

static void an_outline_lies_beneath_and_joins(void **state)
{
    (void)state;
    struct text_style style = white;
    style.outline_px = 4;
    style.colour = (struct colour){255, 214, 0, 255};
    style.outline = (struct colour){160, 0, 0, 255};
    line_is_golden("不轻信 不转账", style, 96, 0xFF2060A0u, "text-outline");
}

static void mongolian_letters_join(void **state)
{
    (void)state;
    line_is_golden("反诈 ᠮᠣᠩᠭᠣᠯ 宣防", white, 96, 0, "text-mongolian");
}

static void a_page_breaks_at_the_comma(void **state)
{
    (void)state;
    page_is_golden("刷单返利都是诈骗，先垫付就是陷阱！", white, (struct size){480, 160}, 0, 0,
                   "text-page-two-lines");
}

static void a_page_emphasises_and_colours(void **state)
{
    (void)state;
    page_is_golden("公检法机关[b]绝不会[/]通过电话、QQ、传真办案，[red]没有所谓的“安全账户”[/]！"
                   "凡是要求转账汇款的，都是诈骗。",
                   white, (struct size){640, 360}, 0, 0xFF10284Cu, "text-page-emphasis");
}

static void a_long_text_takes_pages_of_even_length(void **state)
{
    (void)state;
    struct text_style style = white;
    style.align = TEXT_START;
    page_is_golden("一、不轻信陌生来电和短信，不点击不明链接。二、不向陌生人透露身份证号、银行卡号"
                   "和短信验证码。"
                   "三、不向陌生账户转账汇款。四、遇到可疑情况，请拨打反诈专线96110咨询，"
                   "或者到就近的派出所报案。五、一旦被骗，请立即拨打110，并保存好聊天和转账记录。",
                   style, (struct size){512, 128}, 1, 0, "text-page-second");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(characters_have_their_simplified_shapes),
        cmocka_unit_test(rows_are_sharp_whatever_their_height),
        cmocka_unit_test(a_row_is_as_sharp_and_heavy_as_it_is_told),
        cmocka_unit_test(columns_run_down_and_follow_to_the_left),
        cmocka_unit_test(one_column_fills_its_width),
        cmocka_unit_test(mongolian_columns_follow_to_the_right),
        cmocka_unit_test(two_languages_stand_above_and_beside_each_other),
        cmocka_unit_test(marks_stand_where_simplified_chinese_has_them),
        cmocka_unit_test(latin_and_chinese_share_a_baseline),
        cmocka_unit_test(an_outline_lies_beneath_and_joins),
        cmocka_unit_test(mongolian_letters_join),
        cmocka_unit_test(a_page_breaks_at_the_comma),
        cmocka_unit_test(a_page_emphasises_and_colours),
        cmocka_unit_test(a_long_text_takes_pages_of_even_length),
    };
    return cmocka_run_group_tests(tests, open_fonts, close_fonts);
}
