// The mixer with a real (dummy) device: opened, given a voice, closed; and none at all.
#include "clips.h"

#include "media/mixer.h"

static void a_voice_outlives_its_medium_and_leaves_nothing_behind(void **state)
{
    (void)state;
    const char *path = clip_make("tone.wav", "-f lavfi -i sine=duration=5 -c:a pcm_s16le");
    struct error err = {0};
    struct mixer *mixer = mixer_open(clock_system(), &err);
    if (mixer == NULL) {
        fail_msg("%s", err.text);
    }
    mixer_set_volume(mixer, 30);
    mixer_pause(mixer, false);
    for (int i = 0; i < 3; i++) {
        struct medium *medium = clip_open(path, 0, 0, true);
        struct voice *voice = voice_start(mixer, medium, 0, -6.0);
        assert_non_null(voice);
        medium_close(medium); // the ring stays for as long as the voice may pull from it
        voice_stop(voice);
    }
    mixer_close(mixer);
}

static void a_voice_is_heard_as_the_device_takes_its_sound(void **state)
{
    (void)state;
    const char *path = clip_make("tone2.wav", "-f lavfi -i sine=duration=5 -c:a pcm_s16le");
    struct error err = {0};
    struct mixer *mixer = mixer_open(clock_system(), &err);
    assert_non_null(mixer);
    struct medium *medium = clip_open(path, 0, 0, true);
    struct voice *voice = voice_start(mixer, medium, 0, 0.0);
    assert_non_null(voice);
    int64_t heard_us = -1;
    for (long tries = 0; heard_us <= 0 && tries < 2000000000L; tries++) {
        heard_us = voice_heard_us(voice);
    }
    assert_true(heard_us > 0);
    int64_t later_us = voice_heard_us(voice);
    assert_true(later_us == -1 || later_us >= heard_us);
    voice_stop(voice);
    medium_close(medium);
    mixer_close(mixer);
}

static void a_voice_from_the_middle_is_heard_there(void **state)
{
    (void)state;
    const char *path = clip_make("tone3.wav", "-f lavfi -i sine=duration=5 -c:a pcm_s16le");
    struct error err = {0};
    struct mixer *mixer = mixer_open(clock_system(), &err);
    assert_non_null(mixer);
    struct medium_wish wish = {.wants_sound = true, .start_us = 3000000};
    struct medium *medium = medium_open(path, &wish, &err);
    assert_non_null(medium);
    assert_int_equal(medium_wait(medium, CLIP_WAIT_US), MEDIUM_READY);
    struct voice *voice = voice_start(mixer, medium, 3010000, 0.0); // a little later than wished
    int64_t heard_us = -1;
    for (long tries = 0; heard_us < 0 && tries < 2000000000L; tries++) {
        heard_us = voice_heard_us(voice);
    }
    assert_in_range(heard_us, 3010000, 5000000);
    voice_stop(voice);
    medium_close(medium);
    mixer_close(mixer);
}

// --- taken by hand -----------------------------------------------------------------------------

enum { TAKEN = 48000 };

// Frames that are not silent among the next TAKEN, which are taken `piece` at a time.
static size_t take_loud(struct mixer *mixer, size_t piece)
{
    static float sound[TAKEN * 2];
    size_t loud = 0;
    for (size_t done = 0; done < TAKEN; done += piece) {
        mixer_take(mixer, sound, piece);
        for (size_t i = 0; i < piece; i++) {
            loud += sound[2 * i] > 0.0f;
        }
    }
    return loud;
}

// Silent for almost a second, then not, so that what is missing in front or at the end shows. A
// film is ready with its first picture, when hardly any of its sound has come.
static size_t play_a_moment(const char *path, size_t piece)
{
    struct mixer *mixer = mixer_open_taken(clock_system());
    struct medium *medium = clip_open(path, 64, 64, true);
    struct voice *voice = voice_start(mixer, medium, 1000000, 0.0);
    float first[2 * 480];
    mixer_take(mixer, first, 480);
    for (size_t i = 0; i < 480; i++) {
        assert_true(first[2 * i] > 0.0f);
    }
    voice_finish(voice);
    medium_close(medium);
    size_t loud = take_loud(mixer, piece);
    mixer_close(mixer);
    return loud;
}

static void what_is_taken_by_hand_depends_on_no_decoders_haste(void **state)
{
    (void)state;
    const char *path = clip_make("step.mkv", "-f lavfi -i color=s=64x64:r=25:d=5 -f lavfi -i "
                                             "aevalsrc=0.25*gte(t\\,0.99):s=48000:d=5 -c:v libx264 "
                                             "-c:a pcm_s16le");
    // However much is taken at once, nothing is heard for long after its film.
    const size_t pieces[] = {TAKEN, 800};
    for (size_t i = 0; i < 2; i++) {
        size_t tail = play_a_moment(path, pieces[i]);
        assert_in_range(tail, VOICE_TAIL_US / 1000 * 48 - 480, VOICE_TAIL_US / 1000 * 48 + 480);
        assert_int_equal(play_a_moment(path, pieces[i]), tail);
    }
}

static void without_a_device_everything_is_quiet_and_nothing_fails(void **state)
{
    (void)state;
    mixer_set_volume(NULL, 50);
    mixer_set_muted(NULL, true);
    mixer_pause(NULL, true);
    assert_null(voice_start(NULL, NULL, 0, 0.0));
    assert_int_equal(voice_heard_us(NULL), -1);
    voice_stop(NULL);
    mixer_close(NULL);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_voice_outlives_its_medium_and_leaves_nothing_behind),
        cmocka_unit_test(a_voice_is_heard_as_the_device_takes_its_sound),
        cmocka_unit_test(a_voice_from_the_middle_is_heard_there),
        cmocka_unit_test(what_is_taken_by_hand_depends_on_no_decoders_haste),
        cmocka_unit_test(without_a_device_everything_is_quiet_and_nothing_fails),
    };
    return cmocka_run_group_tests(tests, clips_set_up, clips_tear_down);
}
