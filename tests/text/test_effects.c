// What shadow, gradient and plate look like, on rows of LED modules and over a film.
#include "shelf.h"
#include "support/picture.h"
#include "support/test.h"
#include "text/block.h"

#define BLACK ((struct colour){0, 0, 0, 255})
#define YELLOW ((struct colour){255, 214, 0, 255})
#define RED ((struct colour){192, 0, 0, 255})
#define NAVY 0xFF0A2254u

static const struct text_style plain = {.colour = {255, 255, 255, 255}, .align = TEXT_CENTRE};

// Bright and dark, busy and calm, as pictures of a film are.
static void fill_like_a_film(SDL_Surface *picture)
{
    for (int y = 0; y < picture->h; y++) {
        Uint32 *row = (Uint32 *)(void *)((char *)picture->pixels + y * picture->pitch);
        for (int x = 0; x < picture->w; x++) {
            bool is_busy = (x / 12 + y / 7) % 3 == 0;
            Uint32 sky = (Uint32)(250 - y * 180 / picture->h);
            Uint32 grass = (Uint32)(40 + x * 200 / picture->w);
            row[x] = is_busy ? (grass << 16 | 90u << 8 | 30u)
                             : (sky << 16 | sky << 8 | (255u - sky / 3));
        }
    }
}

// Paints all of it and compares; `background` 0: a film.
static void is_golden(struct text_block *block, Uint32 background, const char *name,
                      const struct error *err)
{
    if (block == NULL) {
        fail_msg("%s", err->text);
    }
    struct size size = text_size(block);
    SDL_Surface *into = picture_new(size.w, size.h, SDL_PIXELFORMAT_RGB888, background);
    if (background == 0) {
        fill_like_a_film(into);
    }
    struct error painted = {0};
    if (!text_paint(block, fonts, 0, (struct rect){0, 0, size.w, size.h}, into, 0, 0, &painted)) {
        fail_msg("%s", painted.text);
    }
    picture_is_golden(into, name);
    SDL_FreeSurface(into);
    text_free(block);
}

static void row_is_golden(const char *markup, struct text_style style, int row_px,
                          Uint32 background, const char *name)
{
    struct error err = {0};
    is_golden(text_line_new(fonts, markup, &style, row_px, &err), background, name, &err);
}

static void page_is_golden(const char *markup, struct text_style style, struct size box,
                           Uint32 background, const char *name)
{
    struct error err = {0};
    is_golden(text_pages_new(fonts, markup, &style, box, &err), background, name, &err);
}

static void a_shadow_is_crisp_and_whole(void **state)
{
    (void)state;
    struct text_style style = plain;
    style.shadow = BLACK;
    row_is_golden("先核实，再转账 App 96110", style, 32, 0xFF2060A0u, "text-shadow-32");
    row_is_golden("先核实，再转账 jg", style, 96, 0xFF2060A0u, "text-shadow-96");
    row_is_golden("验证码不外传", style, 16, 0xFF2060A0u, "text-shadow-16");
}

static void a_shadow_lies_beneath_outlines(void **state)
{
    (void)state;
    struct text_style style = plain;
    style.colour = YELLOW;
    style.outline = RED;
    style.outline_px = 1;
    style.shadow = BLACK;
    row_is_golden("不轻信 不转账", style, 32, 0xFF2060A0u, "text-shadow-outline-32");
    style.outline_px = 4;
    style.shadow_px = 8;
    row_is_golden("不轻信 不转账", style, 96, 0xFF2060A0u, "text-shadow-outline-96");
}

static void a_gradient_runs_down_each_line_and_leaves_spans_alone(void **state)
{
    (void)state;
    struct text_style style = plain;
    style.gradient = (struct colour){255, 160, 0, 255};
    row_is_golden("反诈专线 [cyan]96110[/] 请接听", style, 32, NAVY, "text-gradient-32");
    row_is_golden("反诈[cyan]专线[/]ag，一", style, 96, NAVY, "text-gradient-96");
    page_is_golden("凡是要求转账汇款的，\n[b]都是诈骗[/]，请核实。", style, (struct size){640, 240},
                   NAVY, "text-gradient-page");
}

static void a_plate_lies_behind_the_text(void **state)
{
    (void)state;
    struct text_style style = plain;
    style.plate = RED;
    row_is_golden("接到96110来电，请接听！", style, 32, NAVY, "text-plate-32");
    row_is_golden("接到96110来电", style, 96, NAVY, "text-plate-96");
    style.size_px = 24;
    row_is_golden("接到96110来电", style, 40, NAVY, "text-plate-size");
    style.size_px = 0;
    page_is_golden("要求转账汇款的，\n都是诈骗。", style, (struct size){480, 200}, NAVY,
                   "text-plate-page");
}

static void a_page_over_a_film_is_read_by_plate_shadow_and_outline(void **state)
{
    (void)state;
    static const char words[] = "公检法机关[b]绝不会[/]通过电话办案，\n没有所谓的“安全账户”！";
    struct text_style style = plain;
    style.size_px = 40;
    style.shadow = BLACK;
    page_is_golden(words, style, (struct size){640, 180}, 0, "text-film-shadow");
    style.outline = BLACK;
    style.outline_px = 2;
    page_is_golden(words, style, (struct size){640, 180}, 0, "text-film-outline-shadow");
    style.outline_px = 0;
    style.plate = (struct colour){0, 0, 0, 160};
    style.gradient = YELLOW;
    page_is_golden(words, style, (struct size){640, 180}, 0, "text-film-plate");
}

// A style that asks for nothing of it is set and painted as ever.
static void what_is_not_asked_for_changes_nothing(void **state)
{
    (void)state;
    struct text_style style = plain;
    style.shadow_px = 9;
    struct error err = {0};
    struct text_block *with = text_line_new(fonts, "先核实", &style, 64, &err);
    struct text_block *without = text_line_new(fonts, "先核实", &plain, 64, &err);
    assert_non_null(with);
    assert_non_null(without);
    assert_int_equal(text_size(with).w, text_size(without).w);
    assert_int_equal(text_size_px(with), text_size_px(without));
    assert_true(rect_is_empty(text_plate(with, 0)));
    text_free(without);
    text_free(with);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_shadow_is_crisp_and_whole),
        cmocka_unit_test(a_shadow_lies_beneath_outlines),
        cmocka_unit_test(a_gradient_runs_down_each_line_and_leaves_spans_alone),
        cmocka_unit_test(a_plate_lies_behind_the_text),
        cmocka_unit_test(a_page_over_a_film_is_read_by_plate_shadow_and_outline),
        cmocka_unit_test(what_is_not_asked_for_changes_nothing),
    };
    return cmocka_run_group_tests(tests, open_fonts, close_fonts);
}
