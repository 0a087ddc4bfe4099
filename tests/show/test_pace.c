// The grid of frames.
#include "support/test.h"

#include "show/pace.h"

static const int rates[] = {1000, 24000, 25000, 29970, 30000, 50000, 59940, 60000, 75000, 144000};
enum { RATES = sizeof rates / sizeof rates[0] };

static void every_frame_is_due_exactly_once(void **state)
{
    (void)state;
    for (int r = 0; r < RATES; r++) {
        struct pace pace;
        pace_init(&pace, (struct mono){12345}, rates[r]);
        const int64_t starts[] = {1, 59, 3600 * 60, INT64_C(86400) * 365 * 60};
        for (size_t s = 0; s < sizeof starts / sizeof starts[0]; s++) {
            for (int64_t frame = starts[s]; frame < starts[s] + 500; frame++) {
                struct mono due = pace_time(&pace, frame);
                assert_int_equal(pace_frame(&pace, due), frame);
                assert_int_equal(pace_frame(&pace, mono_after(due, -2)), frame - 1);
                assert_true(pace_time(&pace, frame + 1).us > due.us);
            }
        }
    }
}

static void a_year_of_frames_does_not_drift(void **state)
{
    (void)state;
    struct pace pace;
    pace_init(&pace, (struct mono){0}, 60000);
    int64_t year_s = INT64_C(86400) * 365;
    assert_int_equal(pace_time(&pace, year_s * 60).us, year_s * CLOCK_SECOND_US);
    pace_init(&pace, (struct mono){0}, 59940);
    assert_int_equal(pace_time(&pace, year_s * 59940 / 1000).us, year_s * CLOCK_SECOND_US);
}

static void the_next_deadline_is_never_in_the_past(void **state)
{
    (void)state;
    struct pace pace;
    pace_init(&pace, (struct mono){0}, 60000);
    for (int64_t at = 0; at < 200000; at += 77) {
        struct mono due = pace_at_or_after(&pace, (struct mono){at});
        assert_true(due.us >= at);
        assert_true(due.us - at <= 16667);
    }
}

static void presents_that_wait_for_most_of_a_frame_set_the_pace(void **state)
{
    (void)state;
    struct pace pace;
    pace_init(&pace, (struct mono){0}, 60000);
    struct mono deadline = pace_time(&pace, 10);
    for (int i = 0; i < 50; i++) {
        assert_int_equal(pace_wake(&pace, deadline).us, deadline.us);
        pace_presented(&pace, 12000);
    }
    struct mono woken = pace_wake(&pace, deadline);
    assert_true(woken.us < deadline.us);
    assert_int_equal(pace_drawn(&pace, woken), 10); // not the one before, which has been shown
}

static void a_few_slow_presents_do_not(void **state)
{
    (void)state;
    struct pace pace;
    pace_init(&pace, (struct mono){0}, 60000);
    for (int i = 0; i < 200; i++) {
        pace_presented(&pace, i % 10 == 0 ? 16000 : 80);
    }
    struct mono deadline = pace_time(&pace, 300);
    assert_int_equal(pace_wake(&pace, deadline).us, deadline.us);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_frame_is_due_exactly_once),
        cmocka_unit_test(a_year_of_frames_does_not_drift),
        cmocka_unit_test(the_next_deadline_is_never_in_the_past),
        cmocka_unit_test(presents_that_wait_for_most_of_a_frame_set_the_pace),
        cmocka_unit_test(a_few_slow_presents_do_not),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
