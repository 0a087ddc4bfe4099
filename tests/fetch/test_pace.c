// How long until the next look.
#include "fetch/pace.h"
#include "support/test.h"

#define MINUTE PACE_MINUTE_US

static void the_first_look_is_spread_over_a_quarter_of_an_hour(void **state)
{
    (void)state;
    assert_int_equal(fetch_first_us(PACE_USUAL_US, 0), 0);
    assert_int_equal(fetch_first_us(PACE_USUAL_US, UINT32_MAX), 15 * MINUTE);
    assert_in_range(fetch_first_us(PACE_USUAL_US, UINT32_MAX / 3), 5 * MINUTE - 1, 5 * MINUTE + 1);
    assert_int_equal(fetch_first_us(2 * MINUTE, UINT32_MAX), 2 * MINUTE);
}

static void waits_are_within_a_fifth_and_double_after_failures(void **state)
{
    (void)state;
    static const struct {
        struct pace_state state;
        int64_t least_us, most_us;
    } table[] = {
        {{60 * MINUTE, 0, 0}, 48 * MINUTE, 72 * MINUTE},
        {{10 * MINUTE, 0, 0}, 8 * MINUTE, 12 * MINUTE},
        {{60 * MINUTE, 1, 0}, 4 * MINUTE, 6 * MINUTE},
        {{60 * MINUTE, 2, 0}, 8 * MINUTE, 12 * MINUTE},
        {{60 * MINUTE, 3, 0}, 16 * MINUTE, 24 * MINUTE},
        {{60 * MINUTE, 6, 0}, 128 * MINUTE, 192 * MINUTE},
        {{60 * MINUTE, 7, 0}, 240 * MINUTE, 360 * MINUTE},
        {{60 * MINUTE, 8, 0}, 240 * MINUTE, 360 * MINUTE},
        {{60 * MINUTE, 2000000000, 0}, 240 * MINUTE, 360 * MINUTE},
        {{1 * MINUTE, 1, 0}, MINUTE * 4 / 5, MINUTE * 6 / 5},
        {{60 * MINUTE, 1, 30 * MINUTE}, 30 * MINUTE, 30 * MINUTE},
        {{60 * MINUTE, 1, 900 * MINUTE}, 360 * MINUTE, 360 * MINUTE},
        {{60 * MINUTE, 0, 900 * MINUTE}, 48 * MINUTE, 72 * MINUTE}, // it answered
    };
    for (size_t i = 0; i < sizeof table / sizeof table[0]; i++) {
        assert_int_equal(fetch_next_us(&table[i].state, 0), table[i].least_us);
        assert_int_equal(fetch_next_us(&table[i].state, UINT32_MAX), table[i].most_us);
        int64_t middle_us = fetch_next_us(&table[i].state, UINT32_MAX / 2);
        assert_in_range(middle_us, table[i].least_us, table[i].most_us);
    }
}

static void two_hundred_points_do_not_come_at_once(void **state)
{
    (void)state;
    int in_minute[15] = {0};
    uint32_t draw = 1;
    for (int i = 0; i < 220; i++) {
        draw = draw * 1664525u + 1013904223u;
        int64_t minute = fetch_first_us(PACE_USUAL_US, draw) / MINUTE;
        in_minute[minute < 15 ? minute : 14]++;
    }
    for (int i = 0; i < 15; i++) {
        assert_in_range(in_minute[i], 1, 40); // 14.7 on average
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_first_look_is_spread_over_a_quarter_of_an_hour),
        cmocka_unit_test(waits_are_within_a_fifth_and_double_after_failures),
        cmocka_unit_test(two_hundred_points_do_not_come_at_once),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
