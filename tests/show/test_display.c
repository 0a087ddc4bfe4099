// A display that somebody switches off and on: what the plays say of it, and what is counted.
#include "logbook.h"

#include "support/test.h"

#include "ledger/collect.h"

#define S CLOCK_SECOND_US

static const char two[] =
    "items = ( { id = \"r\"; text = \"甲\"; motion = \"hold\"; hold = 30; },\n"
    "          { id = \"b\"; text = \"乙\"; motion = \"hold\"; hold = 30; } );";

static int open_theatre(void **state)
{
    static struct theatre theatre;
    theatre_open(&theatre, (struct size){64, 32}, theatre_time("2026-11-25T08:00"));
    theatre.is_display_asked = true;
    theatre.lit = theatre.answer = SCREEN_POWER_ON;
    *state = &theatre;
    return 0;
}

static int close_theatre(void **state)
{
    theatre_close(*state);
    return 0;
}

static void perform(struct theatre *theatre, int64_t for_us)
{
    char *path = theatre_file(theatre, "list.cfg", two);
    assert_int_equal(theatre_perform(theatre, path, for_us, 0), SHOW_ENDED);
    free(path);
}

static void go_dark(void *theatre)
{
    ((struct theatre *)theatre)->lit = SCREEN_POWER_OFF;
}

static void light_up(void *theatre)
{
    ((struct theatre *)theatre)->lit = SCREEN_POWER_ON;
}

static void lose_sight(void *theatre)
{
    ((struct theatre *)theatre)->lit = SCREEN_POWER_UNKNOWN;
}

static void at(struct theatre *theatre, int64_t at_us, void (*act)(void *self))
{
    theatre->cues[theatre->cue_count++] = (struct cue){.at_us = at_us, .act = act, .self = theatre};
}

// "r on 30 s, b off 0 s": what each play says of the display, and how long it was seen, in order.
static void expect_seen(const struct theatre *theatre, const char *want)
{
    static const char *const names[] = {"unknown", "off", "on"};
    struct collection all = collect(theatre->ledger_path);
    struct str got = {0};
    for (size_t i = 0; i < all.count; i++) {
        long long seconds = (long long)(all.plays[i].shown.visible_ms + 500) / 1000;
        str_addf(&got, "%s%s %s %lld s", i == 0 ? "" : ", ", all.plays[i].item,
                 names[all.plays[i].display], seconds);
    }
    collection_free(&all);
    if (strcmp(str_text(&got), want) != 0) {
        fail_msg("\n got: %s\nwant: %s", str_text(&got), want);
    }
    str_fini(&got);
}

static void a_lit_display_is_in_every_play(void **state)
{
    struct theatre *theatre = *state;
    perform(theatre, 70 * S);
    expect_seen(theatre, "r on 30 s, b on 30 s, r on 10 s");
    expect_events(theatre, "display 0.0");
}

// Off at 12 s, found at 15; the play had been seen for 10 s when it was found on last. Lit at 72 s,
// found at 75: the third play began in the dark. Fails when what was not seen is counted.
static void what_is_shown_in_the_dark_is_not_seen(void **state)
{
    struct theatre *theatre = *state;
    at(theatre, 12 * S, go_dark);
    at(theatre, 72 * S, light_up);
    perform(theatre, 120 * S);
    expect_seen(theatre, "r on 10 s, b off 0 s, r off 15 s, b on 30 s");
    expect_events(theatre, "display 0.0, display 15.1, display 75.1");
    assert_non_null(strstr(str_text(&theatre->said), "the display is off: nobody sees"));
    assert_int_equal(theatre_sums(theatre).plays, 4); // nothing is split
}

// A display that cannot be asked any more is not known to be off.
static void a_display_of_which_nobody_knows_is_counted_and_told_as_that(void **state)
{
    struct theatre *theatre = *state;
    at(theatre, 12 * S, lose_sight);
    perform(theatre, 61 * S);
    expect_seen(theatre, "r on 30 s, b unknown 30 s, r unknown 1 s");
    expect_events(theatre, "display 0.0, display 15.1");
}

static void break_down(void *theatre)
{
    ((struct theatre *)theatre)->is_failing = true;
}

static void unplug_server(void *theatre)
{
    ((struct theatre *)theatre)->is_gone = true;
}

// Twice is enough: after half a second and after one and a half. Fails when the show only waits.
static void a_screen_that_takes_no_pictures_is_opened_again(void **state)
{
    struct theatre *theatre = *state;
    theatre->reopens_needed = 2;
    at(theatre, 12 * S, break_down);
    theatre->cues[theatre->cue_count++] = (struct cue){.at_us = 12 * S, .event = SCREEN_REDRAW};
    perform(theatre, 70 * S);
    assert_int_equal(theatre->reopens, 2);
    expect_seen(theatre, "r on 28 s, b on 30 s, r on 10 s");
    expect_events(theatre, "display 0.0, fault 12.0, display 12.0, display 13.5");
    assert_non_null(strstr(str_text(&theatre->said), "the display takes pictures again"));
    assert_int_equal(theatre->black_presents, 0);
}

static void plays_that_begin_while_it_takes_none_are_seen_by_nobody(void **state)
{
    struct theatre *theatre = *state;
    theatre->reopens_needed = 3; // after 3.5 s
    at(theatre, 28 * S, break_down);
    theatre->cues[theatre->cue_count++] = (struct cue){.at_us = 28 * S, .event = SCREEN_REDRAW};
    perform(theatre, 61 * S);
    expect_seen(theatre, "r on 28 s, b off 29 s, r on 1 s");
}

static void one_that_cannot_be_opened_again_is_left_before_a_watchdog_bites(void **state)
{
    struct theatre *theatre = *state;
    at(theatre, 12 * S, break_down);
    theatre->cues[theatre->cue_count++] = (struct cue){.at_us = 12 * S, .event = SCREEN_REDRAW};
    char *path = theatre_file(theatre, "list.cfg", two);
    assert_int_equal(theatre_perform(theatre, path, 70 * S, 0), SHOW_LOST_DISPLAY);
    free(path);
    assert_in_range(theatre->time.mono.us, 20 * S, 20 * S + S / 10);
    assert_int_equal(theatre->reopens, 4); // after 0.5, 1.5, 3.5 and 7.5 s
    expect_seen(theatre, "r on 12 s");
    assert_int_equal(theatre_sums(theatre).shutdown, 1);
}

// Nobody waits for a display whose server ended. Fails when the ledger is left open.
static void without_its_server_the_show_ends_at_once(void **state)
{
    struct theatre *theatre = *state;
    at(theatre, 12 * S, unplug_server);
    char *path = theatre_file(theatre, "list.cfg", two);
    assert_int_equal(theatre_perform(theatre, path, 70 * S, 0), SHOW_LOST_DISPLAY);
    free(path);
    assert_in_range(theatre->time.mono.us, 12 * S, 12 * S + S / 10);
    assert_int_equal(theatre->reopens, 0);
    expect_seen(theatre, "r on 12 s");
    assert_int_equal(theatre_sums(theatre).shutdown, 1);
}

int main(void)
{
#define WITH_THEATRE(test) cmocka_unit_test_setup_teardown(test, open_theatre, close_theatre)
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(a_lit_display_is_in_every_play, open_theatre,
                                        close_theatre),
        cmocka_unit_test_setup_teardown(what_is_shown_in_the_dark_is_not_seen, open_theatre,
                                        close_theatre),
        cmocka_unit_test_setup_teardown(a_display_of_which_nobody_knows_is_counted_and_told_as_that,
                                        open_theatre, close_theatre),
        WITH_THEATRE(a_screen_that_takes_no_pictures_is_opened_again),
        WITH_THEATRE(plays_that_begin_while_it_takes_none_are_seen_by_nobody),
        WITH_THEATRE(one_that_cannot_be_opened_again_is_left_before_a_watchdog_bites),
        WITH_THEATRE(without_its_server_the_show_ends_at_once),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
