// What goes on in one zone besides the usual: an act that begins in the middle, a zone that is dark
// on purpose or cleared.
#include "trial.h"

#define MS INT64_C(1000)
#define SECOND (1000 * MS)

enum { W = 160, H = 64 };

// Everything that performs without a file.
#define ITEMS                                                                                                     \
    "items = ("                                                                                                   \
    " { kind = \"slogan\"; text = \"陌生链接不点击，转账之前先核实\"; size = 30; },"               \
    " { kind = \"slogan\"; text = \"养老钱看得紧\"; motion = \"right\"; passes = 3; },"                     \
    " { kind = \"slogan\"; text = \"高回报\\n别当真\"; motion = \"up\"; },"                                 \
    " { kind = \"slogan\"; motion = \"hold\"; page = 1.5; size = 24;"                                             \
    "   text = \"一、不轻信。二、不透露。三、不转账。四、多核实。五、打96110。\"; }," \
    " { kind = \"qr\"; text = \"96110\"; caption = \"反诈\"; },"                                                \
    " { kind = \"clock\"; seconds = true; } );"
enum { ITEM_COUNT = 6 };

static void an_act_that_begins_in_the_middle_shows_what_playing_through_shows_there(void **state)
{
    (void)state;
    for (size_t item = 0; item < ITEM_COUNT; item++) {
        struct trial through;
        trial_init(&through, ITEMS, NULL, W, H);
        int64_t length_us = trial_put_on(&through, 0, item, 0);
        for (int64_t from_us = 1; from_us < length_us; from_us += 1234567) {
            struct trial middle;
            trial_init(&middle, ITEMS, NULL, W, H);
            assert_int_equal(trial_put_on_from(&middle, 0, item, from_us, from_us), length_us);
            for (int64_t later_us = 0; later_us < 4 * SECOND; later_us += 1700 * MS) {
                trial_draw(&through, from_us + later_us);
                trial_draw(&middle, from_us + later_us);
                assert_true(frame_hash(middle.canvas) == frame_hash(through.canvas));
            }
            trial_fini(&middle);
        }
        trial_fini(&through);
    }
}

static void an_act_from_the_middle_is_over_when_its_rest_has_passed(void **state)
{
    (void)state;
    struct trial trial;
    trial_init(&trial, ITEMS, NULL, W, H);
    int64_t length_us = trial_put_on_from(&trial, 0, 4, 100 * SECOND, 5 * SECOND);
    int64_t end_us = 100 * SECOND + length_us - 5 * SECOND;
    assert_false(stage_is_over(trial.stage, 0, (struct mono){end_us - 20 * MS}, NULL));
    assert_true(stage_is_over(trial.stage, 0, (struct mono){end_us}, NULL));
    trial_fini(&trial);
}

static void an_act_that_follows_itself_may_begin_in_the_middle(void **state)
{
    (void)state;
    struct trial trial;
    trial_init(&trial, ITEMS, NULL, W, H);
    trial_put_on(&trial, 0, 0, 0);
    trial_draw(&trial, 2 * SECOND);
    uint64_t at_two = frame_hash(trial.canvas);
    trial_put_on_from(&trial, 0, 0, 9 * SECOND, 1 * SECOND);
    trial_draw(&trial, 10 * SECOND);
    assert_true(frame_hash(trial.canvas) == at_two);
    trial_fini(&trial);
}

// Text enters from outside, so from the beginning one tile is enough; in the middle all that is in
// sight must be there.
static void what_is_in_sight_in_the_middle_is_painted_before_it_goes_on(void **state)
{
    (void)state;
    struct trial trial;
    trial_init(&trial,
               "items = ( { kind = \"slogan\"; size = 128;"
               " text = \"一二三四五六七八九十一二三四五六七八九十\"; } );",
               NULL, 1024, 128);
    stage_cue(trial.stage, 0, &trial.playlist->items[0], 5 * SECOND);
    int steps = 0;
    while (stage_cued(trial.stage, 0, NULL) == ACT_PREPARING) {
        steps += stage_prepare(trial.stage, (struct mono){0});
    }
    assert_true(steps > 1);
    trial_fini(&trial);
}

#define ZONES                                                                                      \
    "items = ( { id = \"a\"; kind = \"slogan\"; motion = \"hold\"; text = \"底\"; },"             \
    "          { id = \"b\"; kind = \"slogan\"; motion = \"hold\"; text = \"急\"; } );"           \
    "zones = ( { name = \"below\"; background = \"#204060\"; items = \"a\"; },"                    \
    "          { name = \"above\"; z = 9; background = \"none\"; items = \"b\";"                   \
    "            transition = \"fade\"; } );"

static void assert_all_black(const struct trial *trial)
{
    assert_int_equal(trial_other_than(trial, (struct rect){0, 0, W, H}, 0), 0);
}

static void nothing_changes_until(const struct trial *trial, int64_t from_us, int64_t end_us)
{
    for (int64_t at_us = from_us; at_us < end_us; at_us += 16667) {
        struct stage_frame frame = stage_draw(trial->stage, (struct mono){at_us}, trial->canvas);
        assert_int_equal(frame.count, 0);
        assert_true(frame.next_us == INT64_MAX);
        assert_false(stage_zone_changed(trial->stage, 1));
    }
}

static void a_dark_zone_is_black_at_once_and_costs_nothing(void **state)
{
    (void)state;
    struct trial trial;
    trial_init(&trial, ZONES, NULL, W, H);
    trial_put_on(&trial, 0, 0, 0);
    trial_put_on(&trial, 1, 1, 0);
    trial_draw(&trial, 0);
    stage_take_dark(trial.stage, 1, (struct mono){SECOND});
    assert_int_equal(stage_draw(trial.stage, (struct mono){SECOND}, trial.canvas).count, 1);
    assert_true(stage_zone_changed(trial.stage, 1));
    assert_all_black(&trial);
    nothing_changes_until(&trial, SECOND + 1, 4 * SECOND);
    assert_false(stage_is_over(trial.stage, 1, (struct mono){INT64_C(1) << 60}, NULL));
    trial_fini(&trial);
}

static void a_cleared_zone_lets_what_lies_below_through_and_costs_nothing(void **state)
{
    (void)state;
    struct trial trial;
    trial_init(&trial, ZONES, NULL, W, H);
    trial_put_on(&trial, 0, 0, 0);
    trial_draw(&trial, 0);
    uint64_t below = frame_hash(trial.canvas);
    trial_put_on(&trial, 1, 1, 1);
    trial_draw(&trial, SECOND);
    assert_false(frame_hash(trial.canvas) == below);
    stage_clear(trial.stage, 1);
    assert_int_equal(stage_draw(trial.stage, (struct mono){2 * SECOND}, trial.canvas).count, 1);
    assert_true(stage_zone_changed(trial.stage, 1));
    assert_true(frame_hash(trial.canvas) == below);
    nothing_changes_until(&trial, 2 * SECOND + 1, 4 * SECOND);
    assert_true(stage_is_over(trial.stage, 1, (struct mono){4 * SECOND}, NULL));
    stage_clear(trial.stage, 1); // once more is fine
    stage_draw(trial.stage, (struct mono){4 * SECOND}, trial.canvas);
    assert_true(frame_hash(trial.canvas) == below);
    trial_fini(&trial);
}

static void playing_goes_on_after_dark_and_clear_as_on_an_empty_stage(void **state)
{
    (void)state;
    struct trial fresh;
    trial_init(&fresh, ZONES, NULL, W, H);
    trial_put_on(&fresh, 0, 0, 0);
    trial_put_on(&fresh, 1, 1, 0);
    trial_draw(&fresh, 0);
    struct trial trial;
    trial_init(&trial, ZONES, NULL, W, H);
    trial_put_on(&trial, 0, 0, 0);
    trial_put_on(&trial, 1, 1, 0);
    trial_draw(&trial, 0);
    stage_clear(trial.stage, 1);
    trial_draw(&trial, SECOND);
    trial_put_on(&trial, 1, 1, 2 * SECOND);
    trial_draw(&trial, 2 * SECOND); // no fade: there is nothing to fade from
    assert_true(frame_hash(trial.canvas) == frame_hash(fresh.canvas));
    stage_take_dark(trial.stage, 1, (struct mono){3 * SECOND});
    trial_draw(&trial, 3 * SECOND);
    stage_clear(trial.stage, 1);
    trial_put_on(&trial, 1, 1, 4 * SECOND);
    trial_draw(&trial, 4 * SECOND);
    assert_true(frame_hash(trial.canvas) == frame_hash(fresh.canvas));
    trial_fini(&trial);
    trial_fini(&fresh);
}

static void a_cue_outlives_the_act_that_it_was_to_repeat(void **state)
{
    (void)state;
    struct trial trial;
    trial_init(&trial, ZONES, NULL, W, H);
    trial_put_on(&trial, 0, 0, 0);
    trial_draw(&trial, 0);
    uint64_t shown = frame_hash(trial.canvas);
    for (int round = 1; round <= 3; round++) {
        struct mono now = {round * SECOND};
        stage_cue(trial.stage, 0, &trial.playlist->items[0], 0);
        if (round == 1) {
            stage_take_dark(trial.stage, 0, now);
        } else if (round == 2) {
            stage_clear(trial.stage, 0);
        } else {
            stage_take_house(trial.stage, 0, now);
        }
        trial_draw(&trial, now.us);
        assert_false(frame_hash(trial.canvas) == shown);
        assert_int_equal(stage_cued(trial.stage, 0, NULL), ACT_READY);
        stage_take(trial.stage, 0, now, (struct wall){0}, 0);
        trial_draw(&trial, now.us);
        assert_true(frame_hash(trial.canvas) == shown);
    }
    trial_fini(&trial);
}

static bool is_ready_at_once(const struct trial *trial, size_t item, int64_t from_us)
{
    stage_cue(trial->stage, 0, &trial->playlist->items[item], from_us);
    return stage_cued(trial->stage, 0, NULL) == ACT_READY;
}

static void an_act_that_was_kept_is_as_good_as_new(void **state)
{
    (void)state;
    struct trial kept;
    trial_init_rehearsal(&kept, ITEMS, NULL, W, H, ITEM_COUNT);
    int64_t at_us = 0;
    for (int round = 0; round < 4; round++) {
        for (size_t item = 0; item < ITEM_COUNT; item++) {
            int64_t from_us = round < 2 ? 0 : round * 1711 * MS;
            struct trial fresh;
            trial_init(&fresh, ITEMS, NULL, W, H);
            trial_put_on_from(&fresh, 0, item, at_us, from_us);
            if (round > 0) {
                assert_true(is_ready_at_once(&kept, item, from_us));
            }
            trial_put_on_from(&kept, 0, item, at_us, from_us);
            for (int step = 0; step < 5; step++) {
                trial_draw(&fresh, at_us);
                trial_draw(&kept, at_us);
                assert_true(frame_hash(fresh.canvas) == frame_hash(kept.canvas));
                at_us += 1333 * MS;
            }
            trial_fini(&fresh);
        }
    }
    trial_fini(&kept);
}

static void the_act_that_has_been_away_longest_is_let_go_first(void **state)
{
    (void)state;
    struct trial trial;
    trial_init_rehearsal(&trial, ITEMS, NULL, W, H, 2);
    static const size_t order[] = {0, 2, 4, 3}; // 0 is let go, 2 and 4 are kept
    for (size_t i = 0; i < 4; i++) {
        assert_false(is_ready_at_once(&trial, order[i], 0));
        trial_put_on(&trial, 0, order[i], (int64_t)i);
    }
    assert_true(is_ready_at_once(&trial, 2, 0));
    assert_true(is_ready_at_once(&trial, 4, 0)); // the cue that was dropped is kept as well
    assert_true(is_ready_at_once(&trial, 2, 0));
    assert_false(is_ready_at_once(&trial, 0, 0));
    trial_fini(&trial);
}

static void a_live_stage_keeps_nothing(void **state)
{
    (void)state;
    struct trial trial;
    trial_init(&trial, ITEMS, NULL, W, H);
    trial_put_on(&trial, 0, 0, 0);
    trial_put_on(&trial, 0, 4, 1);
    assert_false(is_ready_at_once(&trial, 0, 0));
    trial_fini(&trial);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_act_that_begins_in_the_middle_shows_what_playing_through_shows_there),
        cmocka_unit_test(an_act_from_the_middle_is_over_when_its_rest_has_passed),
        cmocka_unit_test(an_act_that_follows_itself_may_begin_in_the_middle),
        cmocka_unit_test(what_is_in_sight_in_the_middle_is_painted_before_it_goes_on),
        cmocka_unit_test(a_dark_zone_is_black_at_once_and_costs_nothing),
        cmocka_unit_test(a_cleared_zone_lets_what_lies_below_through_and_costs_nothing),
        cmocka_unit_test(playing_goes_on_after_dark_and_clear_as_on_an_empty_stage),
        cmocka_unit_test(a_cue_outlives_the_act_that_it_was_to_repeat),
        cmocka_unit_test(an_act_that_was_kept_is_as_good_as_new),
        cmocka_unit_test(the_act_that_has_been_away_longest_is_let_go_first),
        cmocka_unit_test(a_live_stage_keeps_nothing),
    };
    return cmocka_run_group_tests(tests, open_fonts, close_fonts);
}
