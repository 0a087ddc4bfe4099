// The director's decisions, as a table.
#include "support/test.h"

#include "show/director.h"

static struct director_view quiet(void)
{
    return (struct director_view){.is_on = true, .left_us = 60000000, .cue = DIRECTOR_NO_CUE};
}

static void nothing_is_cued_long_before_the_end(void **state)
{
    (void)state;
    struct director_view view = quiet();
    assert_int_equal(director_decide(&view), DIRECTOR_WAIT);
}

static void the_next_item_is_cued_before_the_end(void **state)
{
    (void)state;
    struct director_view view = quiet();
    view.left_us = DIRECTOR_LEAD_US;
    assert_int_equal(director_decide(&view), DIRECTOR_CUE);
}

static void an_empty_zone_cues_at_once(void **state)
{
    (void)state;
    struct director_view view = quiet();
    view.is_on = false;
    assert_int_equal(director_decide(&view), DIRECTOR_CUE);
}

static void a_ready_item_waits_for_the_end(void **state)
{
    (void)state;
    struct director_view view = quiet();
    view.cue = DIRECTOR_READY;
    assert_int_equal(director_decide(&view), DIRECTOR_WAIT);
    view.is_over = true;
    assert_int_equal(director_decide(&view), DIRECTOR_TAKE);
}

static void what_is_on_stays_while_the_next_one_is_not_ready(void **state)
{
    (void)state;
    struct director_view view = quiet();
    view.is_over = true;
    view.cue = DIRECTOR_PREPARING;
    view.wanted_us = DIRECTOR_PATIENCE_US;
    assert_int_equal(director_decide(&view), DIRECTOR_WAIT);
    view.wanted_us++;
    assert_int_equal(director_decide(&view), DIRECTOR_SKIP);
}

static void a_slow_item_has_time_while_another_is_on(void **state)
{
    (void)state;
    struct director_view view = quiet();
    view.cue = DIRECTOR_PREPARING;
    view.wanted_us = 0;
    assert_int_equal(director_decide(&view), DIRECTOR_WAIT);
}

static void a_failed_item_is_skipped_at_once(void **state)
{
    (void)state;
    struct director_view view = quiet();
    view.cue = DIRECTOR_FAILED;
    assert_int_equal(director_decide(&view), DIRECTOR_SKIP);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(nothing_is_cued_long_before_the_end),
        cmocka_unit_test(the_next_item_is_cued_before_the_end),
        cmocka_unit_test(an_empty_zone_cues_at_once),
        cmocka_unit_test(a_ready_item_waits_for_the_end),
        cmocka_unit_test(what_is_on_stays_while_the_next_one_is_not_ready),
        cmocka_unit_test(a_slow_item_has_time_while_another_is_on),
        cmocka_unit_test(a_failed_item_is_skipped_at_once),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
