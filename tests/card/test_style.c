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
            struct colour plate = {field.b, field.r, field.g, 255};
            struct colour free = card_style_letters(&style, (struct colour){0}, letters);
            struct colour plated = card_style_letters(&style, plate, letters);
            assert_true(colour_contrast(free, style.field) >= 3);
            assert_true(colour_contrast(plated, plate) >= 3);
            assert_true(colour_contrast(style.letters, style.field) >= 4.5);
        }
    }
}

static struct colour span_in(const struct card_style *style, const char *name)
{
    struct colour colour;
    assert_true(colour_parse(name, &colour));
    return card_style_letters(style, (struct colour){0}, colour);
}

static void letters_keep_their_colour_where_it_can_be_read(void **state)
{
    (void)state;
    struct card_style screen = style_of("", false);
    is_colour(span_in(&screen, "yellow"), 0xFFD600);
    struct colour lifted = span_in(&screen, "blue");
    assert_true(lifted.b > lifted.g && lifted.g > lifted.r); // still blue
    struct card_style paper = style_of("", true);
    is_colour(span_in(&paper, "red"), 0xEC0012);
    is_colour(span_in(&paper, "white"), 0x0A2254); // the ink
}

static void on_paper_green_is_a_dark_green_and_yellow_a_dark_amber(void **state)
{
    (void)state;
    struct card_style paper = style_of("", true);
    struct colour green = span_in(&paper, "green");
    struct colour yellow = span_in(&paper, "yellow");
    assert_true(green.g > 2 * green.b && green.r == 0);
    assert_true(colour_contrast(green, white) >= 4.5);
    is_colour(yellow, 0xA36200);
    assert_true(colour_contrast(yellow, white) >= 4.5);
}

static void an_item_s_colour_is_lightened_and_stays_its_hue(void **state)
{
    (void)state;
    struct card_style style = style_of("colour = \"red\";", false);
    assert_true(colour_contrast(style.letters, style.field) >= 4.5);
    assert_true(style.letters.r > 2 * style.letters.g && style.letters.r > 2 * style.letters.b);
    style = style_of("colour = \"blue\";", false);
    assert_true(style.letters.b > style.letters.g && style.letters.g > style.letters.r + 30);
    style = style_of("colour = \"grey\";", false);
    assert_true(style.letters.r < 200 && style.letters.r > 128);
    is_colour(style_of("colour = \"white\";", false).letters, 0xFFFFFF);
    style = style_of("colour = \"red\"; background = \"green\";", false);
    assert_true(style.letters.r > 3 * style.letters.g && style.letters.r > 60); // no black
    is_colour(style_of("colour = \"red\";", true).letters, 0xEC0012);
    is_colour(style_of("colour = \"gold\";", true).letters, 0x0A2254);
}

static void letters_on_a_plate_are_judged_against_the_plate(void **state)
{
    (void)state;
    static const struct colour red = {236, 0, 18, 255};
    for (int is_paper = 0; is_paper < 2; is_paper++) {
        struct card_style style = style_of("plate = \"red\"; colour = \"blue\";", is_paper);
        assert_true(colour_contrast(style.letters, red) >= 3);
        assert_true(style.letters.b > style.letters.r + 30); // still blue
        style = style_of("plate = \"yellow\"; colour = \"blue\";", is_paper);
        is_colour(style.letters, 0x124CAC); // which the navy would have lightened
        is_colour(style_of("plate = \"red\";", is_paper).letters, 0xFFFFFF);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(black_gives_way_to_the_house_s_colours),
        cmocka_unit_test(a_colour_that_was_chosen_stays),
        cmocka_unit_test(the_zone_s_background_counts_where_the_item_has_none),
        cmocka_unit_test(everything_can_be_read_in_any_colours),
        cmocka_unit_test(letters_keep_their_colour_where_it_can_be_read),
        cmocka_unit_test(on_paper_green_is_a_dark_green_and_yellow_a_dark_amber),
        cmocka_unit_test(an_item_s_colour_is_lightened_and_stays_its_hue),
        cmocka_unit_test(letters_on_a_plate_are_judged_against_the_plate),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
