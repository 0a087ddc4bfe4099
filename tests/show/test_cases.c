// Cases in whole shows: they change how often topics come, an exchanged table counts from the next
// boundary on, and a restart finds the morning as it was. The figures are made up.
#include "logbook.h"
#include "witness.h"

#include "support/test.h"

#include "base/mem.h"
#include "base/str.h"
#include "ledger/collect.h"

#include <unistd.h>

#define S CLOCK_SECOND_US
#define HOUR_US (3600 * S)

// Without cases the three come in turn, ten seconds each.
static const char three_topics[] =
    "cases = { file = \"cases.csv\"; most = 3.0; };\n"
    "items = ( { id = \"f\"; text = \"甲\"; motion = \"hold\"; hold = 10; topic = \"刷单返利\"; "
    "},\n"
    "          { id = \"k\"; text = \"乙\"; motion = \"hold\"; hold = 10; topic = \"冒充客服\"; "
    "},\n"
    "          { id = \"o\"; text = \"丙\"; motion = \"hold\"; hold = 10; } );\n";

#define HEADINGS "date,district,topic,cases\n"
#define YESTERDAY "2026-11-24"

static int open_theatre(void **state)
{
    static struct theatre theatre;
    theatre_open(&theatre, (struct size){32, 32}, theatre_time("2026-11-25T08:00"));
    theatre.district = "某省/某市";
    *state = &theatre;
    return 0;
}

static int close_theatre(void **state)
{
    theatre_close(*state);
    return 0;
}

static void write_cases(const struct theatre *theatre, const char *text)
{
    free(theatre_file(theatre, "cases.csv", text));
}

static void perform(struct theatre *theatre, int64_t for_us)
{
    char *path = theatre_file(theatre, "list.cfg", three_topics);
    assert_int_equal(theatre_perform(theatre, path, for_us, S), SHOW_ENDED);
    free(path);
    assert_int_equal(theatre->vain_sleeps, 0);
}

static void expect_day(const struct theatre *theatre)
{
    char *path = theatre_file(theatre, "list.cfg", three_topics);
    expect_plan(theatre, path, 20000);
    free(path);
}

// Plays that began from `from_us` to `to_us` after the start.
static int64_t plays_within(const struct theatre *theatre, const char *item, int64_t from_us,
                            int64_t to_us)
{
    struct collection all = collect(theatre->ledger_path);
    int64_t count = 0;
    for (size_t i = 0; i < all.count; i++) {
        const struct play *play = &all.plays[i];
        count += str_is(play->item, item) && play->start_mono.us >= from_us &&
                 play->start_mono.us < to_us;
    }
    collection_free(&all);
    return count;
}

static void expect_shares(const struct theatre *theatre, int64_t from_us, int64_t to_us,
                          const int64_t plays[3])
{
    static const char *const items[] = {"f", "k", "o"};
    for (int i = 0; i < 3; i++) {
        int64_t count = plays_within(theatre, items[i], from_us, to_us);
        assert_in_range(count, plays[i] - 2, plays[i] + 2);
    }
}

// --- one table ---------------------------------------------------------------------------------

static void yesterdays_cases_lift_their_topic(void **state)
{
    struct theatre *theatre = *state;
    write_cases(theatre, HEADINGS YESTERDAY ",某省/某市,刷单返利,7\n");
    perform(theatre, HOUR_US);
    expect_shares(theatre, 0, HOUR_US, (const int64_t[]){216, 72, 72}); // 3 : 1 : 1 of 360
    assert_int_equal(count_events(theatre, EVENT_CASES), 1);
    expect_day(theatre);
}

static void those_of_other_districts_and_days_lift_nothing(void **state)
{
    struct theatre *theatre = *state;
    write_cases(theatre, HEADINGS YESTERDAY ",另省,刷单返利,7\n2026-11-23,,刷单返利,7\n");
    perform(theatre, HOUR_US);
    expect_shares(theatre, 0, HOUR_US, (const int64_t[]){120, 120, 120});
    expect_day(theatre);
}

static void without_a_known_clock_nothing_is_lifted(void **state)
{
    struct theatre *theatre = *state;
    theatre->trust = CLOCK_UNKNOWN;
    write_cases(theatre, HEADINGS YESTERDAY ",,刷单返利,7\n");
    perform(theatre, HOUR_US);
    expect_shares(theatre, 0, HOUR_US, (const int64_t[]){120, 120, 120});
    assert_int_equal(count_events(theatre, EVENT_CASES), 0);
}

// Each day has lifts of its own, and each is written down once.
static void a_new_day_looks_at_the_table_anew(void **state)
{
    struct theatre *theatre = *state;
    theatre->time.wall = theatre_time("2026-11-25T23:00");
    write_cases(theatre, HEADINGS YESTERDAY ",,刷单返利,7\n2026-11-25,,冒充客服,2\n");
    perform(theatre, 2 * HOUR_US);
    expect_shares(theatre, 0, HOUR_US, (const int64_t[]){216, 72, 72});
    expect_shares(theatre, HOUR_US, 2 * HOUR_US, (const int64_t[]){72, 216, 72});
    assert_int_equal(count_events(theatre, EVENT_CASES), 2);
    expect_day(theatre);
}

// --- an exchanged one --------------------------------------------------------------------------

static const char *exchanged; // what the table says then; NULL: it is gone

static void exchange(void *self)
{
    struct theatre *theatre = self;
    if (exchanged != NULL) {
        write_cases(theatre, exchanged);
    } else {
        char *path = mem_format("%s/cases.csv", theatre->folder);
        assert_int_equal(unlink(path), 0);
        free(path);
    }
}

static void perform_exchanging(struct theatre *theatre, const char *text, int64_t for_us)
{
    exchanged = text;
    write_cases(theatre, HEADINGS YESTERDAY ",,刷单返利,7\n");
    theatre->cues[theatre->cue_count++] = (struct cue){HOUR_US + 4 * S, 0, exchange, theatre};
    perform(theatre, for_us);
}

static void an_exchanged_table_counts_from_the_next_boundary_on(void **state)
{
    struct theatre *theatre = *state;
    perform_exchanging(theatre, HEADINGS YESTERDAY ",,冒充客服,7\n", 2 * HOUR_US);
    expect_shares(theatre, 0, HOUR_US, (const int64_t[]){216, 72, 72});
    expect_shares(theatre, HOUR_US, 2 * HOUR_US, (const int64_t[]){72, 216, 72});
    assert_int_equal(theatre_sums(theatre).preempted, 0); // it cut nothing
    assert_int_equal(count_events(theatre, EVENT_CASES), 2);
    expect_day(theatre);
}

static void one_that_says_the_same_is_no_news(void **state)
{
    struct theatre *theatre = *state;
    perform_exchanging(theatre, HEADINGS YESTERDAY ",,刷单返利,7\n2026-11-20,,冒充客服,9\n",
                       2 * HOUR_US);
    expect_shares(theatre, HOUR_US, 2 * HOUR_US, (const int64_t[]){216, 72, 72});
    assert_int_equal(count_events(theatre, EVENT_CASES), 1);
}

static void a_broken_or_missing_table_changes_nothing_and_is_said(void **state)
{
    static const char *const broken[] = {"", "no table at all", "date,topic\n2026-11-24,刷单返利\n",
                                         "\xff\xfe\x01"};
    for (size_t i = 0; i < sizeof broken / sizeof broken[0]; i++) {
        struct theatre *theatre = *state;
        close_theatre(state);
        open_theatre(state);
        perform_exchanging(theatre, broken[i], 2 * HOUR_US);
        expect_shares(theatre, HOUR_US, 2 * HOUR_US, (const int64_t[]){216, 72, 72});
        assert_int_equal(count_events(theatre, EVENT_CASES), 1);
        assert_non_null(strstr(str_text(&theatre->said), "cases.csv"));
        expect_day(theatre);
    }
}

static void one_that_vanishes_changes_nothing(void **state)
{
    struct theatre *theatre = *state;
    perform_exchanging(theatre, NULL, 2 * HOUR_US);
    expect_shares(theatre, HOUR_US, 2 * HOUR_US, (const int64_t[]){216, 72, 72});
    assert_int_equal(count_events(theatre, EVENT_CASES), 1);
}

static void one_that_was_never_there_is_said_and_the_show_goes_on(void **state)
{
    struct theatre *theatre = *state;
    perform(theatre, HOUR_US);
    expect_shares(theatre, 0, HOUR_US, (const int64_t[]){120, 120, 120});
    assert_non_null(strstr(str_text(&theatre->said), "cases.csv"));
    assert_int_equal(count_events(theatre, EVENT_CASES), 0);
}

// --- a restart ---------------------------------------------------------------------------------

static void a_restart_replays_the_morning_with_the_old_lifts(void **state)
{
    struct theatre *theatre = *state;
    perform_exchanging(theatre, HEADINGS YESTERDAY ",,冒充客服,7\n", 2 * HOUR_US - 3 * S);
    theatre_begin_again(theatre, HOUR_US / 2);
    perform(theatre, HOUR_US);
    assert_int_equal(count_events(theatre, EVENT_CASES), 2);
    expect_day(theatre);
}

static void a_table_exchanged_while_nobody_played_counts_from_the_start_on(void **state)
{
    struct theatre *theatre = *state;
    write_cases(theatre, HEADINGS YESTERDAY ",,刷单返利,7\n");
    perform(theatre, HOUR_US);
    write_cases(theatre, HEADINGS YESTERDAY ",,冒充客服,7\n");
    theatre_begin_again(theatre, HOUR_US / 2);
    int64_t now_us = theatre->time.mono.us;
    perform(theatre, HOUR_US);
    expect_shares(theatre, now_us, now_us + HOUR_US, (const int64_t[]){72, 216, 72});
    assert_int_equal(count_events(theatre, EVENT_CASES), 2);
    expect_day(theatre);
}

int main(void)
{
#define WITH_THEATRE(test) cmocka_unit_test_setup_teardown(test, open_theatre, close_theatre)
    const struct CMUnitTest tests[] = {
        WITH_THEATRE(yesterdays_cases_lift_their_topic),
        WITH_THEATRE(those_of_other_districts_and_days_lift_nothing),
        WITH_THEATRE(without_a_known_clock_nothing_is_lifted),
        WITH_THEATRE(a_new_day_looks_at_the_table_anew),
        WITH_THEATRE(an_exchanged_table_counts_from_the_next_boundary_on),
        WITH_THEATRE(one_that_says_the_same_is_no_news),
        WITH_THEATRE(a_broken_or_missing_table_changes_nothing_and_is_said),
        WITH_THEATRE(one_that_vanishes_changes_nothing),
        WITH_THEATRE(one_that_was_never_there_is_said_and_the_show_goes_on),
        WITH_THEATRE(a_restart_replays_the_morning_with_the_old_lifts),
        WITH_THEATRE(a_table_exchanged_while_nobody_played_counts_from_the_start_on),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
