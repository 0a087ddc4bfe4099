// The clock that tests hand in: it moves only when it is told to, or when somebody sleeps.
#include "base/clock.h"
#include "support/test.h"

static void it_stands_still_until_somebody_sleeps(void **state)
{
    (void)state;
    struct clock_virtual virtual;
    clock_virtual_init(&virtual, (struct wall){5000});
    struct clock *clock = &virtual.clock;
    assert_int_equal(clock->now_mono(clock).us, 0);
    assert_int_equal(clock->now_wall(clock).us, 5000);
    assert_int_equal(clock->now_mono(clock).us, 0);
    clock->sleep_until(clock, (struct mono){250});
    assert_int_equal(clock->now_mono(clock).us, 250);
    assert_int_equal(clock->now_wall(clock).us, 5250);
}

static void a_deadline_that_has_passed_costs_no_time(void **state)
{
    (void)state;
    struct clock_virtual virtual;
    clock_virtual_init(&virtual, (struct wall){0});
    struct clock *clock = &virtual.clock;
    clock_virtual_advance(&virtual, 100);
    clock->sleep_until(clock, (struct mono){99});
    clock->sleep_until(clock, (struct mono){100});
    assert_int_equal(clock->now_mono(clock).us, 100);
}

static void the_wall_clock_may_be_set_without_the_other(void **state)
{
    (void)state;
    struct clock_virtual virtual;
    clock_virtual_init(&virtual, (struct wall){0});
    struct clock *clock = &virtual.clock;
    virtual.wall = (struct wall){INT64_C(1795393815000000)}; // the network told the time
    clock->sleep_until(clock, (struct mono){1000});
    assert_int_equal(clock->now_mono(clock).us, 1000);
    assert_true(clock->now_wall(clock).us == INT64_C(1795393815001000));
}

static void spans_are_counted_from_the_earlier_instant(void **state)
{
    (void)state;
    struct mono start = {1000};
    assert_int_equal(mono_since(mono_after(start, 250), start), 250);
    assert_int_equal(mono_since(start, mono_after(start, 250)), -250);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(it_stands_still_until_somebody_sleeps),
        cmocka_unit_test(a_deadline_that_has_passed_costs_no_time),
        cmocka_unit_test(the_wall_clock_may_be_set_without_the_other),
        cmocka_unit_test(spans_are_counted_from_the_earlier_instant),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
