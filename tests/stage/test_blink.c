// Text that flashes: when it is there, what stays when it is not, and that waiting costs nothing.
#include "support/picture.h"
#include "trial.h"

#include "stage/blink.h"

#define MS INT64_C(1000)

static void half_of_each_period_is_lit(void **state)
{
    (void)state;
    static const struct {
        int rate_mhz;
        int64_t elapsed_us;
        bool is_on;
        int64_t next_us;
    } cases[] = {
        {0, 123456, true, INT64_MAX},
        {1000, 0, true, 500000},
        {1000, 499999, true, 500000},
        {1000, 500000, false, 1000000},
        {1000, 1000000, true, 1500000},
        {3000, 166666, true, 166667},
        {3000, 166667, false, 333334},
        {100, 4999999, true, 5000000},
        {100, 5000000, false, 10000000},
        {2500, INT64_C(31536000000000) + 200000, false, INT64_C(31536000400000)}, // a year later
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        assert_int_equal(blink_is_on(cases[i].rate_mhz, cases[i].elapsed_us), cases[i].is_on);
        assert_int_equal(blink_next_us(cases[i].rate_mhz, cases[i].elapsed_us), cases[i].next_us);
    }
    assert_int_equal(blink_began_us(1000, 2700000), 2000000);
    assert_int_equal(blink_began_us(0, 2700000), 2700000);
}

// WCAG 2.3.1: a flash is a pair of changes; whichever second is looked at holds at most three.
static void no_second_holds_more_than_three_flashes(void **state)
{
    (void)state;
    for (int64_t from_us = 0; from_us < 700000; from_us += 997) {
        int changes = 0;
        for (int64_t at_us = from_us; (at_us = blink_next_us(3000, at_us)) < from_us + 1000000;) {
            changes++;
        }
        assert_true(changes <= 6);
    }
}

#define HELD(more)                                                                                 \
    "items = ( { text = \"诈骗\"; motion = \"hold\"; size = 32; blink = 1.0; background = "      \
    "\"navy\"; " more " } );"

static void a_held_text_costs_two_pictures_a_period(void **state)
{
    (void)state;
    struct trial trial;
    trial_init(&trial, HELD(""), NULL, 160, 64);
    trial_put_on(&trial, 0, 0, 0);
    struct rect all = {0, 0, 160, 64};
    struct stage_frame frame = stage_draw(trial.stage, (struct mono){0}, trial.canvas);
    uint64_t lit = frame_hash(trial.canvas);
    assert_int_equal(frame.next_us, 500 * MS);
    int drawn = 0;
    for (int64_t at_us = 0; at_us < 4000 * MS; at_us += 10 * MS) {
        bool is_on = at_us / (500 * MS) % 2 == 0;
        frame = stage_draw(trial.stage, (struct mono){at_us}, trial.canvas);
        drawn += frame.count;
        assert_int_equal(frame.next_us, (at_us / (500 * MS) + 1) * 500 * MS);
        assert_int_equal(trial_other_than(&trial, all, 0x0A2254) > 100, is_on);
        assert_int_equal(frame_hash(trial.canvas) == lit, is_on);
    }
    assert_int_equal(drawn, 7);
    trial_fini(&trial);
}

static void the_plate_stays_as_it_was(void **state)
{
    (void)state;
    static const char *const playlists[] = {
        HELD("plate = \"#c0000080\";"),
        "items = ( { text = \"诈骗\"; motion = \"hold\"; size = 32; blink = 1.0; "
        "plate = \"#c0000080\"; }, { id = \"below\"; text = \"反\"; motion = \"hold\"; } );"
        "zones = ( { name = \"low\"; background = \"#3060a0\"; items = \"below\"; },"
        "          { name = \"top\"; background = \"none\"; items = \"item-1\"; } );",
    };
    for (int i = 0; i < 2; i++) {
        struct trial trial;
        trial_init(&trial, playlists[i], NULL, 160, 64);
        trial_put_on(&trial, (size_t)i, 0, 0);
        trial_draw(&trial, 0);
        uint32_t plate = trial_pixel(&trial, 44, 32); // left of the text
        uint32_t around = trial_pixel(&trial, 4, 4);
        assert_true(plate != around);
        struct rect inner = {50, 20, 60, 24};
        assert_true(trial_other_than(&trial, inner, plate) > 100);
        trial_draw(&trial, 500 * MS);
        assert_int_equal(trial_other_than(&trial, inner, plate), 0);
        assert_int_equal(trial_pixel(&trial, 44, 32), plate);
        assert_int_equal(trial_pixel(&trial, 4, 4), around);
        trial_fini(&trial);
    }
}

#define SCROLLING(more)                                                                            \
    "items = ( { text = \"警惕冒充客服退款，遇事多问96110。\"; speed = 60; blink = 2.0; " more     \
    " } );"

static void a_scrolling_text_goes_on_while_it_is_away(void **state)
{
    (void)state;
    struct trial flashing;
    struct trial steady;
    trial_init(&flashing, SCROLLING(""), NULL, 160, 32);
    trial_init(&steady, "text = \"警惕冒充客服退款，遇事多问96110。\"; defaults = { speed = 60; };",
               NULL, 160, 32);
    int64_t length_us = trial_put_on(&flashing, 0, 0, 0);
    assert_int_equal(trial_put_on(&steady, 0, 0, 0), length_us);
    struct rect all = {0, 0, 160, 32};
    int in_the_dark = 0;
    for (int64_t at_us = 0; at_us < 4000 * MS; at_us += 50 * MS) {
        struct stage_frame frame =
            stage_draw(flashing.stage, (struct mono){at_us}, flashing.canvas);
        trial_draw(&steady, at_us);
        if (at_us / (250 * MS) % 2 == 0) {
            assert_true(frame_hash(flashing.canvas) == frame_hash(steady.canvas));
        } else {
            assert_int_equal(trial_other_than(&flashing, all, 0), 0);
            assert_int_equal(frame.next_us, (at_us / (250 * MS) + 1) * 250 * MS);
            in_the_dark += frame.count;
        }
    }
    assert_int_equal(in_the_dark, 8); // one for each time it goes away
    trial_fini(&steady);
    trial_fini(&flashing);
}

static void a_plate_scrolls_on_alone(void **state)
{
    (void)state;
    struct trial trial;
    trial_init(&trial, SCROLLING("plate = \"#c00000\";"), NULL, 160, 32);
    trial_put_on(&trial, 0, 0, 0);
    struct rect all = {0, 0, 160, 32};
    trial_draw(&trial, 1249 * MS);
    int lit = trial_other_than(&trial, all, 0);
    trial_draw(&trial, 1250 * MS);
    int before = trial_other_than(&trial, all, 0);
    assert_true(before >= lit && before % 32 == 0);
    struct rect shown = {161 - before / 32, 0, before / 32 - 2, 32};
    assert_int_equal(trial_other_than(&trial, shown, 0xC00000), 0);
    trial_draw(&trial, 1450 * MS);
    assert_int_equal(trial_other_than(&trial, all, 0), before + 12 * 32);
    trial_fini(&trial);
}

static void a_page_stays_twice_as_long_when_it_flashes(void **state)
{
    (void)state;
    static const char words[] = "items = ( { motion = \"hold\"; text = \"不轻信陌生来电，不点击不明"
                                "链接，不透露验证码，不向陌生账户转账。\"; %s } );";
    int64_t lengths_us[2];
    for (int i = 0; i < 2; i++) {
        char *playlist = NULL;
        assert_true(asprintf(&playlist, words, i == 0 ? "" : "blink = 1;") > 0);
        struct trial trial;
        trial_init(&trial, playlist, NULL, 640, 200);
        lengths_us[i] = trial_put_on(&trial, 0, 0, 0);
        free(playlist);
        trial_fini(&trial);
    }
    assert_int_equal(lengths_us[1], 2 * lengths_us[0]);
}

#define JOINED(more)                                                                               \
    "items = ( { id = \"a\"; text = \"先核实\"; passes = 3; " more " } );"                         \
    "zones = ( { endless = true; items = \"a\"; speed = 60; separator = \"◆◆\"; } );"

static void on_a_rail_the_separator_stays(void **state)
{
    (void)state;
    struct trial flashing;
    struct trial steady;
    trial_init(&flashing, JOINED("blink = 2.0; plate = \"#c00000\";"), NULL, 200, 32);
    trial_init(&steady, JOINED("plate = \"#c00000\";"), NULL, 200, 32);
    int64_t length_us = trial_put_on(&flashing, 0, 0, 0);
    assert_int_equal(trial_put_on(&steady, 0, 0, 0), length_us);
    struct rect all = {0, 0, 200, 32};
    for (int64_t at_us = 0; at_us < length_us; at_us += 50 * MS) {
        trial_draw(&flashing, at_us);
        trial_draw(&steady, at_us);
        if (at_us / (250 * MS) % 2 == 0) {
            assert_true(frame_hash(flashing.canvas) == frame_hash(steady.canvas));
            continue;
        }
        for (int x = 0; x < 200; x++) { // black and red stay, white is either a separator or gone
            uint32_t was = trial_pixel(&steady, x, 16);
            uint32_t is = trial_pixel(&flashing, x, 16);
            assert_true(is == was || is == 0xC00000);
        }
        if (at_us >= 3300 * MS) {
            assert_true(trial_other_than(&flashing, all, 0xC00000) > 100);
            assert_false(frame_hash(flashing.canvas) == frame_hash(steady.canvas));
        }
    }
    trial_fini(&steady);
    trial_fini(&flashing);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(half_of_each_period_is_lit),
        cmocka_unit_test(no_second_holds_more_than_three_flashes),
        cmocka_unit_test(a_held_text_costs_two_pictures_a_period),
        cmocka_unit_test(the_plate_stays_as_it_was),
        cmocka_unit_test(a_scrolling_text_goes_on_while_it_is_away),
        cmocka_unit_test(a_plate_scrolls_on_alone),
        cmocka_unit_test(on_a_rail_the_separator_stays),
        cmocka_unit_test(a_page_stays_twice_as_long_when_it_flashes),
    };
    return cmocka_run_group_tests(tests, open_fonts, close_fonts);
}
