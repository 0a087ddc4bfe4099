// The refresh of a display, from when its presents return.
#include "support/test.h"

#include "show/refresh.h"

// Feeds presents of a display of `rate_mhz`, off by up to `jitter_us`, every `missed`-th taking two
// refreshes (0: none). Returns the rate that was found.
static int measured(int rate_mhz, int jitter_us, int missed)
{
    struct refresh refresh;
    refresh_init(&refresh);
    uint32_t seed = 99;
    int64_t beat = 0;
    for (int i = 0; i < 2 * REFRESH_INTERVALS; i++) {
        beat += missed > 0 && i % missed == 0 ? 2 : 1;
        seed = seed * 1664525 + 1013904223;
        int64_t off_us = jitter_us > 0 ? (int64_t)(seed >> 8) % (2 * jitter_us) - jitter_us : 0;
        struct mono at = {beat * INT64_C(1000000000) / rate_mhz + off_us};
        int rate = refresh_presented(&refresh, at, i % 50 != 7); // some were not awaited
        if (rate > 0) {
            return rate;
        }
    }
    return 0;
}

static void usual_rates_are_found_to_the_last_digit(void **state)
{
    (void)state;
    static const int rates[] = {60000, 59940, 50000, 30000, 29970, 23976, 75000, 119880, 144000};
    for (size_t i = 0; i < sizeof rates / sizeof rates[0]; i++) {
        assert_int_equal(measured(rates[i], 0, 0), rates[i]);
        assert_int_equal(measured(rates[i], 400, 0), rates[i]);
        assert_int_equal(measured(rates[i], 400, 9), rates[i]);
    }
}

static void an_odd_rate_is_what_it_is(void **state)
{
    (void)state;
    assert_in_range(measured(61337, 100, 0), 61325, 61349);
    assert_in_range(measured(56200, 100, 20), 56190, 56210);
}

// A loop at 60 frames a second before a display of 100: every other frame waits two refreshes.
static void a_loop_at_odds_with_the_display_measures_nothing_wrong(void **state)
{
    (void)state;
    static const int rates[] = {100000, 144000};
    for (size_t r = 0; r < 2; r++) {
        struct refresh refresh;
        refresh_init(&refresh);
        int found = 0;
        for (int64_t i = 0; i < 2 * REFRESH_INTERVALS && found == 0; i++) {
            int64_t wanted_us = i * 1000000 / 60;
            int64_t shown = (wanted_us * rates[r] + 999999999) / 1000000000; // the next refresh
            found = refresh_presented(&refresh,
                                      (struct mono){shown * INT64_C(1000000000) / rates[r]}, true);
        }
        assert_true(found == 0 || found == rates[r]);
    }
}

static void presents_that_do_not_wait_are_no_refresh(void **state)
{
    (void)state;
    assert_int_equal(measured(2000000, 0, 0), 0);
}

static void a_display_that_was_left_to_stand_is_not_measured(void **state)
{
    (void)state;
    struct refresh refresh;
    refresh_init(&refresh);
    for (int i = 0; i < 5000; i++) { // a pixel every other frame
        assert_int_equal(refresh_presented(&refresh, (struct mono){i * INT64_C(33333)}, false), 0);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(usual_rates_are_found_to_the_last_digit),
        cmocka_unit_test(an_odd_rate_is_what_it_is),
        cmocka_unit_test(a_loop_at_odds_with_the_display_measures_nothing_wrong),
        cmocka_unit_test(presents_that_do_not_wait_are_no_refresh),
        cmocka_unit_test(a_display_that_was_left_to_stand_is_not_measured),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
