// Odd media: every codec and container that is promised, and the shapes that phones, cameras and
// broadcasts give their films.
#include "clips.h"

#include <math.h>

#include "base/mem.h"

// Left half red, right half blue, one second at ten pictures a second.
#define HALVES "-f lavfi -i color=red:s=64x48:r=10:d=1,drawbox=x=32:w=32:h=48:color=blue:t=fill"
#define TONE "-f lavfi -i sine=frequency=440:sample_rate=44100:duration=1"

static int last_picture(struct medium *medium)
{
    return (int)medium_picture(medium, 3600000000, MEDIUM_WAIT);
}

struct combination {
    const char *name, *arguments, *codecs;
    int pictures;
};

static void every_promised_codec_and_container_is_played(void **state)
{
    (void)state;
    static const struct combination table[] = {
        {"h264.mp4", "-c:v libx264 -c:a aac", "h264 + aac", 10},
        {"h264.mkv", "-c:v libx264 -c:a libmp3lame", "h264 + mp3", 10},
        {"h264.mov", "-c:v libx264 -c:a pcm_s16le", "h264 + pcm_s16le", 10},
        {"h264.ts", "-c:v libx264 -c:a ac3", "h264 + ac3", 10},
        {"hevc.mp4", "-c:v libx265 -x265-params log-level=none -c:a aac", "hevc + aac", 10},
        {"hevc.mkv", "-c:v libx265 -x265-params log-level=none -c:a flac", "hevc + flac", 10},
        {"vp8.webm", "-c:v libvpx -c:a libvorbis", "vp8 + vorbis", 10},
        {"vp9.webm", "-c:v libvpx-vp9 -c:a libopus", "vp9 + opus", 10},
        {"av1.webm", "-c:v libaom-av1 -cpu-used 8 -c:a libopus", "av1 + opus", 10},
        {"av1.mp4", "-c:v libaom-av1 -cpu-used 8 -c:a aac", "av1 + aac", 10},
        {"mpeg2.ts", "-vf fps=25 -c:v mpeg2video -c:a mp2", "mpeg2video + mp2", 25},
        {"mpeg2.mpg", "-vf fps=25 -c:v mpeg2video -c:a ac3", "mpeg2video + ac3", 25},
        {"mpeg4.avi", "-c:v mpeg4 -c:a libmp3lame", "mpeg4 + mp3", 10},
        {"mpeg4.mp4", "-c:v mpeg4 -c:a aac", "mpeg4 + aac", 10},
        {"mjpeg.avi", "-c:v mjpeg -pix_fmt yuvj420p -c:a pcm_s16le", "mjpeg + pcm_s16le", 10},
    };
    for (size_t i = 0; i < sizeof table / sizeof *table; i++) {
        char *arguments = mem_format(HALVES " " TONE " -pix_fmt yuv420p %s", table[i].arguments);
        struct medium *medium = clip_open(clip_make(table[i].name, arguments), 64, 48, true);
        free(arguments);
        assert_string_equal(medium_info(medium)->codecs, table[i].codecs);
        assert_int_equal(medium_picture(medium, 0, MEDIUM_WAIT), 0);
        assert_clip_pixel(medium, 8, 24, 0xfe0000, 14);
        assert_clip_pixel(medium, 55, 24, 0x0000fe, 14);
        float sound[2 * 4096];
        assert_int_equal(medium_wait_sound(medium, sound, 4096), 4096);
        if (last_picture(medium) != table[i].pictures - 1) {
            fail_msg("%s: last picture %d", table[i].name, last_picture(medium));
        }
        medium_close(medium);
    }
}

static void every_promised_sound_file_is_heard_in_full(void **state)
{
    (void)state;
    static const char *const table[][2] = {
        {"a.mp3", "-c:a libmp3lame"}, {"a.wav", "-c:a pcm_s16le"}, {"a24.wav", "-c:a pcm_s24le"},
        {"a.flac", "-c:a flac"},      {"a.ogg", "-c:a libvorbis"}, {"b.ogg", "-c:a libopus"},
        {"a.m4a", "-c:a aac"},        {"a.aac", "-c:a aac"},       {"a.ac3", "-c:a ac3"},
    };
    float *sound = calloc(2 * 96000, sizeof *sound);
    for (size_t i = 0; i < sizeof table / sizeof *table; i++) {
        char *arguments = mem_format(TONE " %s", table[i][1]);
        struct medium *medium = clip_open(clip_make(table[i][0], arguments), 0, 0, true);
        free(arguments);
        size_t count = medium_wait_sound(medium, sound, 96000);
        if (count < 47000 || count > 51500) {
            fail_msg("%s: %zu frames", table[i][0], count);
        }
        double sum = 0.0;
        for (size_t n = 10000; n < 40000; n++) {
            sum += (double)sound[2 * n] * (double)sound[2 * n];
        }
        assert_in_range((int)(1000.0 * sqrt(sum / 30000.0)), 80, 96);
        medium_close(medium);
    }
    free(sound);
}

static void pictures_of_every_promised_format_are_shown(void **state)
{
    (void)state;
    static const char *const table[][2] = {
        {"p.png", "-c:v png"},
        {"p.jpg", "-c:v mjpeg -q:v 2"},
        {"p.webp", "-c:v libwebp -quality 95"},
    };
    for (size_t i = 0; i < sizeof table / sizeof *table; i++) {
        char *arguments = mem_format(HALVES " -frames:v 1 %s", table[i][1]);
        struct medium *medium = clip_open(clip_make(table[i][0], arguments), 64, 48, true);
        free(arguments);
        assert_true(medium_info(medium)->is_still);
        assert_int_equal(medium_picture(medium, 0, MEDIUM_WAIT), 0);
        assert_clip_pixel(medium, 8, 24, 0xfe0000, 8);
        assert_clip_pixel(medium, 55, 24, 0x0000fe, 8);
        medium_close(medium);
    }
}

// A JPEG with an EXIF block that says how to turn it.
static const char *turned_jpeg(int orientation)
{
    size_t length = 0;
    char *jpeg =
        clip_read(clip_make("plain.jpg", HALVES " -frames:v 1 -c:v mjpeg -q:v 2"), &length);
    const unsigned char exif[] = {
        0xff, 0xe1, 0, 34, 'E', 'x', 'i',  'f', 0, 0, 'M', 'M', 0, 42, 0,
        0,    0,    8, 0,  1,   1,   0x12, 0,   3, 0, 0,   0,   1, 0,  (unsigned char)orientation,
        0,    0,    0, 0,  0,   0};
    char *out = calloc(1, length + sizeof exif);
    memcpy(out, jpeg, 2);
    memcpy(out + 2, exif, sizeof exif);
    memcpy(out + 2 + sizeof exif, jpeg + 2, length - 2);
    const char *path = clip_write("turned.jpg", out, length + sizeof exif);
    free(out);
    free(jpeg);
    return path;
}

static void a_photograph_is_turned_as_its_exif_says(void **state)
{
    (void)state;
    for (int orientation = 1; orientation <= 8; orientation++) {
        struct medium *medium = clip_open(turned_jpeg(orientation), 64, 64, false);
        bool swaps = orientation >= 5;
        assert_int_equal(medium_info(medium)->shown.w, swaps ? 48 : 64);
        assert_int_equal(medium_info(medium)->shown.h, swaps ? 64 : 48);
        assert_int_equal(medium_picture(medium, 0, MEDIUM_WAIT), 0);
        // red is stored at the left: 2, 3 bring it to the right, 5, 6 to the top, 7, 8 to the
        // bottom
        bool red_first =
            orientation == 1 || orientation == 4 || orientation == 5 || orientation == 6;
        int far_x = swaps ? 24 : 58;
        int far_y = swaps ? 58 : 24;
        assert_clip_pixel(medium, swaps ? 24 : 5, swaps ? 5 : 24, red_first ? 0xfe0000 : 0x0000fe,
                          10);
        assert_clip_pixel(medium, far_x, far_y, red_first ? 0x0000fe : 0xfe0000, 10);
        medium_close(medium);
    }
}

static void a_phones_film_is_turned_upright(void **state)
{
    (void)state;
    // this release writes the tag counter-clockwise: 270 gives the matrix of a phone held upright
    const char *flat = clip_make("flat.mp4", HALVES " -pix_fmt yuv420p -c:v libx264");
    char *arguments = mem_format("-i %s -metadata:s:v rotate=270 -c copy", flat);
    struct medium *medium = clip_open(clip_make("phone.mp4", arguments), 64, 64, false);
    free(arguments);
    assert_int_equal(medium_info(medium)->shown.w, 48);
    assert_int_equal(medium_info(medium)->shown.h, 64);
    assert_int_equal(medium_picture(medium, 0, MEDIUM_WAIT), 0);
    assert_clip_pixel(medium, 24, 6, 0xfe0000, 12); // 90° clockwise: the left side becomes the top
    assert_clip_pixel(medium, 24, 58, 0x0000fe, 12);
    medium_close(medium);
}

static void pixels_that_are_not_square_are_stretched(void **state)
{
    (void)state;
    const char *path = clip_make("sar.mp4", HALVES " -vf setsar=2/1 -pix_fmt yuv420p -c:v libx264");
    struct medium *medium = clip_open(path, 128, 128, false);
    assert_int_equal(medium_info(medium)->shown.w, 128);
    assert_int_equal(medium_info(medium)->shown.h, 48);
    medium_close(medium);
}

struct pixel_case {
    const char *name, *arguments;
};

static void unusual_pixels_keep_their_colours(void **state)
{
    (void)state;
    static const struct pixel_case table[] = {
        {"odd.mp4", "-vf scale=63:47 -pix_fmt yuv444p -c:v libx264"},
        {"odd420.webm", "-vf scale=63:47 -pix_fmt yuv420p -c:v libvpx-vp9"},
        {"ten.mp4", "-pix_fmt yuv420p10le -c:v libx264"},
        {"ten.mkv", "-pix_fmt yuv420p10le -c:v libx265 -x265-params log-level=none"},
        {"422.mp4", "-pix_fmt yuv422p -c:v libx264"},
        {"full.mp4", "-vf scale=out_range=pc -pix_fmt yuvj420p -c:v libx264"},
        {"709.mp4", "-vf scale=out_color_matrix=bt709 -pix_fmt yuv420p -colorspace bt709 "
                    "-c:v libx264"},
        {"709full.mp4", "-vf scale=out_color_matrix=bt709:out_range=pc -pix_fmt yuvj420p "
                        "-colorspace bt709 -c:v libx264"},
        {"2020.mp4", "-vf scale=out_color_matrix=bt2020 -pix_fmt yuv420p10le -colorspace "
                     "bt2020nc -c:v libx264"},
        {"interlaced.ts", "-r 25 -pix_fmt yuv420p -flags +ildct+ilme -c:v mpeg2video -b:v 4M"},
    };
    static const int boxes[][2] = {{64, 48}, {128, 96}, {32, 24}, {63, 47}};
    for (size_t i = 0; i < sizeof table / sizeof *table; i++) {
        char *arguments = mem_format(HALVES " %s", table[i].arguments);
        const char *path = clip_make(table[i].name, arguments);
        free(arguments);
        for (size_t b = 0; b < sizeof boxes / sizeof *boxes; b++) {
            struct medium *medium = clip_open(path, boxes[b][0], boxes[b][1], false);
            assert_true(medium_picture(medium, 500000, MEDIUM_WAIT) >= 4);
            assert_clip_pixel(medium, 3, 10, 0xfe0000, 14);
            assert_clip_pixel(medium, boxes[b][0] - 5, 10, 0x0000fe, 14);
            medium_close(medium);
        }
    }
}

static void high_dynamic_range_becomes_an_ordinary_picture(void **state)
{
    (void)state;
    // PQ 58 % is reference white (203 nits): it must come out light grey to white, black stays
    // black
    const char *path = clip_make(
        "pq.mkv",
        "-f lavfi -i color=black:s=64x48:r=10:d=0.5,format=yuv420p10le,"
        "geq=lum=64+876*0.58*gte(X\\,32):cb=512:cr=512 -pix_fmt yuv420p10le -color_trc smpte2084 "
        "-color_primaries bt2020 -colorspace bt2020nc -c:v libx265 -x265-params "
        "log-level=none:transfer=smpte2084:colorprim=bt2020:colormatrix=bt2020nc");
    struct medium *medium = clip_open(path, 64, 48, false);
    assert_int_equal(medium_picture(medium, 0, MEDIUM_WAIT), 0);
    assert_clip_pixel(medium, 8, 24, 0x000000, 4);
    uint32_t white = clip_pixel(medium, 56, 24);
    assert_in_range(white & 0xff, 205, 250);
    assert_colour(white, (white & 0xff) * 0x010101, 3);
    medium_close(medium);
}

static void stamps_that_start_late_are_counted_from_the_first_picture(void **state)
{
    (void)state;
    const char *path =
        clip_make("late.ts", HALVES " -pix_fmt yuv420p -c:v libx264 -output_ts_offset "
                                    "100");
    struct medium *medium = clip_open(path, 64, 48, false);
    assert_int_equal(medium_picture(medium, 0, MEDIUM_WAIT), 0);
    assert_int_equal(medium_picture(medium, 150000, MEDIUM_WAIT), 1);
    assert_int_equal(last_picture(medium), 9);
    medium_close(medium);
}

// The first frame whose level is above that of silence.
static int first_loud(const float *sound, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (fabsf(sound[2 * i]) > 0.03f) {
            return (int)i;
        }
    }
    return -1;
}

static void sound_keeps_its_distance_to_the_pictures(void **state)
{
    (void)state;
    static const struct {
        const char *name, *arguments;
        int start_ms;
    } table[] = {
        {"after.mkv",
         HALVES " -itsoffset 0.3 " TONE " -pix_fmt yuv420p -c:v libx264 -c:a pcm_s16le", 300},
        {"with.mkv", HALVES " " TONE " -pix_fmt yuv420p -c:v libx264 -c:a pcm_s16le", 0},
    };
    float *sound = calloc(2 * 96000, sizeof *sound);
    for (size_t i = 0; i < sizeof table / sizeof *table; i++) {
        struct medium *medium =
            clip_open(clip_make(table[i].name, table[i].arguments), 64, 48, true);
        size_t count = medium_wait_sound(medium, sound, 40000);
        int start_ms = first_loud(sound, count) / 48;
        assert_in_range(start_ms, table[i].start_ms, table[i].start_ms + 8);
        medium_close(medium);
    }
    free(sound);
}

static void sound_before_the_first_picture_is_not_heard(void **state)
{
    (void)state;
    // 0.4 s of silence before the tone, pictures 0.4 s late: the tone starts with the pictures
    const char *path = clip_make("before.mkv", "-itsoffset 0.4 " HALVES " " TONE
                                               ",adelay=400 -pix_fmt yuv420p -c:v libx264 "
                                               "-c:a pcm_s16le");
    struct medium *medium = clip_open(path, 64, 48, true);
    float *sound = calloc(2 * 48000, sizeof *sound);
    size_t count = medium_wait_sound(medium, sound, 24000);
    assert_in_range(first_loud(sound, count), 0, 400);
    free(sound);
    medium_close(medium);
}

static void six_channels_are_mixed_to_two(void **state)
{
    (void)state;
    const char *path = clip_make("surround.mkv", HALVES
                                 " -f lavfi -i sine=frequency=440:sample_rate=48000:duration=1 "
                                 "-filter_complex [1:a]pan=5.1|FL=0*c0|FR=0*c0|FC=c0|LFE=0*c0|BL="
                                 "0*c0|BR=0*c0[a] -map 0:v -map [a] -pix_fmt yuv420p -c:v libx264 "
                                 "-c:a ac3");
    struct medium *medium = clip_open(path, 64, 48, true);
    float *sound = calloc(2 * 48000, sizeof *sound);
    size_t count = medium_wait_sound(medium, sound, 40000);
    double left = 0.0;
    double right = 0.0;
    for (size_t i = 10000; i < count; i++) {
        left += (double)sound[2 * i] * (double)sound[2 * i];
        right += (double)sound[2 * i + 1] * (double)sound[2 * i + 1];
    }
    assert_true(left > 1.0);
    assert_true(fabs(left - right) < 0.01 * left);
    free(sound);
    medium_close(medium);
}

static void pictures_of_varying_length_come_at_their_own_times(void **state)
{
    (void)state;
    // stamps n² × 10 ms: 0, 10, 40, 90, 160, 250, 360 … ms
    const char *path =
        clip_make("vfr.mkv", HALVES " -vf settb=1/1000,setpts=N*N*10 -vsync vfr "
                                    "-pix_fmt yuv420p -enc_time_base 1/1000 -c:v libx264 -bf 0");
    struct medium *medium = clip_open(path, 64, 48, false);
    for (int n = 0; n < 10; n++) {
        assert_int_equal(medium_picture(medium, n * n * 10000 + 1000, MEDIUM_WAIT), n);
        assert_int_equal(medium_picture(medium, (n + 1) * (n + 1) * 10000 - 1000, MEDIUM_WAIT), n);
    }
    medium_close(medium);
}

static void a_change_of_size_in_mid_stream_stays_in_the_same_rectangle(void **state)
{
    (void)state;
    const char *first =
        clip_make("first.ts", HALVES " -vf fps=25 -pix_fmt yuv420p -c:v mpeg2video");
    const char *second =
        clip_make("second.ts", HALVES " -vf scale=96:96,setsar=1,fps=25 -pix_fmt yuv420p -c:v "
                                      "mpeg2video");
    size_t first_length = 0;
    size_t second_length = 0;
    char *a = clip_read(first, &first_length);
    char *b = clip_read(second, &second_length);
    a = mem_resize(a, first_length + second_length, 1);
    memcpy(a + first_length, b, second_length);
    struct medium *medium =
        clip_open(clip_write("change.ts", a, first_length + second_length), 64, 48, false);
    free(a);
    free(b);
    assert_int_equal(medium_info(medium)->shown.w, 64);
    assert_int_equal(medium_picture(medium, 500000, MEDIUM_WAIT), 12);
    assert_clip_pixel(medium, 3, 24, 0xfe0000, 14);
    assert_true(medium_picture(medium, 1600000, MEDIUM_WAIT) > 30);
    assert_int_equal(medium_info(medium)->shown.w, 64);
    assert_clip_pixel(medium, 2, 24, 0x000000, 4); // square now: bars at both sides
    assert_clip_pixel(medium, 16, 24, 0xfe0000, 14);
    assert_clip_pixel(medium, 48, 24, 0x0000fe, 14);
    medium_close(medium);
}

static void a_film_of_one_picture_lasts_as_long_as_it_says(void **state)
{
    (void)state;
    const char *path =
        clip_make("one.mp4", "-f lavfi -i color=red:s=64x48:r=1:d=1 -pix_fmt yuv420p "
                             "-c:v libx264");
    struct medium *medium = clip_open(path, 64, 48, false);
    assert_false(medium_info(medium)->is_still);
    assert_int_equal(last_picture(medium), 0);
    int64_t length_us = 0;
    assert_false(medium_is_over(medium, 990000, NULL));
    assert_true(medium_is_over(medium, 1000000, &length_us));
    assert_int_equal(length_us, 1000000);
    medium_close(medium);
}

static void sound_that_nobody_takes_holds_nothing_up(void **state)
{
    (void)state;
    const char *path =
        clip_make("unheard.mkv", "-f lavfi -i color=red:s=64x48:r=10:d=6 -f lavfi -i "
                                 "sine=duration=6 -pix_fmt yuv420p -c:v libx264 -c:a pcm_s16le");
    struct medium *medium = clip_open(path, 64, 48, true);
    for (int n = 0; n < 60; n++) {
        assert_int_equal(medium_picture(medium, n * 100000, MEDIUM_WAIT), n);
        assert_false(medium_is_over(medium, n * 100000, NULL));
    }
    medium_picture(medium, 6100000, MEDIUM_WAIT);
    bool is_over = false; // the decoder still has to see that its last sound passed by
    for (long tries = 0; !is_over && tries < 100000000L; tries++) {
        is_over = medium_is_over(medium, 6100000, NULL);
    }
    assert_true(is_over);
    assert_string_equal(medium_damage(medium), "");
    medium_close(medium);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_promised_codec_and_container_is_played),
        cmocka_unit_test(every_promised_sound_file_is_heard_in_full),
        cmocka_unit_test(pictures_of_every_promised_format_are_shown),
        cmocka_unit_test(a_photograph_is_turned_as_its_exif_says),
        cmocka_unit_test(a_phones_film_is_turned_upright),
        cmocka_unit_test(pixels_that_are_not_square_are_stretched),
        cmocka_unit_test(unusual_pixels_keep_their_colours),
        cmocka_unit_test(high_dynamic_range_becomes_an_ordinary_picture),
        cmocka_unit_test(stamps_that_start_late_are_counted_from_the_first_picture),
        cmocka_unit_test(sound_keeps_its_distance_to_the_pictures),
        cmocka_unit_test(sound_before_the_first_picture_is_not_heard),
        cmocka_unit_test(six_channels_are_mixed_to_two),
        cmocka_unit_test(pictures_of_varying_length_come_at_their_own_times),
        cmocka_unit_test(a_change_of_size_in_mid_stream_stays_in_the_same_rectangle),
        cmocka_unit_test(a_film_of_one_picture_lasts_as_long_as_it_says),
        cmocka_unit_test(sound_that_nobody_takes_holds_nothing_up),
    };
    return cmocka_run_group_tests(tests, clips_set_up, clips_tear_down);
}
