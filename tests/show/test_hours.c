// Opening hours in whole shows: dark outside, nothing played in the dark, and no play cut that
// could have fitted.
#include "logbook.h"
#include "voices.h"

#include "support/test.h"

#include "base/log.h"

#define S CLOCK_SECOND_US
#define MINUTE_US (60 * S)

#define RED "ff0000"
#define BLUE "0000ff"
#define BLACK "000000"

static const char two[] = "items = ( { id = \"r\"; text = \"甲\"; motion = \"hold\"; hold = 20;\n"
                          "            background = \"#ff0000\"; },\n"
                          "          { id = \"b\"; text = \"乙\"; motion = \"hold\"; hold = 20;\n"
                          "            background = \"#0000ff\"; } );\n";

static struct hours open_at;
static struct when opening;

static int open_theatre(void **state)
{
    static struct theatre theatre;
    theatre_open(&theatre, (struct size){64, 32}, theatre_time("2026-11-25T08:00"));
    when_init(&opening);
    opening.hours = &open_at;
    opening.hours_count = 1;
    theatre.openings = &opening;
    theatre.spot_count = 1;
    *state = &theatre;
    return 0;
}

static int close_theatre(void **state)
{
    theatre_close(*state);
    return 0;
}

// Starts at `start` where the point is open from `from_min` to `to_min`.
static void perform(struct theatre *theatre, const char *start, int from_min, int to_min,
                    const char *playlist, int64_t for_us)
{
    theatre->time.wall = theatre_time(start);
    open_at = (struct hours){from_min, to_min};
    char *path = theatre_file(theatre, "list.cfg", playlist);
    assert_int_equal(theatre_perform(theatre, path, for_us, 0), SHOW_ENDED);
    free(path);
    assert_int_equal(theatre->vain_sleeps, 0);
}

enum { EIGHT = 8 * 60 };

static void closing_time_is_dark_and_cuts_nothing_that_fits(void **state)
{
    struct theatre *theatre = *state;
    perform(theatre, "2026-11-25T08:00", EIGHT, EIGHT + 1, two, 90 * S);
    expect_plays(theatre, "main", "r 0.0 complete, b 20.0 complete, r 40.0 complete");
    expect_glances(theatre, 0, RED " 0.0, " BLUE " 20.0, " RED " 40.0, " BLACK " 60.0");
    expect_events(theatre, "dark 60.0");
    expect_powers(theatre, "off 60.0");
    assert_int_equal(theatre->black_presents, 1); // and no caption, no card: all of it
    assert_int_equal(theatre_sums(theatre).preempted, 0);
}

static void what_does_not_fit_before_closing_is_not_begun(void **state)
{
    struct theatre *theatre = *state;
    perform(theatre, "2026-11-25T08:00", EIGHT, EIGHT + 1,
            "items = ( { id = \"r\"; text = \"甲\"; motion = \"hold\"; hold = 45;\n"
            "            background = \"#ff0000\"; },\n"
            "          { id = \"b\"; text = \"乙\"; motion = \"hold\"; hold = 5;\n"
            "            background = \"#0000ff\"; } );\n",
            90 * S);
    expect_plays(theatre, "main",
                 "r 0.0 complete, b 45.0 complete, b 50.0 complete, b 55.0 complete");
    expect_glances(theatre, 0, RED " 0.0, " BLUE " 45.0, " BLACK " 60.0");
}

static void the_display_is_lit_a_moment_before_the_first_item(void **state)
{
    struct theatre *theatre = *state;
    perform(theatre, "2026-11-25T07:59", EIGHT, EIGHT + 600, two, 90 * S);
    expect_plays(theatre, "main", "r 60.0 complete, b 80.0 shutdown");
    expect_glances(theatre, 0, BLACK " 0.0, " RED " 60.0, " BLUE " 80.0");
    expect_events(theatre, "dark 0.0, light 60.0");
    expect_powers(theatre, "off 0.0, on 58.0");
}

// Failed once: where nothing can be switched the system was asked twenty times a second, all night.
static void a_display_that_cannot_be_switched_is_asked_now_and_then(void **state)
{
    struct theatre *theatre = *state;
    theatre->is_unswitchable = true;
    perform(theatre, "2026-11-25T07:59", EIGHT, EIGHT + 1, two, 140 * S);
    expect_powers(theatre, "off 0.0, off 30.0, off 120.0");
}

static void hours_may_run_past_midnight(void **state)
{
    struct theatre *theatre = *state;
    perform(theatre, "2026-11-25T23:59", 22 * 60, 24 * 60 + 2, two, 5 * MINUTE_US);
    struct sums sums = theatre_sums(theatre);
    assert_string_equal(sums.order, "brbrbrbrb"); // each day begins its own row
    assert_int_equal(sums.complete, sums.plays);
    expect_events(theatre, "dark 180.0");
}

static void open_until_midnight_ends_there(void **state)
{
    struct theatre *theatre = *state;
    perform(theatre, "2026-11-25T23:59", EIGHT, 24 * 60, two, 3 * MINUTE_US);
    expect_plays(theatre, "main", "b 0.0 complete, r 20.0 complete, b 40.0 complete");
    expect_events(theatre, "dark 60.0");
    expect_powers(theatre, "off 60.0");
}

static void a_start_in_mid_window_begins_at_once(void **state)
{
    struct theatre *theatre = *state;
    perform(theatre, "2026-11-25T08:00:30", EIGHT, EIGHT + 600, two, 40 * S);
    // Since opening there were r, and b until 08:00:40; b is begun from its beginning.
    expect_plays(theatre, "main", "b 0.0 preempted, r 10.0 complete, b 30.0 shutdown");
    expect_glances(theatre, 0, BLUE " 0.0, " RED " 10.0, " BLUE " 30.0");
    expect_events(theatre, "");
    expect_powers(theatre, "");
}

static void all_zones_are_dark_together(void **state)
{
    struct theatre *theatre = *state;
    theatre->spots[1] = (struct spot){.x = 0, .y = 31};
    theatre->spot_count = 2;
    perform(theatre, "2026-11-25T08:00", EIGHT, EIGHT + 1,
            "items = ( { id = \"r\"; text = \"甲\"; motion = \"hold\"; hold = 20;\n"
            "            background = \"#ff0000\"; },\n"
            "          { id = \"b\"; text = \"反诈专线96110\"; background = \"#0000ff\"; } );\n"
            "zones = ( { name = \"up\"; h = \"50%\"; items = \"r\"; },\n"
            "          { name = \"down\"; y = \"50%\"; h = \"50%\"; items = \"b\";\n"
            "            transition = \"fade\"; } );\n",
            90 * S);
    expect_glances(theatre, 0,
                   BLACK " 0.0, " RED " 0.0, " BLACK " 60.0"); // at first, waiting for b
    struct spot *down = &theatre->spots[1];
    assert_int_equal(down->glances[down->glance_count - 1].colour, 0);
    // A text that has run through leaves the stage up to half a second before its slot.
    assert_in_range(down->glances[down->glance_count - 1].at_us, 59400000, 60100000);
    assert_true(theatre->black_presents > 0);
    expect_powers(theatre, "off 60.0");
}

// --- while it is dark --------------------------------------------------------------------------

static void press(struct theatre *theatre, int64_t at_us, enum screen_event event)
{
    theatre->cues[theatre->cue_count++] = (struct cue){at_us, event, NULL, NULL};
}

static void keys_change_nothing_in_the_dark(void **state)
{
    struct theatre *theatre = *state;
    press(theatre, 10 * S, SCREEN_NEXT);
    press(theatre, 20 * S, SCREEN_PREVIOUS);
    press(theatre, 30 * S, SCREEN_PAUSE);
    press(theatre, 40 * S, SCREEN_PAUSE);
    perform(theatre, "2026-11-25T07:59", EIGHT, EIGHT + 600, two, 90 * S);
    expect_plays(theatre, "main", "r 60.0 complete, b 80.0 shutdown");
    expect_events(theatre, "dark 0.0, light 60.0");
}

// Failed once: what was on went on in the dark.
static void closing_time_ends_a_pause(void **state)
{
    struct theatre *theatre = *state;
    press(theatre, 50 * S, SCREEN_PAUSE); // and nobody comes back
    perform(theatre, "2026-11-25T08:00", EIGHT, EIGHT + 1, two, 90 * S);
    expect_plays(theatre, "main", "r 0.0 complete, b 20.0 complete, r 40.0 preempted");
    expect_events(theatre, "pause 50.0, resume 60.0, dark 60.0");
    expect_powers(theatre, "off 60.0");
}

static void write_two(void *self)
{
    free(theatre_file(self, "list.cfg", two));
}

static void a_pause_before_closing_time_does_not_move_it(void **state)
{
    struct theatre *theatre = *state;
    press(theatre, 45 * S, SCREEN_PAUSE);
    press(theatre, 55 * S, SCREEN_PAUSE);
    perform(theatre, "2026-11-25T08:00", EIGHT, EIGHT + 1, two, 90 * S);
    expect_plays(theatre, "main", "r 0.0 complete, b 20.0 complete, r 40.0 preempted");
    expect_events(theatre, "pause 45.0, resume 55.0, dark 60.0");
}

static void a_changed_playlist_comes_on_in_the_dark_and_stays_dark(void **state)
{
    struct theatre *theatre = *state;
    theatre->cues[theatre->cue_count++] = (struct cue){10 * S, 0, write_two, theatre};
    perform(theatre, "2026-11-25T07:59", EIGHT, EIGHT + 600,
            "items = ( { id = \"x\"; text = \"丙\"; motion = \"hold\"; hold = 20; } );\n", 90 * S);
    expect_plays(theatre, "main", "r 60.0 complete, b 80.0 shutdown");
    expect_glances(theatre, 0, BLACK " 0.0, " RED " 60.0, " BLUE " 80.0");
    expect_events(theatre, "dark 0.0, light 60.0");
    expect_powers(theatre, "off 0.0, on 58.0");
}

static void outside_the_hours_there_is_no_next_item(void **state)
{
    struct theatre *theatre = *state;
    log_set_level(LOG_INFO);
    voices_open(theatre);
    voices_say(theatre, 2 * S, "next");
    voices_say(theatre, 3 * S, "emergency r for 2s");
    voices_say(theatre, 4 * S, "next");
    voices_say(theatre, 6 * S, "previous");
    perform(theatre, "2026-11-25T19:00", EIGHT, EIGHT + 1, two, 8 * S);
    voices_expect(0, "no the point is closed");
    voices_expect(1, "ok ");
    voices_expect(2, "no an emergency has the screen");
    voices_expect(3, "no the point is closed");
    assert_int_equal(count_events(theatre, EVENT_NEXT), 0);
    assert_non_null(strstr(str_text(&theatre->said), "the screen is lit for an emergency"));
    assert_null(strstr(str_text(&theatre->said), "opening time"));
    log_set_level(LOG_WARN);
    voices_close(theatre);
}

int main(void)
{
#define WITH_THEATRE(test) cmocka_unit_test_setup_teardown(test, open_theatre, close_theatre)
    const struct CMUnitTest tests[] = {
        WITH_THEATRE(closing_time_is_dark_and_cuts_nothing_that_fits),
        WITH_THEATRE(what_does_not_fit_before_closing_is_not_begun),
        WITH_THEATRE(the_display_is_lit_a_moment_before_the_first_item),
        WITH_THEATRE(a_display_that_cannot_be_switched_is_asked_now_and_then),
        WITH_THEATRE(hours_may_run_past_midnight),
        WITH_THEATRE(open_until_midnight_ends_there),
        WITH_THEATRE(a_start_in_mid_window_begins_at_once),
        WITH_THEATRE(all_zones_are_dark_together),
        WITH_THEATRE(keys_change_nothing_in_the_dark),
        WITH_THEATRE(closing_time_ends_a_pause),
        WITH_THEATRE(a_pause_before_closing_time_does_not_move_it),
        WITH_THEATRE(a_changed_playlist_comes_on_in_the_dark_and_stays_dark),
        WITH_THEATRE(outside_the_hours_there_is_no_next_item),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
