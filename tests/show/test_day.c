// A day in a few seconds: the whole show, from the playlist to the ledger, on a clock that does not
// wait.
#include "theatre.h"

#include "support/test.h"

#define DAY_US (INT64_C(86400) * CLOCK_SECOND_US)

static const char one_zone[] =
    "items = (\n"
    "  { id = \"a\"; text = \"警民\"; motion = \"hold\"; hold = 60; },\n"
    "  { id = \"b\"; text = \"同心\"; motion = \"hold\"; hold = 90; },\n"
    "  { id = \"c\"; text = \"反诈\"; motion = \"hold\"; hold = 30; weight = 2; } );\n";

static void the_ledger_of_a_day_adds_up(void **state)
{
    (void)state;
    struct theatre theatre;
    theatre_open(&theatre, (struct size){64, 32}, theatre_time("2026-11-23T00:00"));
    char *path = theatre_file(&theatre, "day.cfg", one_zone);
    assert_int_equal(theatre_perform(&theatre, path, DAY_US, 10 * CLOCK_SECOND_US), SHOW_ENDED);
    struct sums sums = theatre_sums(&theatre);
    // 210 s a round of four slots: 411 whole rounds, and 90 s of the next one.
    assert_in_range(sums.plays, 411 * 4 + 1, 411 * 4 + 3);
    assert_int_equal(sums.failed + sums.skipped + sums.open, 0);
    assert_int_equal(sums.shutdown, 1);
    assert_int_equal(sums.complete, sums.plays - 1);
    assert_true(sums.full >= sums.complete);
    // From the first frame to the last there is always exactly one play.
    assert_in_range(sums.visible_ms, 86400000 - 200 - sums.plays, 86400000);
    assert_int_equal(sums.late, 0);
    assert_int_equal(theatre.black_presents, 0);
    assert_int_equal(theatre.presents, sums.plays); // still pictures are presented once
    free(path);
    theatre_close(&theatre);
}

static void zones_are_counted_each_on_its_own(void **state)
{
    (void)state;
    struct theatre theatre;
    theatre_open(&theatre, (struct size){64, 64}, theatre_time("2026-11-23T00:00"));
    char *path = theatre_file(
        &theatre, "two.cfg",
        "items = ( { id = \"a\"; text = \"甲\"; motion = \"hold\"; hold = 10; },\n"
        "          { id = \"b\"; text = \"乙\"; motion = \"hold\"; hold = 7; },\n"
        "          { id = \"t\"; kind = \"clock\"; hold = 600; } );\n"
        "zones = ( { name = \"up\"; h = \"50%\"; items = ( \"a\", \"b\" ); },\n"
        "          { name = \"down\"; y = \"50%\"; h = \"50%\"; items = ( \"t\" ); } );\n");
    theatre_perform(&theatre, path, 3600 * CLOCK_SECOND_US, CLOCK_SECOND_US);
    struct sums sums = theatre_sums(&theatre);
    assert_in_range(sums.visible_ms, 2 * 3600000 - 2000, 2 * 3600000);
    assert_in_range(sums.plays, 2 * 3600 / 17 + 6 - 2, 2 * 3600 / 17 + 6 + 2);
    assert_in_range(sums.longest_ms, 599900, 600100);
    free(path);
    theatre_close(&theatre);
}

// A first frame comes a moment after the start. What is a little late is not nearly over.
static void short_items_are_not_passed_over_when_the_first_comes_late(void **state)
{
    (void)state;
    struct theatre theatre;
    struct wall late = {theatre_time("2026-11-23T00:00").us + CLOCK_SECOND_US / 10};
    theatre_open(&theatre, (struct size){64, 32}, late);
    char *path = theatre_file(&theatre, "short.cfg",
                              "defaults = { motion = \"hold\"; };\n"
                              "items = ( { id = \"a\"; text = \"甲\"; hold = 1; },\n"
                              "          { id = \"b\"; text = \"乙\"; hold = 1; },\n"
                              "          { id = \"c\"; text = \"丙\"; hold = 1; } );\n");
    theatre_perform(&theatre, path, 6 * CLOCK_SECOND_US - CLOCK_SECOND_US / 5, 0);
    struct sums sums = theatre_sums(&theatre);
    assert_string_equal(sums.order, "abcabc");
    free(path);
    theatre_close(&theatre);
}

// A screen that is new begins before it knows how long its items take. Fails when a slot that was
// given away before is kept, or thought to have ended early: then items get lost.
static void no_item_is_lost_while_lengths_are_learned(void **state)
{
    (void)state;
    struct theatre theatre;
    struct wall late = {theatre_time("2026-11-23T00:00").us + CLOCK_SECOND_US / 10};
    theatre_open(&theatre, (struct size){64, 32}, late);
    theatre.is_live = true;
    char *path = theatre_file(&theatre, "new.cfg",
                              "defaults = { motion = \"hold\"; };\n"
                              "items = ( { id = \"a\"; text = \"甲\"; hold = 1; },\n"
                              "          { id = \"b\"; text = \"乙\"; hold = 1; },\n"
                              "          { id = \"c\"; text = \"丙\"; hold = 1; },\n"
                              "          { id = \"d\"; text = \"丁\"; hold = 1; } );\n");
    theatre_perform(&theatre, path, 8 * CLOCK_SECOND_US - CLOCK_SECOND_US / 5, 0);
    struct sums sums = theatre_sums(&theatre);
    assert_string_equal(sums.order, "abcdabcd");
    assert_in_range(sums.longest_ms, 950, 1120);
    free(path);
    theatre_close(&theatre);
}

static void jump_back(void *self)
{
    ((struct theatre *)self)->time.wall.us -= INT64_C(10) * 365 * DAY_US;
}

static void jump_ahead(void *self)
{
    ((struct theatre *)self)->time.wall.us += INT64_C(20) * 365 * DAY_US;
}

static void a_clock_that_jumps_costs_no_play(void **state)
{
    (void)state;
    struct theatre theatre;
    theatre_open(&theatre, (struct size){64, 32}, (struct wall){0});
    theatre.cues[0] = (struct cue){600 * CLOCK_SECOND_US, 0, jump_ahead, &theatre};
    theatre.cues[1] = (struct cue){1200 * CLOCK_SECOND_US, 0, jump_back, &theatre};
    theatre.cue_count = 2;
    char *path = theatre_file(&theatre, "day.cfg", one_zone);
    theatre_perform(&theatre, path, 2100 * CLOCK_SECOND_US, CLOCK_SECOND_US);
    struct sums sums = theatre_sums(&theatre);
    assert_in_range(sums.plays, 40, 41); // ten rounds, as without jumps
    assert_int_equal(sums.longest_ms / 100, 900);
    assert_in_range(sums.visible_ms, 2100000 - 200, 2100000);
    free(path);
    theatre_close(&theatre);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_ledger_of_a_day_adds_up),
        cmocka_unit_test(zones_are_counted_each_on_its_own),
        cmocka_unit_test(short_items_are_not_passed_over_when_the_first_comes_late),
        cmocka_unit_test(no_item_is_lost_while_lengths_are_learned),
        cmocka_unit_test(a_clock_that_jumps_costs_no_play),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
