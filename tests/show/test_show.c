// What the show does when somebody presses a key, changes the file, pulls a plug, or hands it
// something broken.
#include "logbook.h"

#include "support/test.h"

#include "base/file.h"
#include "base/mem.h"
#include "screen/frame.h"

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#define S CLOCK_SECOND_US

static const char three[] =
    "items = ( { id = \"a\"; text = \"甲\"; motion = \"hold\"; hold = 10; },\n"
    "          { id = \"b\"; text = \"乙\"; motion = \"hold\"; hold = 10; },\n"
    "          { id = \"c\"; text = \"丙\"; motion = \"hold\"; hold = 10; } );\n";

static int open_theatre(void **state)
{
    static struct theatre theatre;
    theatre_open(&theatre, (struct size){96, 48}, theatre_time("2026-11-23T00:00"));
    *state = &theatre;
    return 0;
}

static int close_theatre(void **state)
{
    theatre_close(*state);
    return 0;
}

static struct sums perform(struct theatre *theatre, const char *playlist, int64_t for_us)
{
    char *path = theatre_file(theatre, "list.cfg", playlist);
    assert_int_equal(theatre_perform(theatre, path, for_us, 0), SHOW_ENDED);
    free(path);
    return theatre_sums(theatre);
}

static void press(struct theatre *theatre, int64_t at_us, enum screen_event event)
{
    theatre->cues[theatre->cue_count++] = (struct cue){at_us, event, NULL, NULL};
}

static void at(struct theatre *theatre, int64_t at_us, void (*act)(void *))
{
    theatre->cues[theatre->cue_count++] = (struct cue){at_us, 0, act, theatre};
}

static void the_next_key_ends_the_play_as_skipped(void **state)
{
    press(*state, 3 * S, SCREEN_NEXT);
    struct sums sums = perform(*state, three, 20 * S);
    assert_int_equal(sums.skipped, 1);
    assert_string_equal(sums.order, "abc"); // 0–3 a, 3–13 b, 13–20 c
}

static void the_previous_key_brings_the_item_before(void **state)
{
    press(*state, 12 * S, SCREEN_PREVIOUS);
    struct sums sums = perform(*state, three, 25 * S);
    assert_string_equal(sums.order, "abac"); // and then what is next
    assert_int_equal(sums.skipped, 1);
}

static void a_pause_holds_the_item_and_stays_visible(void **state)
{
    press(*state, 2 * S, SCREEN_PAUSE);
    press(*state, 32 * S, SCREEN_PAUSE);
    struct sums sums = perform(*state, three, 45 * S);
    assert_string_equal(sums.order, "ab"); // 0–40 a (30 s of it paused), 40–45 b
    assert_in_range(sums.longest_ms, 39900, 40100);
}

static void quit_closes_the_open_play(void **state)
{
    press(*state, 4 * S, SCREEN_QUIT);
    struct sums sums = perform(*state, three, 60 * S);
    assert_int_equal(sums.plays, 1);
    assert_int_equal(sums.shutdown, 1);
    assert_in_range(sums.visible_ms, 3900, 4100);
}

static void be_told_to_end(void *self)
{
    ((struct theatre *)self)->must_end = 1;
}

static void a_signal_closes_the_open_play(void **state)
{
    at(*state, 14 * S, be_told_to_end);
    struct sums sums = perform(*state, three, 60 * S);
    assert_string_equal(sums.order, "ab");
    assert_int_equal(sums.shutdown, 1);
    assert_int_equal(sums.open, 0);
}

static void a_missing_file_never_stops_the_rest(void **state)
{
    struct theatre *theatre = *state;
    struct sums sums =
        perform(theatre,
                "items = ( { id = \"a\"; text = \"甲\"; motion = \"hold\"; hold = 5; },\n"
                "          { id = \"x\"; file = \"nowhere.mp4\"; },\n"
                "          { id = \"b\"; text = \"乙\"; motion = \"hold\"; hold = 5; } );\n",
                30 * S);
    assert_string_equal(sums.order, "axbaxbaxb");
    assert_int_equal(sums.failed, 3);
    assert_int_equal(sums.full, 6); // what failed was not seen
    const char *first = strstr(str_text(&theatre->said), "item \"x\" is skipped");
    assert_non_null(first);
    assert_null(strstr(first + 1, "item \"x\" is skipped")); // said once
    assert_int_equal(theatre->black_presents, 0);
}

static void nothing_playable_shows_the_house_card(void **state)
{
    struct theatre *theatre = *state;
    struct sums sums =
        perform(theatre, "items = ( { id = \"x\"; file = \"nowhere.png\"; } );\n", 35 * S);
    assert_true(theatre->presents > 0);
    assert_int_equal(theatre->black_presents, 0);
    assert_int_equal(sums.failed, 1); // an outage is logged once, however often it is tried again
    assert_int_equal(sums.plays, sums.failed);
    assert_int_equal(sums.visible_ms, 0);
}

static void bring_picture(void *self)
{
    struct theatre *theatre = self;
    char *path = file_join(theatre->folder, "nowhere.png");
    struct SDL_Surface *picture = frame_new((struct size){8, 8});
    frame_fill(picture, (struct colour){255, 0, 0, 255});
    struct error err = {0};
    assert_true(frame_save(picture, path, &err));
    frame_free(picture);
    free(path);
}

static void a_file_that_comes_back_is_shown(void **state)
{
    at(*state, 5 * S, bring_picture);
    struct sums sums = perform(
        *state, "items = ( { id = \"x\"; file = \"nowhere.png\"; hold = 10; } );\n", 35 * S);
    assert_int_equal(sums.failed, 1);
    assert_int_equal(sums.full, 2); // 10–20, 20–30
    assert_int_equal(((struct theatre *)*state)->black_presents, 0);
}

static void take_picture_away(void *self)
{
    struct theatre *theatre = self;
    char *path = file_join(theatre->folder, "nowhere.png");
    assert_int_equal(unlink(path), 0);
    free(path);
}

static void each_time_a_file_goes_missing_is_said(void **state)
{
    struct theatre *theatre = *state;
    at(theatre, 5 * S, bring_picture);
    at(theatre, 17 * S, take_picture_away);
    perform(theatre,
            "items = ( { id = \"a\"; text = \"甲\"; motion = \"hold\"; hold = 5; },\n"
            "          { id = \"x\"; file = \"nowhere.png\"; hold = 5; } );\n",
            40 * S);
    const char *first = strstr(str_text(&theatre->said), "item \"x\" is skipped");
    assert_non_null(first);
    const char *second = strstr(first + 1, "item \"x\" is skipped");
    assert_non_null(second);
    assert_null(strstr(second + 1, "item \"x\" is skipped"));
}

static void write_good(void *self)
{
    free(theatre_file(
        self, "list.cfg",
        "items = ( { id = \"z\"; text = \"新\"; motion = \"hold\"; hold = 10; } );\n"));
}

static void a_changed_file_comes_on_between_two_items(void **state)
{
    at(*state, 13 * S, write_good);
    struct sums sums = perform(*state, three, 45 * S);
    assert_string_equal(sums.order, "abzzz"); // b is played to its end
    assert_int_equal(sums.complete, 4);
    assert_int_equal(sums.full, 4);
}

static void nothing_is_exchanged_during_a_pause(void **state)
{
    press(*state, 3 * S, SCREEN_PAUSE);
    at(*state, 4 * S, write_good);
    press(*state, 8 * S, SCREEN_PAUSE);
    struct sums sums =
        perform(*state, "items = ( { id = \"x\"; file = \"nowhere.png\"; } );\n", 15 * S);
    assert_string_equal(sums.order, "xz");
    assert_int_equal(((struct theatre *)*state)->black_presents, 0);
}

static void an_exchange_tells_what_it_cut_short(void **state)
{
    at(*state, 3 * S, write_good);
    struct sums sums =
        perform(*state,
                "items = ( { id = \"a\"; text = \"甲\"; motion = \"hold\"; hold = 10; },\n"
                "          { id = \"t\"; text = \"丁\"; motion = \"hold\"; hold = 25; } );\n"
                "zones = ( { name = \"main\"; h = \"50%\"; items = ( \"a\" ); },\n"
                "          { name = \"below\"; y = \"50%\"; h = \"50%\"; items = ( \"t\" ); } );\n",
                25 * S);
    assert_int_equal(sums.plays, 4);    // a, t, z, z
    assert_int_equal(sums.complete, 2); // a, z
    assert_int_equal(sums.preempted, 1);
}

static void write_missing_first(void *self)
{
    free(theatre_file(
        self, "list.cfg",
        "items = ( { id = \"x\"; file = \"nowhere.png\"; },\n"
        "          { id = \"z\"; text = \"新\"; motion = \"hold\"; hold = 30; } );\n"));
}

static void an_exchange_begins_with_what_can_be_shown(void **state)
{
    at(*state, 3 * S, write_missing_first);
    struct sums sums = perform(*state, three, 25 * S);
    assert_string_equal(sums.order, "axz");
    assert_in_range(sums.visible_ms, 24980, 25000); // no frame of the house card between
}

static void write_sound(void *self)
{
    free(theatre_file(self, "list.cfg",
                      "items = ( { id = \"z\"; text = \"新\"; motion = \"hold\"; hold = 10; },\n"
                      "          { id = \"s\"; kind = \"audio\"; file = \"call.mp3\"; } );\n"));
}

static void the_first_playlist_that_sounds_opens_the_device(void **state)
{
    struct theatre *theatre = *state;
    at(theatre, 3 * S, write_good);
    at(theatre, 13 * S, write_sound);
    struct sums sums = perform(theatre, three, 25 * S);
    assert_string_equal(sums.order, "azszsz"); // the call is missing
    assert_int_equal(theatre->sounds_opened, 1);
}

static void write_bad(void *self)
{
    free(theatre_file(self, "list.cfg", "items = ( { id = \"z\"; txet = \"错\"; } );\n"));
}

static void a_bad_playlist_keeps_the_old_one_and_says_why(void **state)
{
    struct theatre *theatre = *state;
    at(theatre, 13 * S, write_bad);
    struct sums sums = perform(theatre, three, 45 * S);
    assert_string_equal(sums.order, "abcab");
    assert_non_null(strstr(str_text(&theatre->said), "txet"));
    assert_non_null(strstr(str_text(&theatre->said), "the old one stays on"));
}

static void wish_reload(void *self)
{
    struct theatre *theatre = self;
    theatre->reload_wish++;
}

static void sighup_reloads_and_the_day_goes_on(void **state)
{
    at(*state, 3 * S, wish_reload);
    struct sums sums = perform(*state, three, 35 * S);
    assert_string_equal(sums.order, "abca");
    assert_int_equal(sums.complete, 3);
}

// The second length ends between two frames.
static void a_reload_begins_with_what_follows_and_nothing_is_black_between(void **state)
{
    static const char *const modes[] = {"off", "wall", "off", "wall"};
    static const char *const holds[] = {"10s", "10s", "10.003s", "10.003s"};
    for (size_t i = 0; i < sizeof modes / sizeof modes[0]; i++) {
        struct theatre *theatre = *state;
        char *text = mem_format(
            "sync = \"%s\";\n"
            "items = ( { id = \"a\"; text = \"甲\"; motion = \"hold\"; hold = \"%s\"; },\n"
            "          { id = \"b\"; text = \"乙\"; motion = \"hold\"; hold = \"%s\"; } );\n",
            modes[i], holds[i], holds[i]);
        at(theatre, 3 * S, wish_reload);
        struct sums sums = perform(theatre, text, 35 * S);
        free(text);
        assert_string_equal(sums.order, "abab"); // no frame of what was left of the first
        assert_int_equal(sums.complete, 3);
        assert_int_equal(theatre->black_presents, 0);
        close_theatre(state);
        open_theatre(state);
    }
}

static void a_reload_passes_over_what_is_nearly_over_in_other_zones(void **state)
{
    struct theatre *theatre = *state;
    at(theatre, 3 * S, wish_reload);
    perform(theatre,
            "items = ( { id = \"a\"; text = \"甲\"; motion = \"hold\"; hold = 10; },\n"
            "          { id = \"t\"; text = \"丁\"; motion = \"hold\"; hold = 11.5; },\n"
            "          { id = \"u\"; text = \"戊\"; motion = \"hold\"; hold = 11.5; } );\n"
            "zones = ( { name = \"main\"; h = \"50%\"; items = \"a\"; },\n"
            "          { name = \"below\"; y = \"50%\"; h = \"50%\";\n"
            "            items = ( \"t\", \"u\" ); } );\n",
            20 * S);
    expect_plays(theatre, "below", "t 0.0 preempted, u 10.0 shutdown");
    assert_int_equal(theatre->black_presents, 0);
}

static int held = -1; // the ledger, as another player would hold it

static void let_ledger_go(void *self)
{
    struct theatre *theatre = self;
    close(held);
    for (int tries = 0; tries < 50 && !writer_settle(theatre->writer); tries++) {
    }
}

static void a_ledger_that_cannot_be_written_is_told(void **state)
{
    struct theatre *theatre = *state;
    struct writer_identity identity = {.point_id = "test", .program_version = "0"};
    writer_stop(theatre->writer);
    held = open(theatre->ledger_path, O_RDWR | O_CLOEXEC);
    assert_int_equal(flock(held, LOCK_EX | LOCK_NB), 0);
    theatre->writer = writer_start(theatre->ledger_path, &identity, clock_system());
    assert_false(writer_settle(theatre->writer)); // one try has failed
    at(theatre, 5 * S, let_ledger_go);
    struct sums sums = perform(theatre, three, 25 * S);
    assert_string_equal(sums.order, "abc"); // nothing is lost
    const char *first = strstr(str_text(&theatre->said), "not stored for now");
    assert_non_null(first);
    assert_non_null(strstr(first, "another player"));
    assert_null(strstr(first + 1, "not stored for now")); // said once
    assert_non_null(strstr(first, "stored again; 0 entries"));
}

static void unplug(void *self)
{
    ((struct theatre *)self)->is_failing = true;
}

static void plug_in(void *self)
{
    ((struct theatre *)self)->is_failing = false;
}

static void what_nobody_could_see_is_not_counted(void **state)
{
    at(*state, 2 * S, unplug);
    press(*state, 2 * S, SCREEN_REDRAW); // presents are tried while it is away
    at(*state, 9 * S, plug_in);
    struct sums sums = perform(*state, three, 20 * S);
    assert_in_range(sums.visible_ms, 12700, 13300);
}

static void a_display_that_stays_away_ends_the_show(void **state)
{
    struct theatre *theatre = *state;
    at(theatre, 2 * S, unplug);
    press(theatre, 3 * S, SCREEN_REDRAW);
    char *path = theatre_file(theatre, "list.cfg", three);
    assert_int_equal(theatre_perform(theatre, path, 120 * S, 0), SHOW_LOST_DISPLAY);
    free(path);
    assert_int_equal(theatre_sums(theatre).open, 0);
}

static void a_scroll_moves_on_every_frame(void **state)
{
    struct theatre *theatre = *state;
    struct sums sums = perform(
        theatre, "items = ( { id = \"s\"; text = \"陌生来电不轻信\"; speed = 60; } );\n", 5 * S);
    assert_in_range(sums.frames, 5 * 60 - 3, 5 * 60 + 1);
    assert_int_equal(sums.late, 0);
}

// Fails when a loop that wakes early draws the frame before again: it then spins to the deadline.
static void a_display_that_blocks_is_not_waited_for_in_vain(void **state)
{
    struct theatre *theatre = *state;
    theatre->is_blocking = true;
    struct sums sums = perform(
        theatre, "items = ( { id = \"s\"; text = \"陌生来电不轻信\"; speed = 30; } );\n", 10 * S);
    assert_in_range(sums.frames, 10 * 30 - 5, 10 * 30 + 1);
    assert_int_equal(sums.late, 0);
    assert_in_range(theatre->vain_sleeps, 0, 2);
}

int main(void)
{
#define WITH_THEATRE(test) cmocka_unit_test_setup_teardown(test, open_theatre, close_theatre)
    const struct CMUnitTest tests[] = {
        WITH_THEATRE(the_next_key_ends_the_play_as_skipped),
        WITH_THEATRE(the_previous_key_brings_the_item_before),
        WITH_THEATRE(a_pause_holds_the_item_and_stays_visible),
        WITH_THEATRE(quit_closes_the_open_play),
        WITH_THEATRE(a_signal_closes_the_open_play),
        WITH_THEATRE(a_missing_file_never_stops_the_rest),
        WITH_THEATRE(nothing_playable_shows_the_house_card),
        WITH_THEATRE(a_file_that_comes_back_is_shown),
        WITH_THEATRE(each_time_a_file_goes_missing_is_said),
        WITH_THEATRE(a_changed_file_comes_on_between_two_items),
        WITH_THEATRE(nothing_is_exchanged_during_a_pause),
        WITH_THEATRE(an_exchange_tells_what_it_cut_short),
        WITH_THEATRE(an_exchange_begins_with_what_can_be_shown),
        WITH_THEATRE(the_first_playlist_that_sounds_opens_the_device),
        WITH_THEATRE(a_bad_playlist_keeps_the_old_one_and_says_why),
        WITH_THEATRE(sighup_reloads_and_the_day_goes_on),
        WITH_THEATRE(a_reload_begins_with_what_follows_and_nothing_is_black_between),
        WITH_THEATRE(a_reload_passes_over_what_is_nearly_over_in_other_zones),
        WITH_THEATRE(a_ledger_that_cannot_be_written_is_told),
        WITH_THEATRE(what_nobody_could_see_is_not_counted),
        WITH_THEATRE(a_display_that_stays_away_ends_the_show),
        WITH_THEATRE(a_scroll_moves_on_every_frame),
        WITH_THEATRE(a_display_that_blocks_is_not_waited_for_in_vain),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
