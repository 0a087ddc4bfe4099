// Pictures that follow sound.
#include "support/test.h"

#include "media/sync.h"

static void what_nobody_notices_is_left_alone(void **state)
{
    (void)state;
    for (int64_t away = -SYNC_FREE_US; away <= SYNC_FREE_US; away += 5000) {
        assert_int_equal(sync_follow(0, 1000000 + away, 1000000), 0);
    }
}

static void a_late_device_is_approached_gently_and_reached(void **state)
{
    (void)state;
    int64_t ahead = 0;
    int64_t elapsed = 0;
    for (int frame = 0; frame < 200; frame++, elapsed += 16667) {
        int64_t next = sync_follow(ahead, elapsed - 150000, elapsed); // 150 ms of buffers
        assert_in_range(ahead - next, 0, 1000);
        ahead = next;
    }
    assert_int_equal(ahead, -150000 + SYNC_FREE_US);
}

static void a_fast_device_is_followed_too(void **state)
{
    (void)state;
    int64_t ahead = 0;
    for (int frame = 0; frame < 200; frame++) {
        ahead = sync_follow(ahead, 1000000 + 100000, 1000000);
    }
    assert_int_equal(ahead, 100000 - SYNC_FREE_US);
}

static void a_device_that_stood_still_is_met_at_once(void **state)
{
    (void)state;
    assert_int_equal(sync_follow(0, 1000000, 4000000), -3000000);
}

// Jitter of the audio thread must not reach the pictures.
static void jitter_moves_nothing(void **state)
{
    (void)state;
    int64_t ahead = -20000;
    for (int frame = 0; frame < 600; frame++) {
        int64_t jitter = frame * 7919 % 40000 - 20000;
        assert_int_equal(sync_follow(ahead, frame * 16667 - 20000 + jitter, frame * 16667), ahead);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_nobody_notices_is_left_alone),
        cmocka_unit_test(a_late_device_is_approached_gently_and_reached),
        cmocka_unit_test(a_fast_device_is_followed_too),
        cmocka_unit_test(a_device_that_stood_still_is_met_at_once),
        cmocka_unit_test(jitter_moves_nothing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
