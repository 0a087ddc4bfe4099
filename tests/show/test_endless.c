// Whole shows of an endless zone: every text is a play of its own from its head's coming in until
// its last character has left, whatever the frames do, and what breaks the rail is told in the
// plays.
#include "voices.h"
#include "witness.h"

#include "support/test.h"

#include "base/log.h"
#include "base/mem.h"
#include "base/str.h"
#include "ledger/collect.h"
#include "screen/frame.h"
#include "text/block.h"

#define S CLOCK_SECOND_US
#define FRAME_MS 17

enum { W = 640, H = 32, PX_S = 120 };

static const char *const texts[] = {"陌生链接不点击", "转账汇款多核实遇事先打96110", "不轻信"};
#define LIST                                                                                       \
    "items = ( { id = \"a\"; text = \"陌生链接不点击\"; },\n"                               \
    "          { id = \"b\"; text = \"转账汇款多核实遇事先打96110\"; },\n"              \
    "          { id = \"c\"; text = \"不轻信\"; }, \n"                                          \
    "          { id = \"e\"; text = \"急\"; motion = \"hold\"; hold = 10; priority = "            \
    "\"emergency\"; } );\n"
#define ENDLESS                                                                                    \
    LIST "zones = ( { name = \"z\"; endless = true; speed = 120; items = ( \"a\", \"b\", \"c\" "   \
         "); } );\n"

static int open_theatre(void **state)
{
    static struct theatre theatre;
    theatre_open(&theatre, (struct size){W, H}, theatre_time("2026-11-25T10:00"));
    *state = &theatre;
    return 0;
}

static int close_theatre(void **state)
{
    theatre_close(*state);
    return 0;
}

static void perform(struct theatre *theatre, const char *playlist, int64_t for_us)
{
    char *path = theatre_file(theatre, "list.cfg", playlist);
    assert_int_equal(theatre_perform(theatre, path, for_us, 0), SHOW_ENDED);
    free(path);
}

static void press(struct theatre *theatre, int64_t at_us, enum screen_event event)
{
    theatre->cues[theatre->cue_count++] = (struct cue){at_us, event, NULL, NULL};
}

// How long a text is in sight: from before the one edge to behind the other.
static int64_t in_sight_ms(const struct theatre *theatre, const char *text)
{
    struct text_style style = {.align = TEXT_START};
    struct error err = {0};
    struct text_block *block = text_line_new(theatre->fonts, text, &style, H, &err);
    assert_non_null(block);
    int64_t px = W + text_size(block).w;
    text_free(block);
    return px * 1000 / PX_S;
}

static int64_t end_ms(const struct play *play)
{
    return play->start_mono.us / 1000 + play->shown.span_ms;
}

static void is_near(int64_t got, int64_t want, int64_t apart)
{
    if (got < want - apart || got > want + apart) {
        fail_msg("%lld is not %lld", (long long)got, (long long)want);
    }
}

// --- plays -------------------------------------------------------------------------------------

static void a_text_is_a_play_until_its_last_character_has_left(void **state)
{
    struct theatre *theatre = *state;
    int64_t want_ms[3];
    for (int i = 0; i < 3; i++) {
        want_ms[i] = in_sight_ms(theatre, texts[i]);
    }
    perform(theatre, ENDLESS, 120 * S);
    struct collection all = collect(theatre->ledger_path);
    assert_true(all.count > 30);
    size_t open = 0;
    for (size_t i = 0; i < all.count; i++) {
        const struct play *play = &all.plays[i];
        // Whichever the plan has at ten o'clock comes first.
        size_t first = (size_t)(all.plays[0].item[0] - 'a');
        assert_int_equal(play->item[0], 'a' + (int)((first + i) % 3));
        assert_int_equal(play->slot - all.plays[0].slot, i);
        is_near(play->planned_ms, want_ms[(first + i) % 3], FRAME_MS);
        open += play->end == PLAY_SHUTDOWN;
        if (play->end == PLAY_SHUTDOWN) {
            is_near(end_ms(play), 120000, FRAME_MS);
            continue;
        }
        assert_int_equal(play->end, PLAY_COMPLETE);
        is_near(play->shown.span_ms, want_ms[(first + i) % 3], FRAME_MS);
        assert_int_equal(play->shown.visible_ms, play->shown.span_ms);
        assert_true(play_is_full(&play->shown, play->planned_ms));
        is_near(play->shown.frames, want_ms[(first + i) % 3] * 60 / 1000, 2);
        assert_int_equal(play->shown.frames_late, 0);
        if (i + 1 < all.count) { // the next one is in sight by then
            assert_true(all.plays[i + 1].start_mono.us / 1000 < end_ms(play));
        }
    }
    assert_true(open >= 2);
    collection_free(&all);
}

static void a_single_text_follows_itself(void **state)
{
    struct theatre *theatre = *state;
    perform(theatre,
            "items = ( { id = \"a\"; text = \"不轻信\"; } );\n"
            "zones = ( { endless = true; speed = 120; items = \"a\"; } );",
            60 * S);
    struct collection all = collect(theatre->ledger_path);
    assert_true(all.count > 10);
    int64_t step_us = all.plays[1].start_mono.us - all.plays[0].start_mono.us;
    int64_t out_ms = in_sight_ms(theatre, "不轻信");
    assert_true(step_us < out_ms * 1000 / 3); // more than three are in sight
    for (size_t i = 1; i < all.count; i++) {
        is_near(all.plays[i].start_mono.us - all.plays[i - 1].start_mono.us, step_us, 20000);
        if (all.plays[i].end != PLAY_SHUTDOWN) {
            is_near(all.plays[i].shown.span_ms, out_ms, FRAME_MS);
        }
    }
    collection_free(&all);
}

static void three_passes_are_one_play(void **state)
{
    struct theatre *theatre = *state;
    perform(theatre,
            "items = ( { id = \"a\"; text = \"不轻信\"; passes = 3; }, { id = \"b\"; text = "
            "\"不轻信\"; } );\n"
            "zones = ( { endless = true; speed = 120; items = ( \"a\", \"b\" ); } );",
            60 * S);
    struct collection all = collect(theatre->ledger_path);
    assert_true(all.count > 5);
    int64_t three_us = all.plays[1].start_mono.us - all.plays[0].start_mono.us;
    int64_t one_us = all.plays[2].start_mono.us - all.plays[1].start_mono.us;
    is_near(three_us, 3 * one_us, 34000);
    is_near(all.plays[0].shown.span_ms, in_sight_ms(theatre, "不轻信") + 2 * one_us / 1000, 34);
    collection_free(&all);
}

// --- late frames -------------------------------------------------------------------------------

static void hold_up(void *theatre)
{
    static const int64_t odd_us[] = {37001, 210417, 3001, 480109, 99991, 333337};
    static int next = 0;
    clock_virtual_advance(&((struct theatre *)theatre)->time, odd_us[next++ % 6]);
}

static void late_frames_change_nothing_of_the_rail(void **state)
{
    struct theatre *theatre = *state;
    perform(theatre, ENDLESS, 60 * S);
    uint64_t undisturbed = frame_hash(screen_canvas(theatre->memory));
    struct collection want = collect(theatre->ledger_path);
    theatre_close(theatre);
    open_theatre(state);
    for (int i = 0; i < CUES_MAX; i++) {
        theatre->cues[theatre->cue_count++] =
            (struct cue){(i + 1) * 3517 * S / 1000, 0, hold_up, theatre};
    }
    perform(theatre, ENDLESS, 60 * S);
    assert_true(frame_hash(screen_canvas(theatre->memory)) == undisturbed);
    struct collection got = collect(theatre->ledger_path);
    assert_int_equal(got.count, want.count);
    int64_t late = 0;
    for (size_t i = 0; i < want.count; i++) {
        assert_string_equal(got.plays[i].item, want.plays[i].item);
        int64_t behind_us = got.plays[i].start_mono.us - want.plays[i].start_mono.us;
        assert_true(behind_us >= -1 && behind_us < S / 2); // taken late, at most by one stop
        is_near(end_ms(&got.plays[i]), end_ms(&want.plays[i]), 500);
        late += got.plays[i].shown.frames_late;
    }
    assert_true(late > 50);
    assert_int_equal(got.plays[want.count - 1].start_mono.us,
                     want.plays[want.count - 1].start_mono.us);
    collection_free(&want);
    collection_free(&got);
}

// --- what breaks a rail ------------------------------------------------------------------------

// How many plays ended like that at that time, and that all else is complete before.
static int ended_at(const struct theatre *theatre, enum play_end end, int64_t at_ms)
{
    struct collection all = collect(theatre->ledger_path);
    int count = 0;
    for (size_t i = 0; i < all.count; i++) {
        const struct play *play = &all.plays[i];
        if (play->end == end && str_is(play->zone, "z")) {
            is_near(end_ms(play), at_ms, 60);
            count++;
        }
    }
    collection_free(&all);
    return count;
}

// The play of the item (NULL: of any) that begins at about that time.
static const struct play *begun_at(const struct collection *all, const char *item, int64_t at_ms)
{
    for (size_t i = 0; i < all->count; i++) {
        int64_t apart_ms = all->plays[i].start_mono.us / 1000 - at_ms;
        bool is_item = item == NULL || str_is(all->plays[i].item, item);
        if (is_item && apart_ms > -60 && apart_ms < 60) {
            return &all->plays[i];
        }
    }
    return NULL;
}

static void a_key_ends_all_that_is_in_sight(void **state)
{
    struct theatre *theatre = *state;
    press(theatre, 20 * S, SCREEN_NEXT);
    perform(theatre, ENDLESS, 40 * S);
    assert_true(ended_at(theatre, PLAY_SKIPPED, 20000) >= 2);
    assert_int_equal(ended_at(theatre, PLAY_PREEMPTED, 0), 0);
    struct collection all = collect(theatre->ledger_path);
    assert_non_null(begun_at(&all, NULL, 20000));
    collection_free(&all);
}

static void an_emergency_ends_all_that_is_in_sight(void **state)
{
    struct theatre *theatre = *state;
    voices_open(theatre);
    voices_say(theatre, 20 * S, "emergency e for 5s");
    perform(theatre, ENDLESS, 40 * S);
    voices_close(theatre);
    assert_true(ended_at(theatre, PLAY_PREEMPTED, 20000) >= 2);
    struct collection all = collect(theatre->ledger_path);
    assert_non_null(begun_at(&all, "e", 20000));
    assert_non_null(begun_at(&all, NULL, 25000));
    collection_free(&all);
}

static void a_pause_lets_everything_stand_and_go_on(void **state)
{
    struct theatre *theatre = *state;
    press(theatre, 20 * S, SCREEN_PAUSE);
    press(theatre, 30 * S, SCREEN_PAUSE);
    perform(theatre, ENDLESS, 60 * S);
    uint64_t paused = frame_hash(screen_canvas(theatre->memory));
    assert_int_equal(ended_at(theatre, PLAY_PREEMPTED, 0), 0);
    theatre_close(theatre);
    open_theatre(state);
    perform(theatre, ENDLESS, 50 * S);
    assert_true(frame_hash(screen_canvas(theatre->memory)) == paused);
}

static void perform_over_midnight(struct theatre *theatre, const char *start, const char *playlist)
{
    theatre_close(theatre);
    theatre_open(theatre, (struct size){W, H}, theatre_time(start));
    perform(theatre, playlist, 60 * S);
}

// Whatever part of a text the day has left.
static void a_rail_goes_on_over_midnight(void **state)
{
    struct theatre *theatre = *state;
    for (int second = 40; second < 50; second++) {
        char start[32];
        snprintf(start, sizeof start, "2026-11-25T23:59:%d", second);
        perform_over_midnight(theatre, start, ENDLESS);
        struct collection all = collect(theatre->ledger_path);
        bool has_begun_anew = false;
        for (size_t i = 0; i < all.count; i++) {
            const struct play *play = &all.plays[i];
            assert_true(play->end == PLAY_COMPLETE || play->end == PLAY_SHUTDOWN);
            if (i > 0) { // no text is longer from head to head
                assert_true(play->start_mono.us - all.plays[i - 1].start_mono.us < 5 * S);
            }
            has_begun_anew = has_begun_anew || (play->slot < 3 && play->item[0] == 'a');
        }
        assert_true(has_begun_anew);
        collection_free(&all);
    }
}

static void where_screens_keep_step_midnight_ends_the_rail(void **state)
{
    struct theatre *theatre = *state;
    perform_over_midnight(theatre, "2026-11-25T23:59:30", "sync = \"wall\";\n" ENDLESS);
    assert_true(ended_at(theatre, PLAY_PREEMPTED, 30000) >= 1);
    struct collection all = collect(theatre->ledger_path);
    assert_int_equal(begun_at(&all, NULL, 30000)->slot, 0);
    collection_free(&all);
}

static void a_changed_playlist_begins_a_rail_of_its_own(void **state)
{
    struct theatre *theatre = *state;
    char *path = theatre_file(theatre, "list.cfg", ENDLESS);
    theatre->reload_wish = 1;
    assert_int_equal(theatre_perform(theatre, path, 40 * S, 0), SHOW_ENDED);
    free(path);
    struct collection all = collect(theatre->ledger_path);
    int preempted = 0;
    for (size_t i = 0; i < all.count; i++) {
        preempted += all.plays[i].end == PLAY_PREEMPTED;
    }
    assert_true(preempted <= 1); // the one that handed over, whose tail was in sight
    collection_free(&all);
}

// --- the display -------------------------------------------------------------------------------

static const char runs_at_100[] =
    "items = ( { id = \"a\"; text = \"陌生链接不点击\"; speed = 100; } );\n";

// 100 px/s are 120 in whole pixels at 60 frames a second, and 100 at 50.
static void a_display_that_sets_the_pace_is_measured(void **state)
{
    struct theatre *theatre = *state;
    log_set_level(LOG_INFO);
    theatre->is_blocking = true;
    theatre->display_mhz = 50000;
    perform(theatre, runs_at_100, 60 * S);
    log_set_level(LOG_WARN);
    if (strstr(str_text(&theatre->said), "the display shows 50 frames a second, measured") ==
        NULL) {
        fail_msg("%s", str_text(&theatre->said));
    }
    struct collection all = collect(theatre->ledger_path);
    const struct play *last = &all.plays[all.count - 1];
    is_near(last->planned_ms * 100, all.plays[0].planned_ms * 120, 2000);
    assert_true(all.plays[0].shown.frames_late > 10);
    assert_int_equal(last->shown.frames_late, 0);
    collection_free(&all);
}

static void a_rate_that_a_person_told_is_kept(void **state)
{
    struct theatre *theatre = *state;
    theatre->is_blocking = theatre->is_rate_told = true;
    theatre->display_mhz = 59940;
    perform(theatre, runs_at_100, 60 * S);
    assert_non_null(strstr(str_text(&theatre->said),
                           "the display shows 59.94 frames a second, and is told to show 60"));
    struct collection all = collect(theatre->ledger_path);
    assert_int_equal(all.plays[0].planned_ms, all.plays[all.count - 1].planned_ms);
    collection_free(&all);
}

// --- the plan ----------------------------------------------------------------------------------

static void the_show_does_what_its_plan_says(void **state)
{
    struct theatre *theatre = *state;
    theatre->time.wall = theatre_time("2026-11-25T00:00"); // the first text in step with its slot
    press(theatre, 100 * S, SCREEN_NEXT);
    press(theatre, 203 * S, SCREEN_PREVIOUS);
    press(theatre, 300 * S, SCREEN_PAUSE);
    press(theatre, 307 * S, SCREEN_PAUSE);
    char *path = theatre_file(theatre, "list.cfg", ENDLESS);
    assert_int_equal(theatre_perform(theatre, path, 900 * S, 0), SHOW_ENDED);
    expect_plan(theatre, path, 100000);
    free(path);
}

static void a_start_in_the_midst_of_a_text_stays_behind_by_less_than_a_text(void **state)
{
    struct theatre *theatre = *state;
    char *path = theatre_file(theatre, "list.cfg", ENDLESS);
    assert_int_equal(theatre_perform(theatre, path, 600 * S, 0), SHOW_ENDED);
    expect_plan(theatre, path, 6 * S);
    free(path);
}

static void a_simulation_logs_what_a_show_logs(void **state)
{
    struct theatre *theatre = *state;
    perform(theatre, ENDLESS, 300 * S);
    struct collection want = collect(theatre->ledger_path);
    theatre_close(theatre);
    open_theatre(state);
    theatre->skips_frames = true;
    perform(theatre, ENDLESS, 300 * S);
    struct collection got = collect(theatre->ledger_path);
    assert_int_equal(got.count, want.count);
    for (size_t i = 0; i < want.count; i++) {
        assert_string_equal(got.plays[i].item, want.plays[i].item);
        assert_int_equal(got.plays[i].end, want.plays[i].end);
        assert_int_equal(got.plays[i].planned_ms, want.plays[i].planned_ms);
        is_near(got.plays[i].start_mono.us, want.plays[i].start_mono.us, 17000);
        is_near(got.plays[i].shown.visible_ms, want.plays[i].shown.visible_ms, 2 * FRAME_MS);
    }
    collection_free(&want);
    collection_free(&got);
}

#define WITH_THEATRE(test) cmocka_unit_test_setup_teardown(test, open_theatre, close_theatre)

int main(void)
{
    const struct CMUnitTest tests[] = {
        WITH_THEATRE(a_text_is_a_play_until_its_last_character_has_left),
        WITH_THEATRE(a_single_text_follows_itself),
        WITH_THEATRE(three_passes_are_one_play),
        WITH_THEATRE(late_frames_change_nothing_of_the_rail),
        WITH_THEATRE(a_key_ends_all_that_is_in_sight),
        WITH_THEATRE(an_emergency_ends_all_that_is_in_sight),
        WITH_THEATRE(a_pause_lets_everything_stand_and_go_on),
        WITH_THEATRE(a_rail_goes_on_over_midnight),
        WITH_THEATRE(where_screens_keep_step_midnight_ends_the_rail),
        WITH_THEATRE(a_changed_playlist_begins_a_rail_of_its_own),
        WITH_THEATRE(a_display_that_sets_the_pace_is_measured),
        WITH_THEATRE(a_rate_that_a_person_told_is_kept),
        WITH_THEATRE(the_show_does_what_its_plan_says),
        WITH_THEATRE(a_start_in_the_midst_of_a_text_stays_behind_by_less_than_a_text),
        WITH_THEATRE(a_simulation_logs_what_a_show_logs),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
