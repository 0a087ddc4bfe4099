// Takes: what is handed over is what the screen would show, frame for frame.
#include "studio.h"

#include "support/test.h"

#include <math.h>
#include <SDL.h>

#include "base/mem.h"
#include "screen/frame.h"
#include "screen/remap.h"

static void every_frame_is_what_a_shot_of_its_time_shows(void **state)
{
    (void)state;
    struct studio studio;
    studio_build(&studio, studio_slogans);
    studio_take(&studio, 0, 250);
    assert_int_equal(studio.reel.count, 250);
    for (int64_t frame = 0; frame < 250; frame += 7) {
        if (studio.reel.hashes[frame] != studio_shot_hash(&studio, frame * 40000)) {
            fail_msg("frame %lld differs", (long long)frame);
        }
    }
    studio_tear_down(&studio);
}

static void a_take_may_begin_in_the_midst_of_a_text(void **state)
{
    (void)state;
    struct studio studio;
    studio_build(&studio, studio_slogans);
    int64_t start_us = 3400000; // the third text is on its way
    studio_take(&studio, start_us, 20);
    assert_int_equal(studio.reel.hashes[0], studio_shot_hash(&studio, start_us));
    assert_int_equal(studio.reel.hashes[19], studio_shot_hash(&studio, start_us + 19 * 40000));
    assert_true(studio.reel.hashes[0] != studio.reel.hashes[19]);
    studio_tear_down(&studio);
}

static void frames_that_stand_still_are_handed_over_as_unchanged(void **state)
{
    (void)state;
    struct studio studio;
    studio_build(&studio, studio_slogans);
    studio_take(&studio, 0, 100);
    for (int64_t frame = 1; frame < 100; frame++) {
        bool differs = studio.reel.hashes[frame] != studio.reel.hashes[frame - 1];
        assert_true(studio.reel.is_changed[frame] || !differs);
    }
    assert_false(studio.reel.is_changed[20]); // the first text stands for two seconds
    assert_true(studio.reel.is_changed[90]);
    studio_tear_down(&studio);
}

static void make_film(const struct studio *studio)
{
    // A beep and a white picture in the second second, both exactly from 1 s to 1.2 s.
    char *command = mem_format(
        "ffmpeg -v error -f lavfi -i \"color=black:s=320x64:r=25:d=3,"
        "drawbox=c=white:t=fill:enable='between(t,1,1.19)'\" -f lavfi -i "
        "\"aevalsrc='0.5*sin(2*PI*1000*t)*between(t,1,1.2)':s=48000:d=3\" -c:v libx264 -qp 0 "
        "-c:a pcm_s16le -y '%s/film.mkv'",
        studio->folder);
    assert_int_equal(system(command), 0);
    free(command);
}

static void a_film_keeps_its_pictures_and_its_sound_together(void **state)
{
    (void)state;
    struct studio studio;
    studio_build(&studio,
                 "items = ( { id = \"a\"; text = \"稍后\"; motion = \"hold\"; hold = \"1s\"; },"
                 "\"film.mkv\" );");
    make_film(&studio);
    studio_take(&studio, 0, 90);
    const struct reel *reel = &studio.reel;
    assert_int_equal(reel->sound_count, 2 * 90 * 1920);
    // The film begins with frame 25, its flash a second later.
    assert_true(reel->hashes[49] != reel->hashes[50]);
    assert_int_equal(reel->hashes[50], reel->hashes[54]);
    assert_int_equal(reel->hashes[55], reel->hashes[49]);
    size_t first = 0;
    while (first < reel->sound_count / 2 && fabsf(reel->sound[2 * first]) < 0.02f) {
        first++;
    }
    assert_in_range(first, 50 * 1920 - 2, 50 * 1920 + 4);
    studio_tear_down(&studio);
}

static void a_film_begins_where_the_take_does(void **state)
{
    (void)state;
    struct studio studio;
    studio_build(&studio, "items = ( \"film.mkv\" );");
    make_film(&studio);
    studio_take(&studio, 900000, 10);
    assert_true(studio.reel.hashes[1] != studio.reel.hashes[3]);
    assert_int_equal(studio.reel.hashes[3], studio.reel.hashes[6]);
    assert_int_equal(studio.reel.hashes[8], studio.reel.hashes[1]);
    studio_tear_down(&studio);
}

// Its pictures get brighter one by one; 25 of them, and sound that is as long as half a picture
// more.
static void a_film_that_follows_a_film_loses_nothing(void **state)
{
    (void)state;
    struct studio studio;
    studio_build(&studio, "items = ( \"a.mkv\", \"b.mkv\" );");
    for (int i = 0; i < 2; i++) {
        char *command = mem_format(
            "ffmpeg -v error -f lavfi -i \"nullsrc=s=320x64:r=25:d=1,geq=lum='16+8*N':cb=%d:cr=128"
            "\" -f lavfi -i \"aevalsrc='0.5*sin(2*PI*1000*t)':s=48000:d=1.02\" -c:v libx264 -qp 0 "
            "-c:a pcm_s16le -y '%s/%c.mkv'",
            100 + 50 * i, studio.folder, 'a' + i);
        assert_int_equal(system(command), 0);
        free(command);
    }
    studio_take(&studio, 0, 75);
    const struct reel *reel = &studio.reel;
    for (int i = 1; i < 75; i++) {
        if (reel->hashes[i] == reel->hashes[i - 1]) {
            fail_msg("frame %d is that before it", i);
        }
    }
    for (int i = 0; i < 25; i++) { // the first film once more
        assert_int_equal(reel->hashes[50 + i], reel->hashes[i]);
    }
    int silent = 0;
    for (size_t i = 100; i < reel->sound_count / 2; i++) {
        silent = fabsf(reel->sound[2 * i]) < 0.01f ? silent + 1 : 0;
        assert_true(silent < 48);
    }
    studio_tear_down(&studio);
}

static void two_takes_are_the_same_bit_for_bit(void **state)
{
    (void)state;
    struct studio studio;
    studio_build(
        &studio,
        "items = ( \"反诈专线96110\", \"film.mkv\" ); defaults = { transition = \"fade\"; };");
    make_film(&studio);
    studio_take(&studio, 0, 400);
    struct reel first = studio.reel;
    studio.reel = (struct reel){0};
    studio_take(&studio, 0, 400);
    assert_memory_equal(first.hashes, studio.reel.hashes, sizeof first.hashes);
    assert_int_equal(first.sound_count, studio.reel.sound_count);
    assert_memory_equal(first.sound, studio.reel.sound, first.sound_count * sizeof(float));
    reel_forget(&first);
    studio_tear_down(&studio);
}

// --- walls and ends ----------------------------------------------------------------------------

static void a_take_is_what_the_wall_is_sent(void **state)
{
    (void)state;
    struct studio studio;
    studio_build(&studio, studio_slogans);
    studio_take(&studio, 0, 1);
    struct SDL_Surface *canvas = studio.reel.first;
    studio.reel.first = NULL;
    reel_forget(&studio.reel);
    studio.point = test_file(studio.folder, "point.cfg",
                             "id = \"p\"; canvas = \"320x64\"; wall = { fold = 2; };\n"
                             "gamma = 2.0;\n");
    studio_take(&studio, 0, 1);
    studio_load(&studio);
    struct wallmap map = point_map(studio.setting.point, studio_canvas);
    struct tone tone = tone_of(LIGHT_FULL, studio.setting.point->light.gamma);
    struct SDL_Surface *sent = remap_whole(canvas, &map, &tone);
    assert_int_equal(frame_size(studio.reel.first).h, 128);
    assert_int_equal(frame_hash(studio.reel.first), frame_hash(sent));
    assert_int_equal(take_output(&studio.setting, studio_canvas).w, 160);
    wallmap_fini(&map);
    frame_free(sent);
    frame_free(canvas);
    studio_tear_down(&studio);
}

static void a_clock_without_a_time_is_left_empty(void **state)
{
    (void)state;
    struct studio studio;
    studio_build(&studio, "items = ( { id = \"c\"; kind = \"clock\"; background = \"navy\"; } );");
    studio_take(&studio, 0, 2);
    struct SDL_Surface *empty = frame_new(studio_canvas);
    uint32_t corner = *(const uint32_t *)studio.reel.first->pixels;
    SDL_FillRect(empty, NULL, corner);
    assert_int_equal(studio.reel.hashes[0], frame_hash(empty));
    frame_free(empty);
    studio_tear_down(&studio);
}

static void a_sink_that_fails_ends_the_take(void **state)
{
    (void)state;
    struct studio studio;
    struct error err = {0};
    studio_build(&studio, studio_slogans);
    studio_load(&studio);
    studio.reel.fails_after = 5;
    struct take take = {.setting = &studio.setting,
                        .canvas = studio_canvas,
                        .rate_mhz = STUDIO_RATE_MHZ,
                        .frames = 1000,
                        .sink = {reel_keep_picture, NULL, &studio.reel}};
    assert_false(take_perform(&take, &err));
    assert_int_equal(err.code, ERROR_FULL);
    assert_int_equal(studio.reel.count, 5);
    studio_tear_down(&studio);
}

static void whoever_has_seen_enough_keeps_what_there_is(void **state)
{
    (void)state;
    struct studio studio;
    struct error err = {0};
    volatile sig_atomic_t must_end = 0;
    studio_build(&studio, studio_slogans);
    studio_load(&studio);
    studio.reel.ends = &must_end;
    studio.reel.ends_after = 7;
    struct take take = {.setting = &studio.setting,
                        .canvas = studio_canvas,
                        .rate_mhz = STUDIO_RATE_MHZ,
                        .frames = 1000,
                        .must_end = &must_end,
                        .sink = {reel_keep_picture, NULL, &studio.reel}};
    assert_true(take_perform(&take, &err));
    assert_int_equal(take.kept, 7);
    studio_tear_down(&studio);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_frame_is_what_a_shot_of_its_time_shows),
        cmocka_unit_test(a_take_may_begin_in_the_midst_of_a_text),
        cmocka_unit_test(frames_that_stand_still_are_handed_over_as_unchanged),
        cmocka_unit_test(a_film_keeps_its_pictures_and_its_sound_together),
        cmocka_unit_test(a_film_begins_where_the_take_does),
        cmocka_unit_test(a_film_that_follows_a_film_loses_nothing),
        cmocka_unit_test(two_takes_are_the_same_bit_for_bit),
        cmocka_unit_test(a_take_is_what_the_wall_is_sent),
        cmocka_unit_test(a_clock_without_a_time_is_left_empty),
        cmocka_unit_test(a_sink_that_fails_ends_the_take),
        cmocka_unit_test(whoever_has_seen_enough_keeps_what_there_is),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
