// Slogans at LED size: what they look like at named instants, how they move, how long they stay.
#include "support/picture.h"
#include "trial.h"

#define MS INT64_C(1000)

static void is_golden_at(const char *playlist, int w, int h, int64_t at_ms, const char *name)
{
    struct trial trial;
    trial_init(&trial, playlist, NULL, w, h);
    trial_put_on(&trial, 0, 0, 0);
    trial_draw(&trial, at_ms * MS);
    char *golden = NULL;
    assert_true(asprintf(&golden, "stage-%s-%lld", name, (long long)at_ms) > 0);
    picture_is_golden(trial.canvas, golden);
    free(golden);
    trial_fini(&trial);
}

#define LEFT "text = \"刷单返利都是诈骗，[red]先垫付[/]就是陷阱！\";"

static void a_ticker_comes_in_from_the_right_and_goes_out_to_the_left(void **state)
{
    (void)state;
    is_golden_at(LEFT, 256, 32, 1000, "left");
    is_golden_at(LEFT, 256, 32, 4000, "left");
}

static void a_line_of_a_chosen_size_stands_in_the_middle(void **state)
{
    (void)state;
    is_golden_at("items = ( { kind = \"slogan\"; text = \"不轻信 不转账 96110\"; size = 24;"
                 " motion = \"right\"; speed = 60; outline = \"#a00000\"; outline_width = 2;"
                 " colour = \"yellow\"; background = \"navy\"; } );",
                 256, 64, 4000, "right");
}

static void lines_rise_and_sink(void **state)
{
    (void)state;
    is_golden_at(
        "items = ( { kind = \"slogan\"; motion = \"up\"; speed = 30;"
        " text = \"陌生来电不轻信\\n短信链接不点击\\n个人信息不透露\\n转账汇款多核实\"; } );",
        192, 96, 4000, "up");
    is_golden_at("items = ( { kind = \"slogan\"; motion = \"down\"; speed = 30; size = 20;"
                 " text = \"陌生来电不轻信\\n短信链接不点击\"; align = \"start\"; } );",
                 192, 96, 3000, "down");
}

static void columns_rise_and_pass(void **state)
{
    (void)state;
    is_golden_at("items = ( { text = \"陌生来电不轻信，先打96110！\"; direction = \"vertical\";"
                 " speed = 60; } );",
                 48, 192, 5000, "vertical");
    is_golden_at(
        "items = ( { text = \"陌生来电不轻信，短信链接不点击。\"; direction = \"vertical\";"
        " motion = \"right\"; size = 24; speed = 60; } );",
        192, 128, 3000, "vertical-right");
}

static void two_languages_run_together(void **state)
{
    (void)state;
    is_golden_at("items = ( { text = \"反诈专线96110，先核实再转账\"; mongolian = \"ᠮᠣᠩᠭᠣᠯ ᠪᠢᠴᠢᠭ\";"
                 " speed = 60; } );",
                 256, 64, 4000, "bilingual");
    is_golden_at("items = ( { text = \"反诈专线\"; mongolian = \"ᠮᠣᠩᠭᠣᠯ ᠪᠢᠴᠢᠭ\";"
                 " direction = \"vertical\"; motion = \"hold\"; } );",
                 128, 192, 0, "bilingual-vertical");
}

#define HOLD                                                                                                                                 \
    "items = ( { kind = \"slogan\"; motion = \"hold\"; page = 4; text = \"一、不轻信陌生来电。"                                    \
    "二、不点击不明链接。三、不透露短信验证码。四、不向陌生账户转账。五、遇事先打96110咨询核实。" \
    "六、一旦被骗，立即拨打110报警。\"; size = 20; background = \"#802000\"; } );"

static void a_held_slogan_turns_its_pages(void **state)
{
    (void)state;
    is_golden_at(HOLD, 256, 64, 0, "hold");
    is_golden_at(HOLD, 256, 64, 4000, "hold");
}

static void a_page_stays_until_its_time_has_passed(void **state)
{
    (void)state;
    struct trial trial;
    trial_init(&trial, HOLD, NULL, 256, 64);
    int64_t length_us = trial_put_on(&trial, 0, 0, 0);
    assert_true(length_us >= 2 * 4000 * MS);
    assert_int_equal(length_us % (4000 * MS), 0);
    struct stage_frame frame = stage_draw(trial.stage, (struct mono){0}, trial.canvas);
    assert_int_equal(frame.next_us, 4000 * MS);
    uint64_t first = frame_hash(trial.canvas);
    frame = stage_draw(trial.stage, (struct mono){4000 * MS - 1}, trial.canvas);
    assert_int_equal(frame.count, 0);
    assert_true(frame_hash(trial.canvas) == first);
    frame = stage_draw(trial.stage, (struct mono){4000 * MS}, trial.canvas);
    assert_int_equal(frame.count, 1);
    assert_int_equal(frame.next_us, 8000 * MS);
    assert_false(frame_hash(trial.canvas) == first);
    // one second round, held longer than its pages
    frame = stage_draw(trial.stage, (struct mono){length_us}, trial.canvas);
    assert_true(frame_hash(trial.canvas) == first);
    trial_fini(&trial);
}

// Whether the picture now is the one before, moved, wherever both were in sight.
static bool is_moved_by(const SDL_Surface *now, const SDL_Surface *before, int dx, int dy)
{
    for (int y = 0; y < now->h; y++) {
        for (int x = 0; x < now->w; x++) {
            int from_x = x - dx;
            int from_y = y - dy;
            if (from_x < 0 || from_x >= now->w || from_y < 0 || from_y >= now->h) {
                continue; // came into sight
            }
            uint32_t a = *(const uint32_t *)(const void *)((const char *)now->pixels +
                                                           (ptrdiff_t)y * now->pitch + x * 4);
            uint32_t b =
                *(const uint32_t *)(const void *)((const char *)before->pixels +
                                                  (ptrdiff_t)from_y * before->pitch + from_x * 4);
            if ((a ^ b) & 0xFFFFFF) {
                return false;
            }
        }
    }
    return true;
}

static void moves_exactly(const char *direction, const char *motion, int dx, int dy)
{
    char *playlist = NULL;
    assert_true(
        asprintf(&playlist,
                 "items = ( { direction = \"%s\"; motion = \"%s\"; speed = 120; text = "
                 "\"警惕冒充客服退款，个人信息不外泄，遇事多问96110。养老钱，看得紧；高回报，"
                 "别当真！\"; size = 24; outline = \"red\"; outline_width = 1; } );",
                 direction, motion) > 0);
    struct trial trial;
    trial_init(&trial, playlist, NULL, 160, 64);
    free(playlist);
    trial_put_on(&trial, 0, 0, 0);
    SDL_Surface *before = frame_new(trial.size);
    int64_t times_ms[] = {900, 925, 1800, 3000, 3250, 3950};
    for (size_t i = 0; i < sizeof times_ms / sizeof times_ms[0]; i++) {
        for (int later = 0; later <= 500; later += 100) { // 120 px/s: 12 px in 100 ms
            trial_draw(&trial, times_ms[i] * MS);
            stage_redraw(trial.stage);
            SDL_BlitSurface(trial.canvas, NULL, before, NULL);
            assert_true(trial_other_than(&trial, (struct rect){0, 0, 160, 64}, 0) > 100);
            trial_draw(&trial, (times_ms[i] + later) * MS);
            int px = later * 12 / 100;
            assert_true(is_moved_by(trial.canvas, before, dx * px, dy * px));
            if (px > 0 && later <= 200) { // a row of text is in sight of both
                assert_false(is_moved_by(trial.canvas, before, dx * (px - 1), dy * (px - 1)));
            }
        }
    }
    frame_free(before);
    trial_fini(&trial);
}

static void two_instants_differ_by_exactly_the_way_between_them(void **state)
{
    (void)state;
    static const char *const directions[] = {"horizontal", "vertical"};
    for (size_t i = 0; i < 2; i++) {
        moves_exactly(directions[i], "left", -1, 0);
        moves_exactly(directions[i], "right", 1, 0);
        moves_exactly(directions[i], "up", 0, -1);
        moves_exactly(directions[i], "down", 0, 1);
    }
}

static void a_jump_into_the_middle_shows_what_playing_up_to_it_shows(void **state)
{
    (void)state;
    struct trial played;
    struct trial jumped;
    const char *text = "text = \"一、不轻信陌生来电。二、不点击不明链接。三、不透露短信验证码。"
                       "四、不向陌生账户转账。五、遇事先打96110咨询核实。六、被骗立即报警。\";";
    trial_init(&played, text, NULL, 200, 32); // the text lies on four tiles
    trial_init(&jumped, text, NULL, 200, 32);
    int64_t length_us = trial_put_on(&played, 0, 0, 0);
    for (int64_t at_us = 0; at_us < length_us; at_us += 333 * MS) {
        stage_prepare(played.stage, (struct mono){at_us});
        trial_draw(&played, at_us);
        trial_put_on(&jumped, 0, 0, 0);
        trial_draw(&jumped, at_us);
        assert_true(frame_hash(played.canvas) == frame_hash(jumped.canvas));
    }
    trial_fini(&played);
    trial_fini(&jumped);
}

static void a_pass_begins_and_ends_with_an_empty_zone(void **state)
{
    (void)state;
    struct trial trial;
    trial_init(&trial, LEFT, NULL, 200, 32);
    int64_t length_us = trial_put_on(&trial, 0, 0, 0);
    struct rect all = {0, 0, 200, 32};
    trial_draw(&trial, 0);
    assert_int_equal(trial_other_than(&trial, all, 0), 0);
    trial_draw(&trial, length_us / 2);
    assert_true(trial_other_than(&trial, all, 0) > 500);
    trial_draw(&trial, length_us - 1);
    assert_int_equal(trial_other_than(&trial, all, 0), 0);
    assert_false(stage_is_over(trial.stage, 0, (struct mono){length_us - 8334}, NULL));
    assert_true(stage_is_over(trial.stage, 0, (struct mono){length_us}, NULL));
    trial_fini(&trial);
}

static void a_ticker_touches_only_its_rows(void **state)
{
    (void)state;
    struct trial trial;
    trial_init(&trial, "items = ( { kind = \"slogan\"; text = \"反诈\"; size = 24; } );", NULL, 200,
               100);
    trial_put_on(&trial, 0, 0, 0);
    trial_draw(&trial, 0);
    struct stage_frame frame = stage_draw(trial.stage, (struct mono){2000 * MS}, trial.canvas);
    assert_int_equal(frame.count, 1);
    assert_true(frame.changed[0].h >= 20 && frame.changed[0].h <= 30);
    assert_true(frame.changed[0].y > 30 && frame.changed[0].y < 50);
    trial_fini(&trial);
}

static void the_speed_that_is_told_is_the_speed_that_is_seen(void **state)
{
    (void)state;
    struct trial trial;
    trial_init(&trial,
               "items = ( { kind = \"slogan\"; text = \"反诈\"; speed = 100; },"
               "{ kind = \"slogan\"; text = \"反诈\"; motion = \"hold\"; } );",
               NULL, 200, 32);
    assert_null(stage_scroll(trial.stage, 0));
    trial_put_on(&trial, 0, 0, 0);
    assert_int_equal(scroll_speed_mpx_s(stage_scroll(trial.stage, 0)), 120000);
    assert_int_equal(stage_scroll(trial.stage, 0)->wished_px_s, 100);
    trial_put_on(&trial, 0, 1, 1000);
    assert_null(stage_scroll(trial.stage, 0));
    trial_fini(&trial);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_ticker_comes_in_from_the_right_and_goes_out_to_the_left),
        cmocka_unit_test(a_line_of_a_chosen_size_stands_in_the_middle),
        cmocka_unit_test(lines_rise_and_sink),
        cmocka_unit_test(columns_rise_and_pass),
        cmocka_unit_test(two_languages_run_together),
        cmocka_unit_test(a_held_slogan_turns_its_pages),
        cmocka_unit_test(a_page_stays_until_its_time_has_passed),
        cmocka_unit_test(two_instants_differ_by_exactly_the_way_between_them),
        cmocka_unit_test(a_jump_into_the_middle_shows_what_playing_up_to_it_shows),
        cmocka_unit_test(a_pass_begins_and_ends_with_an_empty_zone),
        cmocka_unit_test(a_ticker_touches_only_its_rows),
        cmocka_unit_test(the_speed_that_is_told_is_the_speed_that_is_seen),
    };
    return cmocka_run_group_tests(tests, open_fonts, close_fonts);
}
