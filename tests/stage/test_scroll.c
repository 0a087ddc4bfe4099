// Steady steps of whole pixels: a table of speeds, and what holds for every speed, rate and
// instant.
#include "stage/scroll.h"
#include "support/test.h"

enum { HZ_60 = 60000 };
#define SECOND_US INT64_C(1000000)

// A small generator of its own: the same numbers on every machine.
static uint32_t seed = 2463534242u;
static int64_t any(int64_t lowest, int64_t highest)
{
    seed ^= seed << 13;
    seed ^= seed >> 17;
    seed ^= seed << 5;
    return lowest + (int64_t)(seed % (uint64_t)(highest - lowest + 1));
}

static void a_wished_speed_becomes_the_nearest_steady_step(void **state)
{
    (void)state;
    static const struct {
        int speed_px_s, rate_mhz;
        int px, frames;
        int64_t speed_mpx_s;
    } table[] = {
        {60, HZ_60, 1, 1, 60000},   {120, HZ_60, 2, 1, 120000},    {180, HZ_60, 3, 1, 180000},
        {240, HZ_60, 4, 1, 240000}, {100, HZ_60, 2, 1, 120000},    {80, HZ_60, 1, 1, 60000},
        {130, HZ_60, 2, 1, 120000}, {150, HZ_60, 3, 1, 180000},    {30, HZ_60, 1, 2, 30000},
        {20, HZ_60, 1, 3, 20000},   {10, HZ_60, 1, 6, 10000},      {1, HZ_60, 1, 60, 1000},
        {50, 50000, 1, 1, 50000},   {120, 59940, 2, 1, 119880},    {240, 30000, 8, 1, 240000},
        {60, 144000, 1, 2, 72000},  {1000, 25000, 40, 1, 1000000},
    };
    for (size_t i = 0; i < sizeof table / sizeof table[0]; i++) {
        struct scroll scroll = scroll_snap(table[i].speed_px_s, table[i].rate_mhz);
        assert_int_equal(scroll.px, table[i].px);
        assert_int_equal(scroll.frames, table[i].frames);
        assert_int_equal(scroll_speed_mpx_s(&scroll), table[i].speed_mpx_s);
    }
}

static void a_speed_that_must_not_be_passed_is_kept_to_the_next_step(void **state)
{
    (void)state;
    for (int i = 0; i < 20000; i++) {
        int rate = (int)any(1000, 240000);
        int64_t most = any(1, 4000000);
        struct scroll scroll = scroll_at_most(most, rate);
        assert_true(scroll.px >= 1 && scroll.frames >= 1);
        assert_true(scroll.px == 1 || scroll.frames == 1);
        assert_true(scroll_speed_mpx_s(&scroll) <= most);
        struct scroll faster = scroll; // by one step it would be passed
        faster.px += scroll.frames == 1;
        faster.frames -= scroll.frames > 1;
        assert_true((int64_t)faster.px * rate > most * faster.frames);
    }
}

static void one_of_step_and_pause_is_one(void **state)
{
    (void)state;
    for (int speed = 1; speed <= 4000; speed++) {
        struct scroll scroll = scroll_snap(speed, (int)any(1000, 240000));
        assert_true(scroll.px >= 1 && scroll.frames >= 1);
        assert_true(scroll.px == 1 || scroll.frames == 1);
    }
}

static void after_a_whole_second_it_has_moved_by_its_speed(void **state)
{
    (void)state;
    static const int speeds[] = {60, 120, 240, 480};
    for (size_t i = 0; i < 4; i++) {
        struct scroll scroll = scroll_snap(speeds[i], HZ_60);
        assert_int_equal(scroll_offset(&scroll, 0), 0);
        for (int second = 1; second < 100; second++) {
            assert_int_equal(scroll_offset(&scroll, second * SECOND_US), speeds[i] * second);
        }
    }
}

// Presents come at their frame's time, give or take a sixth of a frame; whatever instant the
// scroll began at within a frame's middle half, each frame moves by the same number of pixels.
static void every_frame_moves_by_the_same_step(void **state)
{
    (void)state;
    static const int rates[] = {24000, 25000, 30000, 50000, 59940, 60000, 75000, 144000};
    for (int round = 0; round < 400; round++) {
        int rate = rates[any(0, 7)];
        struct scroll scroll = scroll_snap((int)any(1, 2000), rate);
        int64_t frame = any(0, INT64_C(240) * 86400 * rate / 1000); // up to eight months
        int64_t before = 0;
        for (int i = 0; i < 200; i++, frame++) {
            int64_t frame_us = 1000 * SECOND_US / rate;
            int64_t at_us = frame / rate * 1000 * SECOND_US +
                            frame % rate * 1000 * SECOND_US / rate +
                            any(-frame_us / 6, frame_us / 6);
            int64_t offset = scroll_offset(&scroll, at_us < 0 ? 0 : at_us);
            if (i > 0) {
                bool is_due = frame % scroll.frames == 0;
                assert_int_equal(offset - before, is_due ? scroll.px : 0);
            }
            before = offset;
        }
    }
}

static void a_year_of_scrolling_does_not_overflow(void **state)
{
    (void)state;
    for (int speed = 1; speed <= 4096; speed *= 2) {
        struct scroll scroll = scroll_snap(speed, 240000);
        int64_t year_us = INT64_C(366) * 86400 * SECOND_US;
        int64_t frames = INT64_C(366) * 86400 * 240;
        assert_int_equal(scroll_offset(&scroll, year_us), frames / scroll.frames * scroll.px);
        int64_t next_us = scroll_next_us(&scroll, year_us);
        assert_true(next_us > year_us && next_us < year_us + 2 * SECOND_US);
        assert_int_equal(scroll_time_us(&scroll, scroll_offset(&scroll, year_us)), year_us);
    }
}

static void waking_when_the_next_step_is_due_sees_every_step_once(void **state)
{
    (void)state;
    for (int round = 0; round < 500; round++) {
        struct scroll scroll = scroll_snap((int)any(1, 3000), (int)any(1000, 240000));
        int64_t at_us = any(0, 1) * any(0, INT64_C(4000000000)) * any(1, 4000);
        int64_t offset = scroll_offset(&scroll, at_us);
        for (int step = 0; step < 100; step++) {
            int64_t next_us = scroll_next_us(&scroll, at_us);
            assert_true(next_us > at_us);
            assert_int_equal(scroll_offset(&scroll, next_us), offset + scroll.px);
            // not more than a few microseconds late either
            assert_int_equal(scroll_offset(&scroll, next_us - 4), offset);
            at_us = next_us;
            offset += scroll.px;
        }
    }
}

static void the_time_for_a_distance_is_when_it_is_reached(void **state)
{
    (void)state;
    for (int round = 0; round < 2000; round++) {
        struct scroll scroll = scroll_snap((int)any(1, 2000), (int)any(10000, 240000));
        int64_t distance = any(1, 1000000);
        int64_t time_us = scroll_time_us(&scroll, distance);
        int64_t frame_us = 1000 * SECOND_US / scroll.rate_mhz;
        assert_true(scroll_offset(&scroll, time_us) >= distance);
        assert_true(scroll_offset(&scroll, time_us - frame_us) < distance);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_wished_speed_becomes_the_nearest_steady_step),
        cmocka_unit_test(a_speed_that_must_not_be_passed_is_kept_to_the_next_step),
        cmocka_unit_test(one_of_step_and_pause_is_one),
        cmocka_unit_test(after_a_whole_second_it_has_moved_by_its_speed),
        cmocka_unit_test(every_frame_moves_by_the_same_step),
        cmocka_unit_test(a_year_of_scrolling_does_not_overflow),
        cmocka_unit_test(waking_when_the_next_step_is_due_sees_every_step_once),
        cmocka_unit_test(the_time_for_a_distance_is_when_it_is_reached),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
