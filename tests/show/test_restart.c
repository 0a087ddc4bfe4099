// Shows that end and begin again: the day is where it would have been without the break, also after
// everything that happened before it.
#include "logbook.h"
#include "voices.h"
#include "witness.h"

#include "support/test.h"

#include "base/mem.h"

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#define S CLOCK_SECOND_US
#define LATE_US INT64_C(100000) // after a key: what it wants gets ready first

// Two zones, weights, a gap and a cap: a day that depends on what was on before.
static const char busy[] =
    "items = ( { id = \"a\"; text = \"甲\"; motion = \"hold\"; hold = 10; },\n"
    "          { id = \"b\"; text = \"乙\"; motion = \"hold\"; hold = 17; weight = 3; },\n"
    "          { id = \"c\"; text = \"丙\"; motion = \"hold\"; hold = 7; gap = 60; },\n"
    "          { id = \"d\"; text = \"丁\"; motion = \"hold\"; hold = 23; max_per_hour = 20; },\n"
    "          { id = \"x\"; text = \"戊\"; motion = \"hold\"; hold = 20; share = \"30%\"; },\n"
    "          { id = \"e\"; text = \"急\"; motion = \"hold\"; hold = 10;\n"
    "            priority = \"emergency\"; } );\n"
    "zones = ( { name = \"up\"; h = \"50%\"; items = ( \"a\", \"b\", \"c\", \"d\", \"x\" ); },\n"
    "          { name = \"down\"; y = \"50%\"; h = \"50%\"; items = ( \"b\", \"a\", \"c\" ); } "
    ");\n";

static int open_theatre(void **state)
{
    static struct theatre theatre;
    theatre_open(&theatre, (struct size){64, 64}, theatre_time("2026-11-25T08:03:21"));
    voices_open(&theatre);
    *state = &theatre;
    return 0;
}

static int close_theatre(void **state)
{
    voices_close(*state);
    theatre_close(*state);
    return 0;
}

static void perform(struct theatre *theatre, int64_t for_us)
{
    char *path = theatre_file(theatre, "list.cfg", busy);
    assert_int_equal(theatre_perform(theatre, path, for_us, 0), SHOW_ENDED);
    free(path);
    assert_int_equal(theatre->vain_sleeps, 0);
}

static void press(struct theatre *theatre, int64_t at_us, enum screen_event event)
{
    theatre->cues[theatre->cue_count++] = (struct cue){at_us, event, NULL, NULL};
}

static void expect_day(struct theatre *theatre)
{
    char *path = theatre_file(theatre, "list.cfg", busy);
    expect_plan(theatre, path, LATE_US);
    free(path);
}

static void a_restart_resumes_where_the_day_is(void **state)
{
    struct theatre *theatre = *state;
    perform(theatre, 301 * S);
    theatre_begin_again(theatre, 1234567891);
    perform(theatre, 433 * S);
    theatre_begin_again(theatre, 12 * S);
    perform(theatre, 300 * S);
    expect_day(theatre);
    assert_int_equal(count_events(theatre, EVENT_NEXT), 0);
}

static void press_all(struct theatre *theatre)
{
    press(theatre, 31 * S, SCREEN_NEXT);
    press(theatre, 36 * S, SCREEN_NEXT);
    press(theatre, 52 * S, SCREEN_PREVIOUS);
    press(theatre, 70 * S, SCREEN_PAUSE);
    press(theatre, 85 * S, SCREEN_PAUSE);
    press(theatre, 101 * S, SCREEN_PREVIOUS);
}

static void after_keys_too(void **state)
{
    struct theatre *theatre = *state;
    press_all(theatre);
    perform(theatre, 130 * S);
    theatre_begin_again(theatre, 40 * S);
    perform(theatre, 300 * S);
    expect_day(theatre);
    assert_int_equal(count_events(theatre, EVENT_NEXT), 2);
    assert_int_equal(count_events(theatre, EVENT_SHOW), 2);
    assert_int_equal(count_events(theatre, EVENT_PAUSE), 1);
}

// Failed once: nobody ended the pause, and the plan stood still for the rest of the day.
static void a_pause_that_was_on_is_over(void **state)
{
    struct theatre *theatre = *state;
    press(theatre, 70 * S, SCREEN_PAUSE);
    perform(theatre, 130 * S);
    theatre_begin_again(theatre, 40 * S);
    perform(theatre, 100 * S);
    expect_day(theatre);
    assert_int_equal(count_events(theatre, EVENT_RESUME), 1);
}

static void an_emergency_that_was_on_is_on_again(void **state)
{
    struct theatre *theatre = *state;
    voices_say(theatre, 40 * S, "emergency e for 110s");
    perform(theatre, 75 * S);
    theatre_begin_again(theatre, 20 * S);
    perform(theatre, 200 * S);
    expect_day(theatre);
    expect_plays(theatre, "emergency",
                 "e 40.0 complete, e 50.0 complete, e 60.0 complete, e 70.0 shutdown, "
                 "e 95.0 preempted, e 100.0 complete, e 110.0 complete, e 120.0 complete, "
                 "e 130.0 complete, e 140.0 complete");
}

static void an_emergency_without_end_lasts_until_it_is_cleared(void **state)
{
    struct theatre *theatre = *state;
    voices_say(theatre, 40 * S, "emergency e");
    perform(theatre, 75 * S);
    theatre_begin_again(theatre, INT64_C(3) * 24 * 3600 * S);
    int64_t now_us = theatre->time.mono.us;
    voices_say(theatre, now_us + 35 * S, "clear");
    perform(theatre, 60 * S);
    expect_day(theatre);
    voices_expect(1, "ok ");
}

static void an_emergency_that_ended_meanwhile_is_over(void **state)
{
    struct theatre *theatre = *state;
    voices_say(theatre, 40 * S, "emergency e for 60s");
    perform(theatre, 75 * S);
    theatre_begin_again(theatre, 100 * S);
    perform(theatre, 60 * S);
    expect_day(theatre);
}

// --- the power ---------------------------------------------------------------------------------

static void run_in_folder(const struct theatre *theatre, const char *what)
{
    char *command = mem_format("cd '%s' && %s", theatre->folder, what);
    assert_int_equal(system(command), 0);
    free(command);
}

// What the ledger holds at this moment is all that is left of this run.
static void lose_power(void *self)
{
    struct theatre *theatre = self;
    assert_true(writer_settle(theatre->writer));
    run_in_folder(theatre, "mkdir cut && cp ledger.db* cut");
    theatre->must_end = 1;
}

static void after_a_power_cut_too(void **state)
{
    struct theatre *theatre = *state;
    press_all(theatre);
    theatre->cues[theatre->cue_count++] = (struct cue){131 * S, 0, lose_power, theatre};
    perform(theatre, 200 * S);
    run_in_folder(theatre, "rm ledger.db* && mv cut/* .");
    theatre_begin_again(theatre, 44 * S);
    perform(theatre, 300 * S);
    expect_day(theatre);
    struct sums sums = theatre_sums(theatre);
    assert_int_equal(sums.open, 0);
    assert_int_equal(sums.shutdown, 2); // of the second run: each zone's
}

// --- a slow ledger -----------------------------------------------------------------------------

static int held = -1; // the ledger, as another player would hold it

static void hold_ledger(const struct theatre *theatre)
{
    held = open(theatre->ledger_path, O_RDWR | O_CLOEXEC);
    assert_int_equal(flock(held, LOCK_EX | LOCK_NB), 0);
}

static void let_ledger_go(void *self)
{
    struct theatre *theatre = self;
    close(held);
    for (int tries = 0; tries < 50 && !writer_settle(theatre->writer); tries++) {
    }
}

static void a_past_that_comes_late_costs_one_play_at_most(void **state)
{
    struct theatre *theatre = *state;
    press_all(theatre);
    perform(theatre, 130 * S);
    hold_ledger(theatre);
    theatre_begin_again(theatre, 41 * S);
    int64_t came_us = theatre->time.mono.us + 3 * S;
    theatre->cues[theatre->cue_count++] = (struct cue){came_us, 0, let_ledger_go, theatre};
    struct sums before = theatre_sums(theatre);
    perform(theatre, 300 * S);
    struct sums sums = theatre_sums(theatre);
    // In each zone: the one that was on when it came, and the one that follows in mid-slot.
    assert_in_range(sums.preempted - before.preempted, 0, 2 * 2);
    assert_int_equal(sums.failed + sums.open, 0);
}

static void an_emergency_that_comes_late_takes_the_screen(void **state)
{
    struct theatre *theatre = *state;
    voices_say(theatre, 40 * S, "emergency e");
    perform(theatre, 75 * S);
    hold_ledger(theatre);
    theatre_begin_again(theatre, 20 * S);
    theatre->cues[theatre->cue_count++] = (struct cue){98 * S, 0, let_ledger_go, theatre};
    perform(theatre, 30 * S);
    expect_plays(theatre, "emergency",
                 "e 40.0 complete, e 50.0 complete, e 60.0 complete, e 70.0 shutdown, "
                 "e 98.0 preempted, e 100.0 complete, e 110.0 complete, e 120.0 shutdown");
    // In each zone the one in whose midst the first run began, the two that it cut, and itself
    // once.
    assert_int_equal(theatre_sums(theatre).preempted, 2 * 3 + 1);
}

static void a_clock_that_the_late_past_gives_up_costs_one_play_at_most(void **state)
{
    struct theatre *theatre = *state;
    perform(theatre, 100 * S);
    struct sums before = theatre_sums(theatre);
    hold_ledger(theatre);
    theatre_begin_again(theatre, 41 * S);
    theatre->trust = CLOCK_BOUNDED;
    theatre->time.wall.us -= INT64_C(7) * 86400 * S;
    theatre->cues[theatre->cue_count++] = (struct cue){144 * S, 0, let_ledger_go, theatre};
    perform(theatre, 300 * S);
    struct sums sums = theatre_sums(theatre);
    // In each zone: the one in whose midst it began, and the one that follows when it is given up.
    assert_in_range(sums.preempted - before.preempted, 0, 2 * 2);
    assert_int_equal(sums.failed + sums.open, 0);
    assert_in_range(sums.visible_ms - before.visible_ms, 2 * 300000 - 100, 2 * 300000 + 100);
    assert_int_equal(count_events(theatre, EVENT_CLOCK), 1);
}

int main(void)
{
#define WITH_THEATRE(test) cmocka_unit_test_setup_teardown(test, open_theatre, close_theatre)
    const struct CMUnitTest tests[] = {
        WITH_THEATRE(a_restart_resumes_where_the_day_is),
        WITH_THEATRE(after_keys_too),
        WITH_THEATRE(a_pause_that_was_on_is_over),
        WITH_THEATRE(an_emergency_that_was_on_is_on_again),
        WITH_THEATRE(an_emergency_without_end_lasts_until_it_is_cleared),
        WITH_THEATRE(an_emergency_that_ended_meanwhile_is_over),
        WITH_THEATRE(after_a_power_cut_too),
        WITH_THEATRE(a_past_that_comes_late_costs_one_play_at_most),
        WITH_THEATRE(a_clock_that_the_late_past_gives_up_costs_one_play_at_most),
        WITH_THEATRE(an_emergency_that_comes_late_takes_the_screen),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
