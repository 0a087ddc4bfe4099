// Films with sound, as ffmpeg sees and hears them.
#include "films.h"

#include "base/file.h"
#include "base/mem.h"
#include "screen/frame.h"

#include <math.h>

static const struct size small = {64, 48};
static const struct rect everything = {0, 0, 64, 48};

// A grey that is different for every frame, and far enough from its neighbours'.
static struct colour grey_of(int frame)
{
    uint8_t level = (uint8_t)(20 + frame * 37 % 216);
    return (struct colour){level, level, level, 255};
}

static void every_frame_comes_back_once_and_in_order(void **state)
{
    (void)state;
    static const char *const names[] = {"a.mp4", "a.mov", "a.mkv", "a.webm"};
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        struct made made = film_make(names[i]);
        struct format format = film_format(made.path, NULL);
        struct recording *film = film_open(made.path, &format, small, 25000, false);
        SDL_Surface *picture = frame_new(small);
        for (int frame = 0; frame < 60; frame++) {
            frame_fill(picture, grey_of(frame));
            film_add(film, picture, everything);
        }
        struct error err = {0};
        int64_t bytes = 0;
        assert_true(recording_finish(film, &bytes, &err));
        recording_close(film);
        film_folder_holds(made.folder, names[i]);
        int frames;
        uint8_t *pictures = film_pictures(made.path, small, &frames);
        assert_int_equal(frames, 60);
        for (int frame = 0; frame < 60; frame++) {
            film_pixel_is(pictures, small, frame, 30, 20, colour_argb(grey_of(frame)) & 0xFFFFFF,
                          6);
        }
        free(pictures);
        frame_free(picture);
        film_unmake(&made);
    }
}

// What is fully lit, fully dark and fully coloured comes back as that: the matrix that was used is
// the one that the stream names, and so is the range.
static void colours_come_back_as_they_were(void **state)
{
    (void)state;
    static const uint32_t colours[] = {0xFFFFFF, 0x000000, 0xFF0000, 0x00FF00,
                                       0x0000FF, 0xFFFF00, 0xC81E28, 0x808080};
    static const struct {
        const char *name, *codec;
    } kinds[] = {{"a.mp4", "h264"}, {"b.mp4", "hevc"}, {"c.webm", "vp9"}, {"d.mkv", "h264"}};
    for (size_t i = 0; i < sizeof kinds / sizeof kinds[0]; i++) {
        struct made made = film_make(kinds[i].name);
        struct format format = film_format(made.path, kinds[i].codec);
        format.crf = 4;
        struct recording *film = film_open(made.path, &format, small, 30000, false);
        SDL_Surface *picture = frame_new(small);
        for (int j = 0; j < 8; j++) {
            SDL_Rect bar = {j * 8, 0, 8, 48};
            SDL_FillRect(picture, &bar, colours[j]);
        }
        film_add(film, picture, everything);
        film_add_same(film, picture);
        film_finish(film);
        int frames;
        uint8_t *pictures = film_pictures(made.path, small, &frames);
        assert_int_equal(frames, 2);
        for (int j = 0; j < 8; j++) {
            film_pixel_is(pictures, small, 1, j * 8 + 4, 24, colours[j], 3);
        }
        film_pixel_is(pictures, small, 0, 4, 24, 0xFFFFFF, 0);
        film_is(made.path, "v", "pix_fmt", "yuv420p");
        film_is(made.path, "v", "color_space", "bt709");
        film_is(made.path, "v", "color_range", "tv");
        if (i != 2) { // a stream of VP9 names its matrix only
            film_is(made.path, "v", "color_primaries", "bt709");
            film_is(made.path, "v", "color_transfer", "bt709");
        }
        free(pictures);
        frame_free(picture);
        film_unmake(&made);
    }
}

// --- sound -------------------------------------------------------------------------------------

enum { CLICK_FRAMES = 75, CLICK_EVERY = 25, CLICK_AT = 12 };

// 48000 / (rate / 1000) frames of sound a picture, without a rest in the tests' rates on average.
static int64_t sound_at(int frame, int rate_mhz)
{
    return (int64_t)frame * 48000000 / rate_mhz;
}

static bool is_click(int frame)
{
    return frame % CLICK_EVERY == CLICK_AT;
}

// A flash and a click in every second, together.
static void record_clicks(const char *path, const char *codec, int rate_mhz)
{
    struct format format = film_format(path, codec);
    struct recording *film = film_open(path, &format, small, rate_mhz, true);
    SDL_Surface *picture = frame_new(small);
    struct error err = {0};
    for (int frame = 0; frame < CLICK_FRAMES; frame++) {
        uint8_t light = is_click(frame) ? 255 : 0;
        frame_fill(picture, (struct colour){light, light, light, 255});
        film_add(film, picture, everything);
        float sound[4800] = {0};
        int64_t count = sound_at(frame + 1, rate_mhz) - sound_at(frame, rate_mhz);
        for (int i = 0; is_click(frame) && i < 96; i++) { // 2 ms of 3 kHz
            sound[2 * i] = sound[2 * i + 1] = (float)(0.8 * sin(2 * 3.14159265 * i / 16));
        }
        if (!recording_add_sound(film, sound, (size_t)count, &err)) {
            fail_msg("%s", err.text);
        }
    }
    film_finish(film);
    frame_free(picture);
}

static void a_click_is_heard_when_its_flash_is_seen(void **state)
{
    (void)state;
    static const struct {
        const char *name, *codec;
        int rate_mhz;
    } kinds[] = {{"a.mp4", NULL, 25000},
                 {"b.mp4", "hevc", 30000},
                 {"c.webm", NULL, 25000},
                 {"d.mkv", NULL, 29970},
                 {"e.mov", NULL, 50000}};
    for (size_t i = 0; i < sizeof kinds / sizeof kinds[0]; i++) {
        struct made made = film_make(kinds[i].name);
        int rate_mhz = kinds[i].rate_mhz;
        record_clicks(made.path, kinds[i].codec, rate_mhz);
        int frames;
        uint8_t *pictures = film_pictures(made.path, small, &frames);
        assert_int_equal(frames, CLICK_FRAMES);
        int64_t heard;
        float *sound = film_sound(made.path, &heard);
        // the last block of an encoder may be decoded as a whole
        int64_t whole = sound_at(CLICK_FRAMES, rate_mhz);
        assert_in_range(heard, whole, whole + 1024);
        int64_t quiet_from = 0;
        for (int frame = 0; frame < CLICK_FRAMES; frame++) {
            film_pixel_is(pictures, small, frame, 32, 24, is_click(frame) ? 0xFFFFFF : 0, 12);
            int64_t at = sound_at(frame, rate_mhz);
            if (is_click(frame)) { // 1 ms either way
                int64_t first = quiet_from;
                while (first < heard && fabsf(sound[2 * first]) < 0.3f) {
                    first++;
                }
                assert_in_range(first, at - 48, at + 48);
                quiet_from = at + 480;
            }
        }
        for (int64_t j = quiet_from; j < heard; j++) {
            assert_true(fabsf(sound[2 * j]) < 0.3f);
        }
        free(sound);
        free(pictures);
        film_unmake(&made);
    }
}

// A box of an MP4 file: where its name is. Source: ISO/IEC 14496-12, 4.2.
static long place_of(const char *path, const char *box)
{
    char *bytes;
    size_t length;
    struct error err = {0};
    assert_true(file_read(path, 64 << 20, &bytes, &length, &err));
    const char *found = memmem(bytes, length, box, 4);
    long place = found == NULL ? -1 : (long)(found - bytes);
    free(bytes);
    return place;
}

static void an_mp4_tells_times_exactly_and_its_index_comes_first(void **state)
{
    (void)state;
    struct made made = film_make("a.mp4");
    record_clicks(made.path, NULL, 29970);
    assert_true(place_of(made.path, "moov") > 0);
    assert_true(place_of(made.path, "moov") < place_of(made.path, "mdat"));
    film_is(made.path, "v", "r_frame_rate", "2997/100");
    film_is(made.path, "v", "avg_frame_rate", "2997/100");
    film_is(made.path, "v", "nb_frames", "75");
    film_is(made.path, "v", "start_pts", "0");
    film_is(made.path, "a", "start_pts", "0");
    film_is(made.path, "v", "duration", "2.502503"); // 75 / 29.97 s
    film_is(made.path, "a", "duration", "2.502500"); // to the 48000th
    film_is(made.path, "a", "codec_name", "aac");
    char *times = film_say("ffprobe -v error -select_streams v:0 -show_entries packet=pts "
                           "-of csv=p=0 '%s' | sort -n | awk 'NR > 1 && $1 - last != 400 "
                           "{ print \"frame\", NR, $1 - last } { last = $1 }'",
                           made.path);
    assert_string_equal(times, ""); // of 11988 a second, for every frame
    free(times);
    film_unmake(&made);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_frame_comes_back_once_and_in_order),
        cmocka_unit_test(colours_come_back_as_they_were),
        cmocka_unit_test(a_click_is_heard_when_its_flash_is_seen),
        cmocka_unit_test(an_mp4_tells_times_exactly_and_its_index_comes_first),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
