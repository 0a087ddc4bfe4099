// Acts that stand still, and the stage around them: codes, clocks, the house card, zones over each
// other, the information plate.
#include "support/picture.h"
#include "trial.h"

#include "media/qr.h"
#include "stage/measure.h"

#define MS INT64_C(1000)
#define SECOND (1000 * MS)

#define QR                                                                                         \
    "items = ( { kind = \"qr\"; text = \"https://example.cn/96110\"; caption = \"反诈咨询\";"  \
    " background = \"navy\"; } );"

static void a_code_stands_beside_its_caption_on_a_strip(void **state)
{
    (void)state;
    struct trial trial;
    trial_init(&trial, QR, NULL, 256, 64);
    trial_put_on(&trial, 0, 0, 0);
    trial_draw(&trial, 0);
    picture_is_golden(trial.canvas, "stage-qr-strip-0");
    trial_fini(&trial);
}

static void a_code_stands_above_its_caption_elsewhere(void **state)
{
    (void)state;
    struct trial trial;
    trial_init(&trial, QR, NULL, 128, 160);
    assert_int_equal(trial_put_on(&trial, 0, 0, 0), 15 * SECOND);
    struct stage_frame frame = stage_draw(trial.stage, (struct mono){0}, trial.canvas);
    assert_true(frame.next_us == INT64_MAX);
    picture_is_golden(trial.canvas, "stage-qr-0");
    trial_fini(&trial);
}

// What a phone's camera needs: square modules of whole pixels, dark on light, and four modules of
// light border.
static void every_module_of_a_code_is_on_the_screen(void **state)
{
    (void)state;
    const char *text = "如遇诈骗请拨打96110";
    struct qr code;
    struct error err = {0};
    assert_true(qr_make(&code, text, &err));
    char playlist[256];
    snprintf(playlist, sizeof playlist, "items = ( { kind = \"qr\"; text = \"%s\"; } );", text);
    struct trial trial;
    trial_init(&trial, playlist, NULL, 150, 120);
    trial_put_on(&trial, 0, 0, 0);
    trial_draw(&trial, 0);
    int modules = code.side + 2 * QR_QUIET_MODULES;
    int px = 120 / modules;
    assert_true(px >= 2);
    int left = (150 - modules * px) / 2;
    int top = (120 - modules * px) / 2;
    for (int y = 0; y < modules; y++) {
        for (int x = 0; x < modules; x++) {
            int in_x = x - QR_QUIET_MODULES;
            int in_y = y - QR_QUIET_MODULES;
            bool is_inside = in_x >= 0 && in_y >= 0 && in_x < code.side && in_y < code.side;
            bool is_dark = is_inside && code.modules[in_y * code.side + in_x] != 0;
            struct rect module = {left + x * px, top + y * px, px, px};
            assert_int_equal(trial_other_than(&trial, module, is_dark ? 0 : 0xFFFFFF), 0);
        }
    }
    qr_fini(&code);
    trial_fini(&trial);
}

#define CLOCK(more) "items = ( { kind = \"clock\"; background = \"navy\"; " more "} );"

static void a_clock_shows_time_date_and_weekday_in_chinese(void **state)
{
    (void)state;
    struct trial trial;
    trial_init(&trial, CLOCK(""), NULL, 160, 64);
    assert_int_equal(trial_put_on(&trial, 0, 0, 0), 30 * SECOND);
    struct stage_frame frame = stage_draw(trial.stage, (struct mono){0}, trial.canvas);
    assert_int_equal(frame.next_us, 45 * SECOND); // it went on at 08:30:15
    picture_is_golden(trial.canvas, "stage-clock-0");
    assert_int_equal(stage_draw(trial.stage, (struct mono){45 * SECOND - 1}, trial.canvas).count,
                     0);
    assert_int_equal(stage_draw(trial.stage, (struct mono){45 * SECOND}, trial.canvas).count, 1);
    picture_is_golden(trial.canvas, "stage-clock-45000");
    trial_fini(&trial);
}

static void a_clock_with_seconds_steps_once_a_second(void **state)
{
    (void)state;
    struct trial trial;
    trial_init(&trial, CLOCK("seconds = true; date = false; weekday = false; "), NULL, 160, 48);
    trial_put_on(&trial, 0, 0, 400 * MS);
    int64_t at_us = 400 * MS;
    for (int i = 0; i < 5; i++) {
        struct stage_frame frame = stage_draw(trial.stage, (struct mono){at_us}, trial.canvas);
        assert_int_equal(frame.count, 1);
        assert_int_equal(frame.next_us, (i + 1) * SECOND);
        at_us = frame.next_us;
    }
    picture_is_golden(trial.canvas, "stage-clock-seconds-4000");
    trial_fini(&trial);
}

static void a_clock_that_goes_on_again_learns_the_hour_again(void **state)
{
    (void)state;
    struct trial trial;
    trial_init(&trial, CLOCK(""), NULL, 160, 64);
    trial_put_on(&trial, 0, 0, 0);
    trial_draw(&trial, 0);
    uint64_t morning = frame_hash(trial.canvas);
    stage_cue(trial.stage, 0, &trial.playlist->items[0], 0);
    assert_int_equal(stage_cued(trial.stage, 0, NULL), ACT_READY);
    // meanwhile the board's clock was set back by a day
    stage_take(trial.stage, 0, (struct mono){10 * SECOND},
               (struct wall){TRIAL_WALL_US - 86400 * SECOND}, 0);
    trial_draw(&trial, 10 * SECOND);
    assert_false(frame_hash(trial.canvas) == morning);
    stage_cue(trial.stage, 0, &trial.playlist->items[0], 0);
    stage_take(trial.stage, 0, (struct mono){20 * SECOND}, (struct wall){TRIAL_WALL_US}, 0);
    trial_draw(&trial, 20 * SECOND);
    assert_true(frame_hash(trial.canvas) == morning);
    trial_fini(&trial);
}

// What a clock shows that went on at `at`.
static uint64_t clock_face(const struct meridian *meridian, struct wall at)
{
    struct trial trial;
    trial_init_at(&trial, CLOCK(""), meridian, 160, 64);
    trial_put_on(&trial, 0, 0, at.us - TRIAL_WALL_US);
    trial_draw(&trial, at.us - TRIAL_WALL_US);
    uint64_t face = frame_hash(trial.canvas);
    trial_fini(&trial);
    return face;
}

static void a_clock_shows_the_time_of_its_place(void **state)
{
    (void)state;
    // two headers, one type and its name each, and the rule: an hour east of China in June
    static const char zone[] = "TZif2\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0"
                               "\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\1\0\0\0\4"
                               "\0\0\0\0\0\0ABC\0"
                               "TZif2\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0"
                               "\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\1\0\0\0\4"
                               "\0\0\0\0\0\0ABC\0"
                               "\nABC-8DEF,M3.5.0,M10.5.0\n";
    struct error err = {0};
    struct meridian *meridian = meridian_parse(zone, sizeof zone - 1, &err);
    assert_non_null(meridian);
    const int64_t half_a_year_us = INT64_C(200) * 86400 * SECOND;
    struct wall winter = {TRIAL_WALL_US};
    struct wall summer = {TRIAL_WALL_US + half_a_year_us};
    struct wall summer_and_an_hour = {summer.us + 3600 * SECOND};
    assert_true(clock_face(meridian, winter) == clock_face(NULL, winter));
    assert_false(clock_face(meridian, summer) == clock_face(NULL, summer));
    assert_true(clock_face(meridian, summer) == clock_face(NULL, summer_and_an_hour));
    meridian_free(meridian);
}

static void the_house_card_needs_no_file(void **state)
{
    (void)state;
    struct trial trial;
    trial_init(&trial, CLOCK(""), NULL, 192, 96);
    stage_take_house(trial.stage, 0, (struct mono){0});
    trial_draw(&trial, 0);
    picture_is_golden(trial.canvas, "stage-house-0");
    assert_false(stage_is_over(trial.stage, 0, (struct mono){INT64_C(1) << 60}, NULL));
    trial_fini(&trial);
}

static void the_house_card_needs_no_font(void **state)
{
    (void)state;
    struct trial trial;
    trial_init_fontless(&trial, CLOCK(""), 192, 96);
    stage_take_house(trial.stage, 0, (struct mono){0});
    trial_draw(&trial, 0);
    picture_is_golden(trial.canvas, "stage-house-fontless-0");
    trial_fini(&trial);
}

static void without_fonts_words_fail_with_a_reason_and_codes_still_show(void **state)
{
    (void)state;
    struct trial trial;
    trial_init_fontless(&trial,
                        "items = ( \"不轻信\", { kind = \"clock\"; },"
                        " { kind = \"qr\"; text = \"96110\"; } );",
                        64, 64);
    for (size_t item = 0; item < 2; item++) {
        const char *why = NULL;
        stage_cue(trial.stage, 0, &trial.playlist->items[item], 0);
        stage_prepare(trial.stage, (struct mono){0});
        assert_int_equal(stage_cued(trial.stage, 0, &why), ACT_FAILED);
        assert_string_equal(why, "there is no font to write it with");
    }
    trial_put_on(&trial, 0, 2, 0);
    trial_draw(&trial, 0);
    assert_true(trial_other_than(&trial, (struct rect){0, 0, 64, 64}, 0) > 500);
    trial_fini(&trial);
}

#define ZONES                                                                                      \
    "items = ( { id = \"a\"; kind = \"slogan\"; motion = \"hold\"; text = \"底\";"                \
    "            background = \"#204060\"; },"                                                     \
    "          { id = \"b\"; kind = \"slogan\"; motion = \"hold\"; text = \"中\";"                \
    "            colour = \"yellow\"; },"                                                          \
    "          { id = \"c\"; kind = \"slogan\"; motion = \"hold\"; text = \"顶\"; } );"           \
    "zones = ( { name = \"top\"; x = 70; y = 16; w = 40; h = 40; z = 2; items = ( \"c\" );"        \
    "            background = \"#c0000080\"; },"                                                   \
    "          { name = \"middle\"; x = 30; y = 8; w = 60; h = 48; z = 1; items = ( \"b\" );"      \
    "            background = \"none\"; },"                                                        \
    "          { name = \"bottom\"; items = ( \"a\" ); } );"

static void zones_cover_each_other_in_order_of_depth(void **state)
{
    (void)state;
    struct trial trial;
    trial_init(&trial, ZONES, NULL, 128, 64);
    for (size_t zone = 0; zone < 3; zone++) {
        trial_put_on(&trial, zone, 2 - zone, 0);
    }
    trial_draw(&trial, 0);
    assert_int_equal(trial_pixel(&trial, 0, 0), 0x204060);
    assert_int_equal(trial_pixel(&trial, 31, 9), 0x204060); // see-through
    uint32_t veiled = trial_pixel(&trial, 108, 54);         // half red over the blue
    assert_in_range(veiled >> 16, 0x6E, 0x72);
    assert_in_range(veiled & 0xFF, 0x2E, 0x32);
    picture_is_golden(trial.canvas, "stage-zones-0");
    trial_fini(&trial);
}

static void an_empty_zone_shows_its_background(void **state)
{
    (void)state;
    struct trial trial;
    trial_init(&trial,
               "items = ( \"x\" ); zones = ( { background = \"#102030\"; items = \"item-1\"; } );",
               NULL, 32, 16);
    trial_draw(&trial, 0);
    assert_int_equal(trial_other_than(&trial, (struct rect){0, 0, 32, 16}, 0x102030), 0);
    trial_fini(&trial);
}

static void the_plate_lies_over_everything_and_goes_without_a_trace(void **state)
{
    (void)state;
    struct trial trial;
    trial_init(&trial, ZONES, NULL, 256, 96);
    trial_put_on(&trial, 2, 0, 0);
    trial_draw(&trial, 0);
    uint64_t bare = frame_hash(trial.canvas);
    stage_overlay(trial.stage, "底 · 60.0 fps\n今日 128 次");
    struct stage_frame frame = stage_draw(trial.stage, (struct mono){1000}, trial.canvas);
    assert_int_equal(frame.count, 1);
    picture_is_golden(trial.canvas, "stage-plate-1");
    stage_overlay(trial.stage, "底 · 60.0 fps\n今日 128 次");
    assert_int_equal(stage_draw(trial.stage, (struct mono){2000}, trial.canvas).count, 0);
    stage_overlay(trial.stage, NULL);
    assert_int_equal(stage_draw(trial.stage, (struct mono){3000}, trial.canvas).count, 1);
    assert_true(frame_hash(trial.canvas) == bare);
    trial_fini(&trial);
}

static void a_notice_lies_at_the_bottom_edge_and_goes_without_a_trace(void **state)
{
    (void)state;
    static const struct {
        struct size size;
        const char *text, *golden;
    } table[] = {
        {{1920, 1080}, "U盘 已更新 1/42，可以拔出", "stage-notice-wide"},
        {{1080, 1920}, "U盘 E11 没有可信的签名，可以拔出", "stage-notice-upright"},
        {{1024, 128}, "U盘 E19 文件缺失或损坏，可以拔出", "stage-notice-strip"},
        {{128, 64}, "U盘 E18 存储空间不足，可以拔出", "stage-notice-small"},
    };
    for (size_t i = 0; i < sizeof table / sizeof table[0]; i++) {
        struct trial trial;
        trial_init(&trial, QR, NULL, table[i].size.w, table[i].size.h);
        trial_put_on(&trial, 0, 0, 0);
        trial_draw(&trial, 0);
        uint64_t bare = frame_hash(trial.canvas);
        stage_notice(trial.stage, table[i].text);
        struct stage_frame frame = stage_draw(trial.stage, (struct mono){1000}, trial.canvas);
        assert_int_equal(frame.count, 1);
        assert_int_equal(frame.changed[0].y + frame.changed[0].h, table[i].size.h);
        picture_is_golden(trial.canvas, table[i].golden);
        assert_int_equal(stage_draw(trial.stage, (struct mono){2000}, trial.canvas).count, 0);
        stage_notice(trial.stage, NULL);
        assert_int_equal(stage_draw(trial.stage, (struct mono){3000}, trial.canvas).count, 1);
        assert_true(frame_hash(trial.canvas) == bare);
        trial_fini(&trial);
    }
}

static void a_still_picture_costs_nothing(void **state)
{
    (void)state;
    struct trial trial;
    trial_init(&trial, QR, NULL, 128, 160);
    trial_put_on(&trial, 0, 0, 0);
    assert_int_equal(stage_draw(trial.stage, (struct mono){0}, trial.canvas).count, 1);
    assert_true(stage_zone_changed(trial.stage, 0));
    for (int64_t at_us = 1; at_us < 15 * SECOND; at_us += 777 * MS) {
        assert_int_equal(stage_draw(trial.stage, (struct mono){at_us}, trial.canvas).count, 0);
        assert_false(stage_zone_changed(trial.stage, 0));
    }
    trial_fini(&trial);
}

static void an_item_that_follows_itself_is_not_opened_again(void **state)
{
    (void)state;
    struct trial trial;
    trial_init(&trial, "text = \"反诈\";", NULL, 100, 32);
    int64_t length_us = trial_put_on(&trial, 0, 0, 0);
    trial_draw(&trial, 500 * MS);
    uint64_t first = frame_hash(trial.canvas);
    stage_cue(trial.stage, 0, &trial.playlist->items[0], 0);
    assert_int_equal(stage_cued(trial.stage, 0, NULL), ACT_READY); // nothing to prepare
    assert_int_equal(stage_take(trial.stage, 0, (struct mono){length_us}, (struct wall){0}, 0),
                     length_us);
    trial_draw(&trial, length_us + 500 * MS);
    assert_true(frame_hash(trial.canvas) == first);
    trial_fini(&trial);
}

static void a_cue_that_is_dropped_leaves_the_stage_as_it_was(void **state)
{
    (void)state;
    struct trial trial;
    trial_init(&trial, ZONES, NULL, 128, 64);
    trial_put_on(&trial, 2, 0, 0);
    trial_draw(&trial, 0);
    assert_int_equal(stage_cued(trial.stage, 2, NULL), 0);
    stage_cue(trial.stage, 2, &trial.playlist->items[1], 0);
    assert_int_equal(stage_cued(trial.stage, 2, NULL), ACT_PREPARING);
    stage_drop_cue(trial.stage, 2);
    assert_int_equal(stage_cued(trial.stage, 2, NULL), 0);
    assert_int_equal(stage_draw(trial.stage, (struct mono){1}, trial.canvas).count, 0);
    trial_fini(&trial);
}

static void count_trouble(void *self, const struct item *item, const char *why)
{
    (void)item;
    assert_true(why[0] != '\0');
    ++*(int *)self;
}

static void measuring_tells_the_lengths_that_the_stage_tells(void **state)
{
    (void)state;
    struct trial trial;
    trial_init(&trial,
               "items = ( \"陌生来电不轻信\", { kind = \"clock\"; hold = 7; },"
               " { kind = \"qr\"; text = \"96110\"; }, { file = \"not-there.png\"; },"
               " { kind = \"slogan\"; motion = \"hold\"; text = \"不转账\"; passes = 2; } );",
               NULL, 128, 32);
    struct act_env env = {.fonts = fonts, .rate_mhz = 60000, .mode = MEDIUM_WAIT};
    int64_t lengths_us[5] = {-1, -1, -1, -1, -1};
    int troubles = 0;
    measure_zone(trial.playlist, 0, trial.size, &env, lengths_us, count_trouble, &troubles);
    assert_int_equal(troubles, 1);
    assert_int_equal(lengths_us[1], 7 * SECOND);
    assert_int_equal(lengths_us[2], 15 * SECOND);
    assert_int_equal(lengths_us[3], 0);
    assert_int_equal(lengths_us[4], 2 * 3 * SECOND); // the shortest page, twice
    for (size_t item = 0; item < 5; item++) {
        if (item != 3) {
            assert_int_equal(trial_put_on(&trial, 0, item, (int64_t)item), lengths_us[item]);
        }
    }
    trial_fini(&trial);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_code_stands_beside_its_caption_on_a_strip),
        cmocka_unit_test(a_code_stands_above_its_caption_elsewhere),
        cmocka_unit_test(every_module_of_a_code_is_on_the_screen),
        cmocka_unit_test(a_clock_shows_time_date_and_weekday_in_chinese),
        cmocka_unit_test(a_clock_with_seconds_steps_once_a_second),
        cmocka_unit_test(a_clock_that_goes_on_again_learns_the_hour_again),
        cmocka_unit_test(a_clock_shows_the_time_of_its_place),
        cmocka_unit_test(the_house_card_needs_no_file),
        cmocka_unit_test(the_house_card_needs_no_font),
        cmocka_unit_test(without_fonts_words_fail_with_a_reason_and_codes_still_show),
        cmocka_unit_test(zones_cover_each_other_in_order_of_depth),
        cmocka_unit_test(an_empty_zone_shows_its_background),
        cmocka_unit_test(the_plate_lies_over_everything_and_goes_without_a_trace),
        cmocka_unit_test(a_notice_lies_at_the_bottom_edge_and_goes_without_a_trace),
        cmocka_unit_test(a_still_picture_costs_nothing),
        cmocka_unit_test(an_item_that_follows_itself_is_not_opened_again),
        cmocka_unit_test(a_cue_that_is_dropped_leaves_the_stage_as_it_was),
        cmocka_unit_test(measuring_tells_the_lengths_that_the_stage_tells),
    };
    return cmocka_run_group_tests(tests, open_fonts, close_fonts);
}
