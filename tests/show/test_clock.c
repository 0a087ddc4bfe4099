// Clocks that are not known, not believed, or set while the show runs. The plan's time never starts
// over because of them, and each jump costs at most one play.
#include "logbook.h"

#include "support/test.h"

#define S CLOCK_SECOND_US
#define HOUR_US (3600 * S)
#define YEAR_US (365 * 24 * HOUR_US)

// "n" plays at any time, "m" in the morning only, "e" in the evening only.
static const char by_the_hour[] =
    "items = ( { id = \"n\"; text = \"常\"; motion = \"hold\"; hold = 10; },\n"
    "          { id = \"m\"; text = \"早\"; motion = \"hold\"; hold = 20;\n"
    "            when = { hours = \"06:00-12:00\"; }; },\n"
    "          { id = \"e\"; text = \"晚\"; motion = \"hold\"; hold = 30;\n"
    "            when = { hours = \"18:00-24:00\"; }; } );\n";

static const char three[] =
    "items = ( { id = \"a\"; text = \"甲\"; motion = \"hold\"; hold = 10; },\n"
    "          { id = \"b\"; text = \"乙\"; motion = \"hold\"; hold = 10; },\n"
    "          { id = \"c\"; text = \"丙\"; motion = \"hold\"; hold = 10; } );\n";

static int open_theatre(void **state)
{
    static struct theatre theatre;
    theatre_open(&theatre, (struct size){64, 32}, theatre_time("2026-11-25T08:00"));
    theatre.earliest = theatre_time("2026-01-01T00:00");
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
    assert_int_equal(theatre->vain_sleeps, 0);
    assert_in_range(theatre->black_presents, 0, 1); // while the first item gets ready
}

static void at(struct theatre *theatre, int64_t at_us, void (*act)(void *))
{
    theatre->cues[theatre->cue_count++] = (struct cue){at_us, 0, act, theatre};
}

// --- a clock that nobody set -------------------------------------------------------------------

static void is_synchronised(void *self)
{
    struct theatre *theatre = self;
    theatre->trust = CLOCK_TRUSTED;
    theatre->time.wall.us = theatre_time("2026-11-25T08:00").us + theatre->time.mono.us;
}

static void without_a_clock_only_what_may_always_play_does(void **state)
{
    struct theatre *theatre = *state;
    theatre->trust = CLOCK_UNKNOWN;
    theatre->time.wall.us = 8 * HOUR_US; // of the first day of 1970, in the afternoon
    at(theatre, HOUR_US - 5 * S, is_synchronised);
    perform(theatre, by_the_hour, HOUR_US + 65 * S);
    struct sums sums = theatre_sums(theatre);
    assert_int_equal(sums.failed + sums.preempted, 0);
    assert_int_equal(strspn(sums.order, "n"), sizeof sums.order - 1); // as far as it tells
    assert_int_equal(sums.plays, 360 + 5);                            // an hour of n, then mnmnm
    expect_events(theatre, "clock 3595.0");
}

static void after_the_first_sync_the_plan_takes_over_at_the_next_boundary(void **state)
{
    struct theatre *theatre = *state;
    theatre->trust = CLOCK_UNKNOWN;
    theatre->time.wall.us = 0;
    at(theatre, 25 * S, is_synchronised);
    perform(theatre, by_the_hour, 65 * S);
    // A round of m and n lasts 30 s. One begins at 08:00:30.
    expect_plays(theatre, "main",
                 "n 0.0 complete, n 10.0 complete, n 20.0 complete, m 30.0 complete, "
                 "n 50.0 complete, m 60.0 shutdown");
}

static void what_is_for_an_unknown_clock_stands_in(void **state)
{
    struct theatre *theatre = *state;
    theatre->trust = CLOCK_UNKNOWN;
    theatre->time.wall.us = 0;
    at(theatre, 15 * S, is_synchronised);
    perform(theatre,
            "clock_unknown = \"u\";\n"
            "items = ( { id = \"a\"; text = \"甲\"; motion = \"hold\"; hold = 10; },\n"
            "          { id = \"b\"; text = \"乙\"; motion = \"hold\"; hold = 10; },\n"
            "          { id = \"u\"; text = \"候\"; motion = \"hold\"; hold = 10; } );\n"
            "zones = ( { name = \"main\"; items = ( \"a\", \"b\" ); } );\n",
            45 * S);
    expect_plays(theatre, "main",
                 "u 0.0 complete, u 10.0 complete, a 20.0 complete, b 30.0 complete, "
                 "a 40.0 shutdown");
}

// --- jumps -------------------------------------------------------------------------------------

static int64_t jump_us; // by how much

static void jump(void *self)
{
    ((struct theatre *)self)->time.wall.us += jump_us;
}

// Failed once: after a step back by seconds what had just been on came again.
static void a_jump_costs_at_most_one_play(void **state)
{
    struct theatre *theatre = *state;
    static const int64_t jumps_us[] = {
        1,        -1,           500000,       -500000,      -S,
        S,        -3 * S,       3 * S,        -30 * S,      30 * S,
        -HOUR_US, HOUR_US,      -7 * HOUR_US, 15 * HOUR_US, -YEAR_US / 8,
        YEAR_US,  10 * YEAR_US, 30 * YEAR_US,
    };
    for (size_t i = 0; i < sizeof jumps_us / sizeof jumps_us[0]; i++) {
        for (int64_t at_s = 3; at_s <= 9; at_s += 6) {
            jump_us = jumps_us[i];
            theatre_close(theatre);
            open_theatre(state);
            at(theatre, (60 + at_s) * S, jump);
            perform(theatre, three, 140 * S);
            struct sums sums = theatre_sums(theatre);
            expect_one_after_the_other(theatre, "main");
            assert_in_range(sums.preempted, 0, 1);
            assert_int_equal(sums.failed + sums.skipped + sums.open, 0);
            assert_in_range(sums.plays, 14, 15);
            assert_in_range(sums.visible_ms, 140000 - 30, 140000 + 30);
            bool is_jump = jump_us > S || jump_us < -S;
            assert_int_equal(count_events(theatre, EVENT_CLOCK), is_jump);
        }
    }
}

static void jump_back(void *self)
{
    ((struct theatre *)self)->time.wall.us -= jump_us;
}

static void a_jump_there_and_back_costs_no_more_than_two(void **state)
{
    struct theatre *theatre = *state;
    jump_us = 10 * YEAR_US + 4 * S;
    at(theatre, 25 * S, jump);
    at(theatre, 57 * S, jump_back);
    perform(theatre, three, 140 * S);
    assert_in_range(theatre_sums(theatre).preempted, 0, 2);
    expect_one_after_the_other(theatre, "main");
}

static void lose_the_time(void *self)
{
    struct theatre *theatre = self;
    theatre->trust = CLOCK_UNKNOWN;
    theatre->time.wall.us = theatre->time.mono.us;
}

static void nineteen_seventy_in_mid_run_is_not_believed(void **state)
{
    struct theatre *theatre = *state;
    at(theatre, 25 * S, lose_the_time);
    perform(theatre, by_the_hour, 65 * S);
    expect_plays(theatre, "main",
                 "m 0.0 complete, n 20.0 complete, m 30.0 complete, n 50.0 complete, "
                 "m 60.0 shutdown");
    expect_events(theatre, "clock 25.0");
}

// Some boards call 1970 synchronised.
static void a_time_before_the_program_was_made_is_not_believed_from_anybody(void **state)
{
    struct theatre *theatre = *state;
    jump_us = -10 * YEAR_US;
    at(theatre, 25 * S, jump);
    perform(theatre, three, 55 * S);
    expect_plays(theatre, "main",
                 "a 0.0 complete, b 10.0 complete, c 20.0 complete, a 30.0 complete, "
                 "b 40.0 complete, c 50.0 shutdown");
}

// --- a battery's clock -------------------------------------------------------------------------

// Failed once: a clock that was believed before the ledger was open stayed believed.
static void one_that_fell_behind_the_ledger_is_not_believed(void **state)
{
    struct theatre *theatre = *state;
    perform(theatre, by_the_hour, 25 * S);
    theatre_begin_again(theatre, 65 * S); // slots count from the machine's start now
    theatre->trust = CLOCK_BOUNDED;
    theatre->time.wall = theatre_time("2026-11-25T06:30"); // when m may play too
    perform(theatre, by_the_hour, 35 * S);
    expect_plays(theatre, "main",
                 "m 0.0 complete, n 20.0 shutdown, "
                 "n 90.0 complete, n 100.0 complete, n 110.0 complete, n 120.0 shutdown");
}

static void one_that_went_on_is_believed(void **state)
{
    struct theatre *theatre = *state;
    perform(theatre, by_the_hour, 25 * S);
    theatre_begin_again(theatre, 62 * S);
    theatre->trust = CLOCK_BOUNDED;
    perform(theatre, by_the_hour, 35 * S);
    // At 08:01:27 n is on until 08:01:30, and is begun from its beginning.
    expect_plays(theatre, "main",
                 "m 0.0 complete, n 20.0 shutdown, n 87.0 preempted, m 90.0 complete, "
                 "n 110.0 complete, m 120.0 shutdown");
}

int main(void)
{
#define WITH_THEATRE(test) cmocka_unit_test_setup_teardown(test, open_theatre, close_theatre)
    const struct CMUnitTest tests[] = {
        WITH_THEATRE(without_a_clock_only_what_may_always_play_does),
        WITH_THEATRE(after_the_first_sync_the_plan_takes_over_at_the_next_boundary),
        WITH_THEATRE(what_is_for_an_unknown_clock_stands_in),
        WITH_THEATRE(a_jump_costs_at_most_one_play),
        WITH_THEATRE(a_jump_there_and_back_costs_no_more_than_two),
        WITH_THEATRE(nineteen_seventy_in_mid_run_is_not_believed),
        WITH_THEATRE(a_time_before_the_program_was_made_is_not_believed_from_anybody),
        WITH_THEATRE(one_that_fell_behind_the_ledger_is_not_believed),
        WITH_THEATRE(one_that_went_on_is_believed),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
