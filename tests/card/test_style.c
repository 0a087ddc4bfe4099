// The colours of cards.
#include "easel.h"
#include "support/test.h"

#include "base/mem.h"
#include "card/style.h"

static const struct colour white = {255, 255, 255, 255};

static struct card_style style_of(const char *look, bool is_paper)
{
    char *text = mem_format("items = ( { id = \"a\"; text = \"甲\"; %s } );", look);
    struct playlist *playlist = easel_playlist(text);
    struct card_style style;
    card_style_of(&style, &playlist->items[0], playlist, is_paper);
    playlist_free(playlist);
    free(text);
    return style;
}

static void is_colour(struct colour got, unsigned want)
{
    assert_int_equal(colour_argb(got) & 0xFFFFFF, want);
}

static void black_gives_way_to_the_house_s_colours(void **state)
{
    (void)state;
    struct card_style style = style_of("", false);
    is_colour(style.field, 0x0A2254);
    is_colour(style.ink, 0xFFFFFF);
    is_colour(style.accent, 0xFFC440);
    is_colour(style_of("background = \"#050505\";", false).field, 0x0A2254);
}

static void a_colour_that_was_chosen_stays(void **state)
{
    (void)state;
    struct card_style style = style_of("background = \"#7A1420\"; colour = \"gold\";", false);
    is_colour(style.field, 0x7A1420);
    is_colour(style.ink, 0xFFC440);
    is_colour(style.on_accent, 0x7A1420);
    style = style_of("background = \"#7A1420\";", true); // inside out on paper
    is_colour(style.field, 0xFFFFFF);
    is_colour(style.ink, 0x7A1420);
}

static void the_zone_s_background_counts_where_the_item_has_none(void **state)
{
    (void)state;
    struct playlist *playlist = easel_playlist(
        "items = ( \"甲\", { text = \"乙\"; background = \"#00FF0080\"; } );"
        "zones = ( { background = \"#204060\"; items = ( \"item-1\", \"item-2\" ); } );");
    struct card_style style;
    card_style_of(&style, &playlist->items[0], playlist, false);
    is_colour(style.field, 0x204060);
    card_style_of(&style, &playlist->items[1], playlist, false);
    is_colour(style.field, 0x10A030); // half of each
    playlist_free(playlist);
}

// Whatever an author writes.
static void everything_can_be_read_in_any_colours(void **state)
{
    (void)state;
    static const uint8_t steps[] = {0, 60, 128, 200, 255};
    enum { STEPS = 5, ALL = STEPS * STEPS * STEPS };
    for (int i = 0; i < ALL * ALL; i += 7) {
        struct colour field = {steps[i % 5], steps[i / 5 % 5], steps[i / 25 % 5], 255};
        struct colour letters = {steps[i / ALL % 5], steps[i / ALL / 5 % 5], steps[i / ALL / 25],
                                 255};
        struct item item = {.look = {.colour = letters, .background = field}};
        struct playlist playlist = {.items = &item, .item_count = 1};
        for (int is_paper = 0; is_paper < 2; is_paper++) {
            struct card_style style;
            card_style_of(&style, &item, &playlist, is_paper);
            assert_true(colour_contrast(style.ink, style.field) >= 4.5);
            assert_true(colour_contrast(style.on_accent, style.accent) >= 4.5);
            assert_true(colour_contrast(style.accent, style.field) >= 3);
            assert_true(colour_contrast(style.call, style.band) >= 3);
            assert_true(colour_contrast(style.soft, style.band) >= 3);
            assert_true(colour_contrast(card_style_letters(&style, letters), style.field) >= 3);
        }
    }
}

static void letters_keep_their_colour_where_it_can_be_read(void **state)
{
    (void)state;
    struct card_style screen = style_of("", false);
    is_colour(card_style_letters(&screen, (struct colour){255, 214, 0, 255}), 0xFFD600);
    struct colour lifted = card_style_letters(&screen, (struct colour){18, 76, 172, 255});
    assert_true(lifted.b > lifted.g && lifted.g > lifted.r); // still blue
    struct card_style paper = style_of("", true);
    is_colour(card_style_letters(&paper, (struct colour){255, 214, 0, 255}), 0xC80014);
    is_colour(card_style_letters(&paper, (struct colour){236, 0, 18, 255}), 0xEC0012);
    is_colour(card_style_letters(&paper, white), 0x0A2254); // the ink
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(black_gives_way_to_the_house_s_colours),
        cmocka_unit_test(a_colour_that_was_chosen_stays),
        cmocka_unit_test(the_zone_s_background_counts_where_the_item_has_none),
        cmocka_unit_test(everything_can_be_read_in_any_colours),
        cmocka_unit_test(letters_keep_their_colour_where_it_can_be_read),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
