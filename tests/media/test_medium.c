// A medium as the show uses it: opened, asked for pictures by time, drawn, heard, closed.
#include "clips.h"

#include <math.h>

// Ten pictures at 10 a second; picture n is as grey as 20 + 20 n.
#define STAIRS "-f lavfi -i nullsrc=s=64x48:r=10:d=1,format=gray,geq=lum=20+20*N"
#define TONE "-f lavfi -i sine=frequency=1000:sample_rate=48000:duration=1"

static void every_picture_is_shown_once_and_in_order_when_it_is_waited_for(void **state)
{
    (void)state;
    const char *path = clip_make("stairs.mp4", STAIRS " -pix_fmt yuv420p -c:v libx264 -bf 2");
    struct medium *medium = clip_open(path, 64, 48, false);
    for (int64_t n = 0; n < 10; n++) {
        assert_int_equal(medium_picture(medium, n * 100000, MEDIUM_WAIT), n);
        int grey = 20 + 20 * (int)n;
        assert_clip_pixel(medium, 30, 20, (uint32_t)(grey * 0x010101), 3);
        assert_int_equal(medium_picture(medium, n * 100000 + 99000, MEDIUM_WAIT), n);
    }
    int64_t length_us = 0;
    assert_false(medium_is_over(medium, 999000, NULL));
    assert_true(medium_is_over(medium, 1000000, &length_us));
    assert_int_equal(length_us, 1000000);
    assert_string_equal(medium_damage(medium), "");
    medium_close(medium);
}

static void the_info_says_what_the_file_is(void **state)
{
    (void)state;
    const char *path =
        clip_make("both.mp4", STAIRS " " TONE " -pix_fmt yuv420p -c:v libx264 -c:a aac");
    struct medium *medium = clip_open(path, 128, 128, true);
    const struct medium_info *info = medium_info(medium);
    assert_true(info->has_picture);
    assert_true(info->has_sound);
    assert_false(info->is_still);
    assert_int_equal(info->shown.w, 128);
    assert_int_equal(info->shown.h, 96);
    assert_true(fabs(info->frames_per_s - 10.0) < 0.01);
    assert_string_equal(info->codecs, "h264 + aac");
    assert_in_range(info->length_us, 990000, 1030000);
    medium_close(medium);
}

static void the_latest_picture_is_given_without_waiting(void **state)
{
    (void)state;
    const char *path = clip_make("stairs2.mp4", STAIRS " -pix_fmt yuv420p -c:v libx264");
    struct medium *medium = clip_open(path, 64, 48, false);
    assert_int_equal(medium_picture(medium, -1, MEDIUM_LATEST), -1);
    assert_int_equal(medium_picture(medium, 0, MEDIUM_LATEST), 0);
    int64_t shown = 0;
    for (int tries = 0; shown < 9 && tries < 100000000; tries++) {
        int64_t now = medium_picture(medium, 5000000, MEDIUM_LATEST);
        assert_true(now >= shown);
        shown = now;
    }
    assert_int_equal(shown, 9);
    medium_close(medium);
}

static void sound_is_counted_from_the_first_picture_and_has_its_full_length(void **state)
{
    (void)state;
    const char *path =
        clip_make("sound.mp4", STAIRS " " TONE " -pix_fmt yuv420p -c:v libx264 -c:a aac");
    struct medium *medium = clip_open(path, 64, 48, true);
    float *frames = calloc(2 * 96000, sizeof *frames);
    size_t count = medium_wait_sound(medium, frames, 96000);
    assert_in_range(count, 47500, 49200);
    double sum = 0.0;
    for (size_t i = 12000; i < 36000; i++) {
        sum += (double)frames[2 * i] * (double)frames[2 * i];
        assert_true(fabsf(frames[2 * i] - frames[2 * i + 1]) < 0.01f);
    }
    // ffmpeg's sine has a peak of 1/8
    int loudness = (int)(1000.0 * sqrt(sum / 24000.0)); // 1000 × 1/8 ÷ √2 = 88
    assert_in_range(loudness, 84, 92);
    free(frames);
    assert_int_equal(medium_picture(medium, 2000000, MEDIUM_WAIT), 9);
    assert_true(medium_is_over(medium, 2000000, NULL));
    medium_close(medium);
}

static void a_picture_file_is_one_still_picture(void **state)
{
    (void)state;
    const char *path = clip_make("red.png", "-f lavfi -i color=red:s=40x30 -frames:v 1");
    struct medium *medium = clip_open(path, 80, 80, true);
    assert_true(medium_info(medium)->is_still);
    assert_int_equal(medium_info(medium)->shown.w, 80);
    assert_int_equal(medium_info(medium)->shown.h, 60);
    assert_int_equal(medium_picture(medium, 0, MEDIUM_WAIT), 0);
    assert_int_equal(medium_picture(medium, 60000000, MEDIUM_WAIT), 0);
    assert_clip_pixel(medium, 40, 30, 0xff0000, 3);
    assert_false(medium_is_over(medium, 60000000, NULL));
    medium_close(medium);
}

static void a_transparent_picture_is_blended(void **state)
{
    (void)state;
    const char *path =
        clip_make("half.png", "-f lavfi -i color=red@0.5:s=32x32,format=rgba -frames:v 1");
    struct medium *medium = clip_open(path, 32, 32, false);
    assert_int_equal(medium_picture(medium, 0, MEDIUM_WAIT), 0);
    SDL_Surface *blue = SDL_CreateRGBSurfaceWithFormat(0, 32, 32, 32, SDL_PIXELFORMAT_RGB888);
    SDL_FillRect(blue, NULL, 0x0000ff);
    medium_draw(medium, blue, 0, 0);
    uint32_t pixel = 0;
    memcpy(&pixel, blue->pixels, sizeof pixel);
    assert_colour(pixel & 0xffffff, 0x80007f, 4);
    SDL_FreeSurface(blue);
    medium_close(medium);
}

static void a_drawing_is_cut_at_the_edges_of_its_target(void **state)
{
    (void)state;
    const char *path = clip_make("stairs3.mp4", STAIRS " -pix_fmt yuv420p -c:v libx264");
    struct medium *medium = clip_open(path, 64, 48, false);
    assert_int_equal(medium_picture(medium, 900000, MEDIUM_WAIT), 9);
    SDL_Surface *small = SDL_CreateRGBSurfaceWithFormat(0, 40, 40, 32, SDL_PIXELFORMAT_ARGB8888);
    for (int at = -70; at <= 50; at += 30) {
        SDL_FillRect(small, NULL, 0xff0000ff);
        medium_draw(medium, small, at, at / 2);
        uint32_t pixel = 0;
        memcpy(&pixel, small->pixels, sizeof pixel);
        bool covers = at <= 0 && at + 64 > 0 && at / 2 <= 0 && at / 2 + 48 > 0;
        assert_colour(pixel & 0xffffff, covers ? 0xc8c8c8 : 0x0000ff, 3);
    }
    SDL_FreeSurface(small);
    medium_close(medium);
}

static void an_audio_file_has_sound_and_no_picture(void **state)
{
    (void)state;
    const char *path = clip_make("call.mp3", TONE " -c:a libmp3lame");
    struct medium *medium = clip_open(path, 64, 64, true);
    assert_false(medium_info(medium)->has_picture);
    assert_true(medium_info(medium)->has_sound);
    float *frames = calloc(2 * 96000, sizeof *frames);
    assert_in_range(medium_wait_sound(medium, frames, 96000), 47000, 51000);
    free(frames);
    // asked earlier it would let the sound pass that nobody took yet
    assert_int_equal(medium_picture(medium, 500000, MEDIUM_WAIT), -1);
    int64_t length_us = 0;
    assert_true(medium_is_over(medium, 1100000, &length_us));
    assert_in_range(length_us, 980000, 1060000);
    medium_close(medium);
}

static void a_file_that_is_not_there_is_said_at_once(void **state)
{
    (void)state;
    struct error err = {0};
    struct medium_wish wish = {.box = {16, 16}, .fit = FIT_CONTAIN};
    assert_null(medium_open("/nowhere/film.mp4", &wish, &err));
    assert_int_equal(err.code, ERROR_MEDIA);
    assert_non_null(strstr(err.text, "/nowhere/film.mp4"));
    assert_null(medium_open("/dev", &wish, &err));
    assert_non_null(strstr(err.text, "not a file"));
}

static void covering_cuts_the_edges_and_fills_the_box(void **state)
{
    (void)state;
    const char *path = clip_make(
        "bars.png", "-f lavfi -i color=red:s=96x48,drawbox=x=24:w=48:h=48:color=lime:t=fill "
                    "-frames:v 1");
    struct error err = {0};
    struct medium_wish wish = {.box = {48, 48}, .fit = FIT_COVER};
    struct medium *medium = medium_open(path, &wish, &err);
    assert_non_null(medium);
    assert_int_equal(medium_wait(medium, CLIP_WAIT_US), MEDIUM_READY);
    assert_int_equal(medium_info(medium)->shown.w, 48);
    assert_int_equal(medium_info(medium)->shown.h, 48);
    assert_int_equal(medium_picture(medium, 0, MEDIUM_WAIT), 0);
    assert_clip_pixel(medium, 1, 24, 0x00ff00, 6);
    assert_clip_pixel(medium, 46, 24, 0x00ff00, 6);
    medium_close(medium);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_picture_is_shown_once_and_in_order_when_it_is_waited_for),
        cmocka_unit_test(the_info_says_what_the_file_is),
        cmocka_unit_test(the_latest_picture_is_given_without_waiting),
        cmocka_unit_test(sound_is_counted_from_the_first_picture_and_has_its_full_length),
        cmocka_unit_test(a_picture_file_is_one_still_picture),
        cmocka_unit_test(a_transparent_picture_is_blended),
        cmocka_unit_test(a_drawing_is_cut_at_the_edges_of_its_target),
        cmocka_unit_test(an_audio_file_has_sound_and_no_picture),
        cmocka_unit_test(a_file_that_is_not_there_is_said_at_once),
        cmocka_unit_test(covering_cuts_the_edges_and_fills_the_box),
    };
    return cmocka_run_group_tests(tests, clips_set_up, clips_tear_down);
}
