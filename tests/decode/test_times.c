// Stamps that are missing, doubled or jumping, and the times that come of them.
#include "support/test.h"

#include "decode/times.h"

enum { FRAME = 40000, JUMP = 10000000 };

static void time_starts_at_the_first_stamp(void **state)
{
    (void)state;
    struct times times;
    times_init(&times, FRAME, JUMP);
    assert_int_equal(times_place(&times, 1480000, 0), 0);
    assert_int_equal(times_place(&times, 1520000, 0), 40000);
    assert_int_equal(times_place(&times, 1600000, 0), 120000);
}

static void a_missing_stamp_follows_the_picture_before(void **state)
{
    (void)state;
    struct times times;
    times_init(&times, FRAME, JUMP);
    assert_int_equal(times_place(&times, TIMES_UNKNOWN, 0), 0);
    assert_int_equal(times_place(&times, TIMES_UNKNOWN, 30000), 40000);
    assert_int_equal(times_place(&times, TIMES_UNKNOWN, 0), 70000);
    assert_int_equal(times_place(&times, 110000, 0), 110000);
}

static void a_doubled_stamp_still_moves_on(void **state)
{
    (void)state;
    struct times times;
    times_init(&times, FRAME, JUMP);
    times_place(&times, 0, 0);
    assert_int_equal(times_place(&times, 0, 0), 40000);
    assert_int_equal(times_place(&times, 0, 0), 80000);
    assert_int_equal(times_place(&times, 120000, 0), 120000);
}

static void a_jump_in_either_direction_is_closed_and_the_new_count_followed(void **state)
{
    (void)state;
    static const int64_t jumps[] = {-90000000, 90000000, -1100000};
    for (size_t i = 0; i < sizeof jumps / sizeof *jumps; i++) {
        struct times times;
        times_init(&times, FRAME, JUMP);
        times_place(&times, 100000000, 0);
        assert_int_equal(times_place(&times, 102000000, 0), 2000000);
        assert_int_equal(times_place(&times, 102000000 + jumps[i], 0), 2040000);
        assert_int_equal(times_place(&times, 102100000 + jumps[i], 0), 2140000);
    }
}

static void absurd_stamps_cannot_overflow(void **state)
{
    (void)state;
    static const int64_t absurd[] = {
        INT64_MAX,      INT64_MIN + 1,          INT64_MAX / 2,
        -INT64_MAX / 2, (INT64_C(1) << 52) - 1, -(INT64_C(1) << 52) + 1};
    struct times times;
    times_init(&times, FRAME, JUMP);
    int64_t last = -1;
    for (int round = 0; round < 50; round++) {
        for (size_t i = 0; i < sizeof absurd / sizeof *absurd; i++) {
            int64_t at = times_place(&times, absurd[i], absurd[(i + 1) % 6]);
            assert_true(at > last);
            assert_true(times.expected_us > at);
            last = at;
        }
    }
    assert_true(last < 300 * (int64_t)JUMP);
}

static void after_a_leap_the_count_goes_on_where_the_stamp_says(void **state)
{
    (void)state;
    struct times times;
    times_init(&times, FRAME, JUMP);
    times_place(&times, 5000000, 0);
    assert_true(times_resume(&times, 5000000 + 30 * (int64_t)JUMP));
    assert_int_equal(times_place(&times, 5000000 + 30 * (int64_t)JUMP, 0), 30 * (int64_t)JUMP);
    assert_int_equal(times_place(&times, TIMES_UNKNOWN, 0), 30 * (int64_t)JUMP + FRAME);
    assert_true(times_resume(&times, 6000000)); // and back
    assert_int_equal(times_place(&times, 6000000, 0), 1000000);
    assert_false(times_resume(&times, TIMES_UNKNOWN));
    assert_false(times_resume(&times, 4000000)); // before the first picture
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(time_starts_at_the_first_stamp),
        cmocka_unit_test(a_missing_stamp_follows_the_picture_before),
        cmocka_unit_test(a_doubled_stamp_still_moves_on),
        cmocka_unit_test(a_jump_in_either_direction_is_closed_and_the_new_count_followed),
        cmocka_unit_test(absurd_stamps_cannot_overflow),
        cmocka_unit_test(after_a_leap_the_count_goes_on_where_the_stamp_says),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
