// The mix, run by hand: what comes out for what was put in, and which moment is heard when.
#include "support/test.h"

#include <math.h>

#include "media/mix.h"

enum { RUN = 1024 };

// A source that gives a constant until `left` runs out.
struct steady {
    float value;
    size_t left;
    size_t pulled;
};

static size_t pull_steady(void *source, float *out, size_t count)
{
    struct steady *steady = source;
    size_t got = count < steady->left ? count : steady->left;
    for (size_t i = 0; i < 2 * got; i++) {
        out[i] = steady->value;
    }
    steady->left -= got;
    steady->pulled += got;
    return got;
}

struct fixture {
    struct clock_virtual clock;
    struct mix *mix;
    float out[2 * RUN];
};

static int set_up(void **state)
{
    struct fixture *f = calloc(1, sizeof *f);
    clock_virtual_init(&f->clock, (struct wall){0});
    f->mix = mix_new(&f->clock.clock);
    *state = f;
    return 0;
}

static int tear_down(void **state)
{
    struct fixture *f = *state;
    mix_free(f->mix);
    free(f);
    return 0;
}

static void run(struct fixture *f)
{
    mix_run(f->mix, f->out, RUN);
}

static bool is_near(float got, double want)
{
    return fabs((double)got - want) < 1e-4;
}

static double largest_step(const float *out, float before)
{
    double largest = fabs((double)(out[0] - before));
    for (size_t i = 1; i < RUN; i++) {
        double step = fabs((double)(out[2 * i] - out[2 * i - 2]));
        largest = step > largest ? step : largest;
    }
    return largest;
}

static void voices_are_added_with_their_gains(void **state)
{
    struct fixture *f = *state;
    struct steady a = {.value = 0.25f, .left = 10 * RUN};
    struct steady b = {.value = 0.5f, .left = 10 * RUN};
    assert_true(mix_start(f->mix, pull_steady, &a, 1.0) >= 0);
    assert_true(mix_start(f->mix, pull_steady, &b, 0.5) >= 0);
    run(f);
    run(f);
    assert_true(is_near(f->out[0], 0.5));
    assert_true(is_near(f->out[2 * RUN - 1], 0.5));
    assert_int_equal(a.pulled, 2 * RUN);
}

static void a_voice_comes_and_goes_without_a_click(void **state)
{
    struct fixture *f = *state;
    struct steady a = {.value = 1.0f, .left = 10 * RUN};
    int voice = mix_start(f->mix, pull_steady, &a, 1.0);
    run(f);
    assert_true(largest_step(f->out, 0.0f) < 0.005);
    assert_true(is_near(f->out[2 * RUN - 1], 1.0));
    mix_stop(f->mix, voice);
    assert_null(mix_take_stopped(f->mix));
    run(f);
    assert_true(largest_step(f->out, 1.0f) < 0.005);
    assert_true(is_near(f->out[2 * RUN - 1], 0.0));
    assert_ptr_equal(mix_take_stopped(f->mix), &a);
    assert_null(mix_take_stopped(f->mix));
    size_t pulled = a.pulled;
    run(f);
    assert_int_equal(a.pulled, pulled);
}

static void volume_moves_smoothly_and_reaches_silence(void **state)
{
    struct fixture *f = *state;
    struct steady a = {.value = 0.8f, .left = 10 * RUN};
    mix_start(f->mix, pull_steady, &a, 1.0);
    run(f);
    mix_set_volume(f->mix, 0.0);
    run(f);
    assert_true(largest_step(f->out, 0.8f) < 0.005);
    assert_true(is_near(f->out[2 * RUN - 1], 0.0));
    assert_int_equal(a.pulled, 2 * RUN); // muted sound goes on
}

static void a_pause_consumes_nothing_and_goes_on_where_it_stopped(void **state)
{
    struct fixture *f = *state;
    struct steady a = {.value = 0.8f, .left = 10 * RUN};
    mix_start(f->mix, pull_steady, &a, 1.0);
    run(f);
    mix_pause(f->mix, true);
    run(f);
    size_t pulled = a.pulled;
    assert_in_range(pulled, RUN + 1, RUN + MIX_FADE_FRAMES + 1);
    run(f);
    assert_int_equal(a.pulled, pulled);
    assert_true(is_near(f->out[0], 0.0));
    mix_pause(f->mix, false);
    run(f);
    assert_int_equal(a.pulled, pulled + RUN);
    assert_true(is_near(f->out[2 * RUN - 1], 0.8));
}

static void a_paused_voice_can_be_stopped(void **state)
{
    struct fixture *f = *state;
    struct steady a = {.value = 0.8f, .left = 10 * RUN};
    int voice = mix_start(f->mix, pull_steady, &a, 1.0);
    run(f);
    mix_pause(f->mix, true);
    run(f);
    mix_stop(f->mix, voice);
    run(f);
    assert_ptr_equal(mix_take_stopped(f->mix), &a);
}

static void too_much_is_cut_at_full_scale_and_nonsense_is_silence(void **state)
{
    struct fixture *f = *state;
    struct steady loud = {.value = 3.0f, .left = 10 * RUN};
    int voice = mix_start(f->mix, pull_steady, &loud, 1.0);
    run(f);
    assert_true(is_near(f->out[2 * RUN - 1], 1.0));
    mix_stop(f->mix, voice);
    run(f);
    struct steady broken = {.value = NAN, .left = 10 * RUN};
    mix_start(f->mix, pull_steady, &broken, 1.0);
    run(f);
    for (size_t i = 0; i < 2 * RUN; i++) {
        assert_true(is_near(f->out[i], 0.0));
    }
}

static void more_voices_than_there_are_places_are_refused(void **state)
{
    struct fixture *f = *state;
    struct steady a = {.value = 0.0f, .left = 100 * RUN};
    for (int i = 0; i < MIX_VOICES; i++) {
        assert_true(mix_has_room(f->mix));
        assert_int_equal(mix_start(f->mix, pull_steady, &a, 1.0), i);
    }
    assert_false(mix_has_room(f->mix));
    assert_int_equal(mix_start(f->mix, pull_steady, &a, 1.0), -1);
    mix_stop(f->mix, 3);
    run(f);
    assert_false(mix_has_room(f->mix)); // its source was not given back yet
    assert_ptr_equal(mix_take_stopped(f->mix), &a);
    assert_true(mix_has_room(f->mix));
    assert_int_equal(mix_start(f->mix, pull_steady, &a, 1.0), 3);
}

#define RUN_US (INT64_C(1000000) * RUN / MIX_RATE)

static void what_is_heard_lags_by_the_devices_buffer_and_moves_with_the_clock(void **state)
{
    struct fixture *f = *state;
    struct steady a = {.value = 0.1f, .left = 100 * RUN};
    int voice = mix_start(f->mix, pull_steady, &a, 1.0);
    assert_int_equal(mix_heard_us(f->mix, voice, f->clock.mono), -1);
    run(f); // into the device's buffer: nothing of it is heard yet
    assert_int_equal(mix_heard_us(f->mix, voice, f->clock.mono), -1);
    clock_virtual_advance(&f->clock, RUN_US);
    run(f); // the first buffer begins to sound
    assert_int_equal(mix_heard_us(f->mix, voice, f->clock.mono), 0);
    clock_virtual_advance(&f->clock, 10000);
    assert_int_equal(mix_heard_us(f->mix, voice, f->clock.mono), 10000);
    clock_virtual_advance(&f->clock, RUN_US - 10000);
    run(f);
    assert_in_range(mix_heard_us(f->mix, voice, f->clock.mono), RUN_US - 1, RUN_US + 1);
}

static void a_voice_that_runs_dry_stands_still(void **state)
{
    struct fixture *f = *state;
    struct steady a = {.value = 0.1f, .left = RUN + RUN / 2};
    int voice = mix_start(f->mix, pull_steady, &a, 1.0);
    for (int i = 0; i < 6; i++) {
        run(f);
        clock_virtual_advance(&f->clock, RUN_US);
    }
    assert_in_range(mix_heard_us(f->mix, voice, f->clock.mono), RUN_US * 3 / 2 - 1,
                    RUN_US * 3 / 2 + 1);
}

static void a_stalled_device_tells_no_time(void **state)
{
    struct fixture *f = *state;
    struct steady a = {.value = 0.1f, .left = 100 * RUN};
    int voice = mix_start(f->mix, pull_steady, &a, 1.0);
    run(f);
    run(f);
    clock_virtual_advance(&f->clock, MIX_STALL_US);
    assert_true(mix_heard_us(f->mix, voice, f->clock.mono) >= 0);
    clock_virtual_advance(&f->clock, 1);
    assert_int_equal(mix_heard_us(f->mix, voice, f->clock.mono), -1);
}

#define mix_test(f) cmocka_unit_test_setup_teardown(f, set_up, tear_down)

static void a_finished_voice_plays_its_last_sound(void **state)
{
    struct fixture *f = *state;
    struct steady a = {.value = 0.25f, .left = 3 * RUN};
    int voice = mix_start(f->mix, pull_steady, &a, 1.0);
    run(f);
    mix_finish(f->mix, voice, CLOCK_SECOND_US);
    run(f);
    assert_true(is_near(f->out[2 * RUN - 1], 0.25)); // no fade: there is more
    assert_null(mix_take_stopped(f->mix));
    run(f);
    run(f);
    assert_int_equal(a.left, 0);
    assert_ptr_equal(mix_take_stopped(f->mix), &a);
}

static void a_finished_voice_with_too_much_left_fades_out(void **state)
{
    struct fixture *f = *state;
    struct steady a = {.value = 0.25f, .left = 1000 * RUN};
    int voice = mix_start(f->mix, pull_steady, &a, 1.0);
    run(f);
    mix_finish(f->mix, voice, 100000);
    for (int i = 0; i < 10; i++) {
        run(f);
    }
    assert_in_range(a.pulled, 5 * RUN, 9 * RUN);
    assert_ptr_equal(mix_take_stopped(f->mix), &a);
}

// Fails when mix_tend() does nothing: the source is then never pulled again.
static void a_stalled_device_does_not_hold_the_sound_up(void **state)
{
    struct fixture *f = *state;
    struct steady a = {.value = 0.25f, .left = 1000 * RUN};
    int voice = mix_start(f->mix, pull_steady, &a, 1.0);
    run(f);
    run(f);
    size_t before = a.pulled;
    int64_t second_us = CLOCK_SECOND_US;
    for (int64_t us = 0; us < 10 * second_us; us += 50000) {
        clock_virtual_advance(&f->clock, 50000);
        mix_tend(f->mix, f->clock.mono);
        int64_t passed = (int64_t)(a.pulled - before) * second_us / MIX_RATE;
        assert_in_range(us + 50000 - passed, 0, MIX_STALL_US + 50000);
    }
    assert_int_equal(mix_heard_us(f->mix, voice, f->clock.mono), -1);
    run(f); // the device is back
    run(f);
    assert_true(mix_heard_us(f->mix, voice, f->clock.mono) > 9 * second_us);
    mix_stop(f->mix, voice);
    run(f);
    assert_ptr_equal(mix_take_stopped(f->mix), &a);
}

// Fails when everything since the last run is made up for: hours of it stop the show.
static void after_a_night_asleep_little_is_owed(void **state)
{
    struct fixture *f = *state;
    struct steady a = {.value = 0.25f, .left = SIZE_MAX};
    mix_start(f->mix, pull_steady, &a, 1.0);
    run(f);
    size_t before = a.pulled;
    clock_virtual_advance(&f->clock, INT64_C(8) * 3600 * CLOCK_SECOND_US);
    mix_tend(f->mix, f->clock.mono);
    assert_in_range(a.pulled - before, MIX_RATE, 3 * MIX_RATE);
}

static void a_device_that_works_is_left_alone(void **state)
{
    struct fixture *f = *state;
    struct steady a = {.value = 0.25f, .left = 1000 * RUN};
    mix_start(f->mix, pull_steady, &a, 1.0);
    for (int i = 0; i < 100; i++) {
        run(f);
        clock_virtual_advance(&f->clock, (int64_t)RUN * CLOCK_SECOND_US / MIX_RATE);
        mix_tend(f->mix, f->clock.mono);
    }
    assert_int_equal(a.pulled, 100 * RUN);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        mix_test(voices_are_added_with_their_gains),
        mix_test(a_voice_comes_and_goes_without_a_click),
        mix_test(volume_moves_smoothly_and_reaches_silence),
        mix_test(a_pause_consumes_nothing_and_goes_on_where_it_stopped),
        mix_test(a_paused_voice_can_be_stopped),
        mix_test(too_much_is_cut_at_full_scale_and_nonsense_is_silence),
        mix_test(more_voices_than_there_are_places_are_refused),
        mix_test(what_is_heard_lags_by_the_devices_buffer_and_moves_with_the_clock),
        mix_test(a_voice_that_runs_dry_stands_still),
        mix_test(a_stalled_device_tells_no_time),
        mix_test(a_finished_voice_plays_its_last_sound),
        mix_test(a_finished_voice_with_too_much_left_fades_out),
        mix_test(a_stalled_device_does_not_hold_the_sound_up),
        mix_test(after_a_night_asleep_little_is_owed),
        mix_test(a_device_that_works_is_left_alone),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
