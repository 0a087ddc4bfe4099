// A sound device made of variables: it goes away, hangs, and comes back.
#include "support/test.h"

#include "media/speaker.h"

#include <pthread.h>
#include <sched.h>
#include <SDL.h>
#include <semaphore.h>
#include <stdatomic.h>

#define S CLOCK_SECOND_US

static struct {
    _Atomic int opens, closes;
    _Atomic bool fails, open_hangs, close_hangs, is_removed;
    sem_t open_gate, close_gate;
    _Atomic(SDL_AudioCallback) feed;
    void *_Atomic self;
} card;

SDL_AudioDeviceID __wrap_SDL_OpenAudioDevice(const char *device, int iscapture,
                                             const SDL_AudioSpec *desired, SDL_AudioSpec *obtained,
                                             int allowed_changes);
SDL_AudioDeviceID __wrap_SDL_OpenAudioDevice(const char *device, int iscapture,
                                             const SDL_AudioSpec *desired, SDL_AudioSpec *obtained,
                                             int allowed_changes)
{
    (void)device, (void)iscapture, (void)obtained, (void)allowed_changes;
    int number = atomic_fetch_add(&card.opens, 1) + 1;
    if (atomic_load(&card.open_hangs)) {
        sem_wait(&card.open_gate);
    }
    if (atomic_load(&card.fails)) {
        SDL_SetError("no card");
        return 0;
    }
    atomic_store(&card.feed, desired->callback);
    atomic_store(&card.self, desired->userdata);
    return (SDL_AudioDeviceID)number + 1;
}

void __wrap_SDL_CloseAudioDevice(SDL_AudioDeviceID device);
void __wrap_SDL_CloseAudioDevice(SDL_AudioDeviceID device)
{
    (void)device;
    if (atomic_load(&card.close_hangs)) {
        sem_wait(&card.close_gate);
    }
    atomic_fetch_add(&card.closes, 1);
}

void __wrap_SDL_PauseAudioDevice(SDL_AudioDeviceID device, int is_paused);
void __wrap_SDL_PauseAudioDevice(SDL_AudioDeviceID device, int is_paused)
{
    (void)device, (void)is_paused;
}

SDL_AudioStatus __wrap_SDL_GetAudioDeviceStatus(SDL_AudioDeviceID device);
SDL_AudioStatus __wrap_SDL_GetAudioDeviceStatus(SDL_AudioDeviceID device)
{
    (void)device;
    return atomic_load(&card.is_removed) ? SDL_AUDIO_STOPPED : SDL_AUDIO_PLAYING;
}

// Threads that were begun: the clock stands still until they run.
static _Atomic int begun;

int __real_pthread_create(pthread_t *thread, const pthread_attr_t *with, void *(*run)(void *),
                          void *self);
int __wrap_pthread_create(pthread_t *thread, const pthread_attr_t *with, void *(*run)(void *),
                          void *self);
int __wrap_pthread_create(pthread_t *thread, const pthread_attr_t *with, void *(*run)(void *),
                          void *self)
{
    atomic_fetch_add(&begun, 1);
    return __real_pthread_create(thread, with, run, self);
}

static struct clock_virtual ticking;
static struct mix *mix;
static struct speaker *speaker;

static int open_speaker(void **state)
{
    (void)state;
    memset(&card, 0, sizeof card);
    sem_init(&card.open_gate, 0, 0);
    sem_init(&card.close_gate, 0, 0);
    clock_virtual_init(&ticking, (struct wall){0});
    mix = mix_new(&ticking.clock);
    struct error err = {0};
    speaker = speaker_open(mix, &err);
    assert_non_null(speaker);
    return 0;
}

static int close_speaker(void **state)
{
    (void)state;
    assert_true(speaker_close(speaker));
    assert_int_equal(atomic_load(&card.opens), atomic_load(&card.closes));
    mix_free(mix);
    sem_destroy(&card.open_gate);
    sem_destroy(&card.close_gate);
    return 0;
}

// The device asks for sound.
static void ask(void)
{
    Uint8 out[64 * MIX_CHANNELS * sizeof(float)];
    atomic_load (&card.feed)(atomic_load(&card.self), out, sizeof out);
}

// Time passes; the device asks for sound, or does not.
static void pass(int64_t us, bool asks)
{
    for (int64_t end_us = ticking.mono.us + us; ticking.mono.us < end_us;) {
        clock_virtual_advance(&ticking, S / 20);
        if (asks) {
            ask();
        }
        speaker_tend(speaker, ticking.mono);
    }
}

// The thread that opens is given time, in which the clock stands still.
static void await_opens(int opens)
{
    while (atomic_load(&card.opens) < opens) {
        sched_yield();
    }
}

static void await_found(void)
{
    while (speaker_is_lost(speaker)) {
        sched_yield();
    }
    speaker_tend(speaker, ticking.mono);
}

static void one_that_works_is_left_alone(void **state)
{
    (void)state;
    pass(3600 * S, true);
    assert_int_equal(atomic_load(&card.opens), 1);
    assert_false(speaker_is_lost(speaker));
}

static void one_that_was_removed_is_opened_again(void **state)
{
    (void)state;
    pass(S, true);
    atomic_store(&card.is_removed, true);
    pass(S / 20, true); // SDL goes on asking
    assert_true(speaker_is_lost(speaker));
    assert_int_equal(atomic_load(&card.opens), 1);
    atomic_store(&card.is_removed, false);
    pass(S, false);
    await_opens(2);
    await_found();
    pass(10 * S, true);
    assert_false(speaker_is_lost(speaker));
    assert_int_equal(atomic_load(&card.opens), 2);
}

static void one_that_asks_for_nothing_is_lost_after_three_seconds(void **state)
{
    (void)state;
    pass(S, true);
    pass(SPEAKER_SILENT_US - S / 10, false);
    assert_false(speaker_is_lost(speaker));
    pass(S / 10, false);
    assert_true(speaker_is_lost(speaker));
}

// The machine slept: nobody asked for anything, nor was anybody there to look.
static void a_night_asleep_is_no_loss(void **state)
{
    (void)state;
    pass(S, true);
    clock_virtual_advance(&ticking, 8 * 3600 * S);
    ask();
    speaker_tend(speaker, ticking.mono);
    pass(S, true);
    assert_false(speaker_is_lost(speaker));
    assert_int_equal(atomic_load(&card.opens), 1);
}

// Never sooner than after 1, 2, 4 … 32, 60, 60 s; when exactly is up to the thread that tries.
static void one_that_stays_away_is_asked_for_less_and_less(void **state)
{
    (void)state;
    pass(S, true);
    atomic_store(&card.is_removed, true);
    atomic_store(&card.fails, true);
    pass(S / 20, false);
    static const int64_t after_s[] = {1, 2, 4, 8, 16, 32, 60, 60};
    int64_t before_us = ticking.mono.us;
    for (int i = 0; i < 8; i++) {
        for (int before = atomic_load(&begun); atomic_load(&begun) == before;) {
            sched_yield();
            pass(S / 20, false);
        }
        await_opens(2 + i);
        assert_true(ticking.mono.us - before_us >= after_s[i] * S);
        before_us = ticking.mono.us;
    }
    assert_true(speaker_is_lost(speaker));
    atomic_fetch_sub(&card.opens, 8); // those came to nothing
}

// Fails when the player waits for it: the test hangs.
static void a_device_that_never_closes_is_left_behind(void **state)
{
    (void)state;
    pass(S, true);
    atomic_store(&card.close_hangs, true);
    atomic_store(&card.is_removed, true);
    pass(S / 10, false);
    assert_true(speaker_is_lost(speaker));
    void *old = atomic_load(&card.self);
    atomic_store(&card.is_removed, false);
    pass(S, false);
    await_opens(2);
    await_found();
    Uint8 out[64 * MIX_CHANNELS * sizeof(float)] = {1};
    atomic_load (&card.feed)(old, out, sizeof out); // the old one still asks, and gets silence
    assert_int_equal(out[0], 0);
    pass(S, true);
    assert_false(speaker_is_lost(speaker));
    atomic_store(&card.close_hangs, false);
    sem_post(&card.close_gate);
}

static void an_opening_that_hangs_is_given_up(void **state)
{
    (void)state;
    pass(S, true);
    atomic_store(&card.is_removed, true);
    pass(S / 20, true);
    atomic_store(&card.is_removed, false);
    atomic_store(&card.open_hangs, true);
    pass(S, false);
    await_opens(2);
    pass(SPEAKER_OPENING_US + S / 10, false); // and asked for again after two seconds
    atomic_store(&card.open_hangs, false);
    pass(2 * S, false);
    await_opens(3);
    await_found();
    pass(S, true);
    sem_post(&card.open_gate); // it comes at last, and is closed
    while (atomic_load(&card.closes) < 2) {
        sched_yield();
    }
    assert_false(speaker_is_lost(speaker));
}

static void a_driver_that_hangs_for_a_day_is_not_asked_for_ever(void **state)
{
    (void)state;
    atomic_store(&card.open_hangs, true);
    atomic_store(&card.is_removed, true);
    enum { HANGING = 4 };
    while (atomic_load(&card.opens) < 1 + HANGING) { // the first one worked
        pass(60 * S, false);
        sched_yield();
    }
    pass(24 * 3600 * S, false);
    assert_int_equal(atomic_load(&card.opens), 1 + HANGING);
    atomic_store(&card.open_hangs, false);
    atomic_store(&card.is_removed, false);
    for (int i = 0; i < HANGING; i++) {
        sem_post(&card.open_gate);
    }
    while (atomic_load(&card.closes) < 1 + HANGING) { // they come at last, and are closed
        sched_yield();
    }
    pass(2 * S, false);
    await_found();
    pass(S, true);
    assert_false(speaker_is_lost(speaker));
}

static void without_a_card_the_reason_is_told(void **state)
{
    (void)state;
    struct error err = {0};
    atomic_store(&card.fails, true);
    assert_null(speaker_open(mix, &err));
    assert_string_equal(err.text, "no sound: no card");
    atomic_fetch_sub(&card.opens, 1);
}

int main(void)
{
#define WITH_SPEAKER(test) cmocka_unit_test_setup_teardown(test, open_speaker, close_speaker)
    const struct CMUnitTest tests[] = {
        WITH_SPEAKER(one_that_works_is_left_alone),
        WITH_SPEAKER(one_that_was_removed_is_opened_again),
        WITH_SPEAKER(one_that_asks_for_nothing_is_lost_after_three_seconds),
        WITH_SPEAKER(a_night_asleep_is_no_loss),
        WITH_SPEAKER(one_that_stays_away_is_asked_for_less_and_less),
        WITH_SPEAKER(a_device_that_never_closes_is_left_behind),
        WITH_SPEAKER(an_opening_that_hangs_is_given_up),
        WITH_SPEAKER(a_driver_that_hangs_for_a_day_is_not_asked_for_ever),
        WITH_SPEAKER(without_a_card_the_reason_is_told),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
