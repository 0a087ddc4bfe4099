// What counters counted: doors add up, minutes follow each other, and a counter that was away is no
// hour in which nobody came.
#include "base/civil.h"
#include "report/headcounts.h"
#include "support/test.h"

#include <math.h>
#include <stdio.h>

#define HOUR_US (3600 * CLOCK_SECOND_US)
#define DAY_US (INT64_C(20782) * CIVIL_DAY_US)

static void count(struct headcounts *self, const char *source, double hour, int seconds, int people)
{
    char detail[80];
    snprintf(detail, sizeof detail, "{\"source\":\"%s\",\"seconds\":%d}", source, seconds);
    headcounts_add(self, (struct wall){DAY_US + (int64_t)(hour * (double)HOUR_US)}, people, detail);
}

static double at(const struct headcounts *self, int hour, bool *is_counted, bool *is_whole)
{
    const struct headcounts_span span = {
        {DAY_US + hour * HOUR_US}, {DAY_US + (hour + 1) * HOUR_US}, {DAY_US}};
    double per_hour = 0;
    *is_counted = headcounts_per_hour(self, &span, &per_hour, is_whole);
    return per_hour;
}

static void check_hour(const struct headcounts *self, int hour, double people, bool whole)
{
    bool is_counted = false;
    bool is_whole = false;
    double per_hour = at(self, hour, &is_counted, &is_whole);
    assert_true(is_counted);
    assert_int_equal(is_whole, whole);
    if (fabs(per_hour - people) > 1e-9) {
        fail_msg("%d:00: %g, not %g", hour, per_hour, people);
    }
}

static void minutes_of_an_hour_are_its_people(void **state)
{
    (void)state;
    struct headcounts counts = {0};
    for (int minute = 1; minute <= 120; minute++) {
        count(&counts, "door", 9 + minute / 60.0, 60, minute <= 60 ? 1 : 2);
    }
    assert_int_equal(counts.count, 2); // an entry an hour
    headcounts_settle(&counts);
    check_hour(&counts, 9, 60, true);
    check_hour(&counts, 10, 120, true);
    headcounts_fini(&counts);
}

static void two_doors_add_up(void **state)
{
    (void)state;
    struct headcounts counts = {0};
    count(&counts, "east", 10, 3600, 30);
    count(&counts, "west", 10, 3600, 12);
    headcounts_settle(&counts);
    check_hour(&counts, 9, 42, true);
    headcounts_fini(&counts);
}

static void a_door_that_was_not_counted_for_an_hour_is_missed(void **state)
{
    (void)state;
    struct headcounts counts = {0};
    count(&counts, "east", 10, 3600, 30);
    count(&counts, "west", 10, 1200, 4); // broke down
    count(&counts, "east", 11, 3600, 30);
    count(&counts, "west", 11, 3600, 12);
    headcounts_settle(&counts);
    check_hour(&counts, 9, 30, false);
    check_hour(&counts, 10, 42, true);
    headcounts_fini(&counts);
}

static void an_hour_that_was_hardly_counted_is_none(void **state)
{
    (void)state;
    struct headcounts counts = {0};
    bool is_counted = true;
    bool is_whole = true;
    count(&counts, "door", 9.5, 1800, 30);
    headcounts_settle(&counts);
    (void)at(&counts, 9, &is_counted, &is_whole);
    assert_false(is_counted);
    (void)at(&counts, 12, &is_counted, &is_whole);
    assert_false(is_counted);
    headcounts_fini(&counts);
}

static void a_counter_that_ran_for_most_of_the_hour_is_scaled_up(void **state)
{
    (void)state;
    struct headcounts counts = {0};
    count(&counts, "door", 10, 3420, 57); // 57 minutes
    headcounts_settle(&counts);
    check_hour(&counts, 9, 60, true);
    headcounts_fini(&counts);
}

static void an_interval_across_the_hour_is_shared_out(void **state)
{
    (void)state;
    struct headcounts counts = {0};
    count(&counts, "door", 10.5, 5400, 90); // from nine to half past ten
    count(&counts, "door", 11, 1800, 30);
    headcounts_settle(&counts);
    check_hour(&counts, 9, 60, true);
    check_hour(&counts, 10, 60, true);
    headcounts_fini(&counts);
}

static void what_makes_no_sense_is_passed_over(void **state)
{
    (void)state;
    static const char *const details[] = {
        "", "{}", "{\"seconds\":0}", "{\"seconds\":-5}", "{\"seconds\":999999999}", "seconds"};
    struct headcounts counts = {0};
    for (size_t i = 0; i < sizeof details / sizeof details[0]; i++) {
        headcounts_add(&counts, (struct wall){DAY_US}, 5, details[i]);
    }
    headcounts_add(&counts, (struct wall){DAY_US}, -5, "{\"seconds\":60}");
    headcounts_add(&counts, (struct wall){INT64_MIN}, 5, "{\"seconds\":60}");
    assert_int_equal(counts.count, 0);
    for (int i = 0; i < 200; i++) { // more sources than a ledger has
        char name[16];
        snprintf(name, sizeof name, "s%d", i);
        count(&counts, name, 10, 60, 1);
    }
    assert_int_equal(counts.source_count, HEADCOUNT_SOURCES);
    headcounts_fini(&counts);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(minutes_of_an_hour_are_its_people),
        cmocka_unit_test(two_doors_add_up),
        cmocka_unit_test(a_door_that_was_not_counted_for_an_hour_is_missed),
        cmocka_unit_test(an_hour_that_was_hardly_counted_is_none),
        cmocka_unit_test(a_counter_that_ran_for_most_of_the_hour_is_scaled_up),
        cmocka_unit_test(an_interval_across_the_hour_is_shared_out),
        cmocka_unit_test(what_makes_no_sense_is_passed_over),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
