// Stretches: rounds, and loops whose end meets their beginning.
#include "studio.h"

#include "support/test.h"

#include "base/file.h"
#include "cmd/rehearse.h"
#include "cmd/stretch.h"

// The stretch of a playlist that was built and loaded.
static struct stretch stretch_of(struct studio *studio, bool is_loop)
{
    struct rehearsal rehearsal;
    struct troubles troubles = {0};
    struct error err = {0};
    struct stretch stretch;
    rehearsal_init(&rehearsal, &studio->setting, studio_canvas, &troubles);
    if (!stretch_find(&stretch, &rehearsal, &(struct stretch_wish){.is_loop = is_loop}, &err)) {
        fail_msg("%s", err.text);
    }
    rehearsal_fini(&rehearsal);
    return stretch;
}

static void assert_closes(const char *text)
{
    struct studio studio;
    struct error err = {0};
    studio_build(&studio, text);
    studio_load(&studio);
    struct stretch stretch = stretch_of(&studio, true);
    assert_true(stretch.jumping_zone == SIZE_MAX);
    int64_t frames = stretch.length_us * STUDIO_RATE_MHZ / 1000000000;
    struct take take = {.setting = &studio.setting,
                        .canvas = studio_canvas,
                        .rate_mhz = STUDIO_RATE_MHZ,
                        .start = stretch.start,
                        .lead_us = stretch.lead_us,
                        .frames = frames + 3,
                        .sink = {reel_keep_picture, NULL, &studio.reel}};
    assert_true(take_perform(&take, &err));
    for (int64_t i = 0; i < 3; i++) {
        assert_int_equal(studio.reel.hashes[i], studio.reel.hashes[frames + i]);
    }
    assert_true(studio.reel.hashes[0] != studio.reel.hashes[frames / 2]);
    studio_tear_down(&studio);
}

static void a_loop_ends_as_it_begins(void **state)
{
    (void)state;
    assert_closes(studio_slogans);
}

static void an_endless_loop_ends_in_the_midst_of_its_texts(void **state)
{
    (void)state;
    assert_closes(
        "items = ( \"陌生来电不轻信\", \"转账汇款多核实\" );"
        "zones = ( { name = \"ticker\"; endless = true; speed = 200; items = ( \"item-1\","
        " \"item-2\" ); } );");
}

static void zones_that_come_round_together_close_together(void **state)
{
    (void)state;
    assert_closes("items = ( { id = \"a\"; text = \"甲\"; motion = \"hold\"; hold = \"2s\"; },"
                  "{ id = \"b\"; text = \"乙\"; motion = \"hold\"; hold = \"2s\"; },"
                  "{ id = \"c\"; text = \"丙\"; motion = \"hold\"; hold = \"3s\"; } );"
                  "zones = ( { name = \"left\"; w = \"50%\"; items = ( \"a\", \"b\" ); },"
                  "{ name = \"right\"; x = \"50%\"; w = \"50%\"; items = ( \"c\", \"a\" ); } );");
}

static void a_row_that_never_repeats_still_closes(void **state)
{
    (void)state;
    size_t size = 0;
    struct error err = {0};
    char *text = NULL;
    const char *path = XIAOLABA_SOURCE_DIR "/playlists/evergreen.cfg";
    assert_true(file_read(path, 1 << 20, &text, &size, &err));
    assert_closes(text);
    free(text);
}

static void zones_that_do_not_come_round_together_get_time_for_all_they_have(void **state)
{
    (void)state;
    struct studio studio;
    studio_build(&studio,
                 "items = ( { id = \"a\"; text = \"甲\"; motion = \"hold\"; hold = \"7s\"; },"
                 "{ id = \"b\"; text = \"乙\"; motion = \"hold\"; hold = \"127.12s\"; },"
                 "{ id = \"c\"; text = \"丙\"; motion = \"hold\"; hold = \"3.04s\"; } );"
                 "zones = ( { name = \"large\"; w = \"80%\"; items = ( \"a\" ); },"
                 "{ name = \"small\"; x = \"80%\"; w = \"20%\"; items = ( \"b\", \"c\" ); } );");
    studio_load(&studio);
    struct stretch stretch = stretch_of(&studio, true);
    assert_int_equal(stretch.jumping_zone, 1);
    assert_int_equal(stretch.length_us, 133000000); // 19 times 7 s: 130.16 s are needed
    studio_tear_down(&studio);
}

static int64_t length_of_round(const char *text)
{
    struct studio studio;
    studio_build(&studio, text);
    studio_load(&studio);
    int64_t length_us = stretch_of(&studio, false).length_us;
    studio_tear_down(&studio);
    return length_us;
}

static void a_round_shows_everything_as_often_as_its_weight_says(void **state)
{
    (void)state;
    assert_int_equal(
        length_of_round("items = ( { id = \"a\"; text = \"甲\"; motion = \"hold\"; hold = \"2s\";"
                        " weight = 3; },"
                        "{ id = \"b\"; text = \"乙\"; motion = \"hold\"; hold = \"3s\"; } );"),
        9000000);
}

static void the_largest_zone_that_moves_says_how_long_a_round_is(void **state)
{
    (void)state;
    assert_int_equal(
        length_of_round(
            "items = ( { id = \"a\"; text = \"甲\"; motion = \"hold\"; hold = \"2s\"; },"
            "{ id = \"b\"; text = \"乙\"; motion = \"hold\"; hold = \"2s\"; },"
            "{ id = \"q\"; kind = \"qr\"; text = \"96110\"; hold = \"70s\"; } );"
            "zones = ( { name = \"code\"; w = \"80%\"; items = \"q\"; },"
            "{ name = \"text\"; x = \"80%\"; w = \"20%\"; items = ( \"a\", \"b\" ); } );"),
        4000000);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_loop_ends_as_it_begins),
        cmocka_unit_test(an_endless_loop_ends_in_the_midst_of_its_texts),
        cmocka_unit_test(zones_that_come_round_together_close_together),
        cmocka_unit_test(zones_that_do_not_come_round_together_get_time_for_all_they_have),
        cmocka_unit_test(a_row_that_never_repeats_still_closes),
        cmocka_unit_test(a_round_shows_everything_as_often_as_its_weight_says),
        cmocka_unit_test(the_largest_zone_that_moves_says_how_long_a_round_is),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
