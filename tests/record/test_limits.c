// What players of a film can bear: profile, level, bits and bytes, key frames; and what a recording
// is whatever it is made of: as long as its pictures, the same for the same pictures.
#include "films.h"

#include "base/file.h"
#include "base/mem.h"
#include "record/budget.h"
#include "screen/frame.h"
#include "support/random.h"

#include <malloc.h>
#include <sys/stat.h>

static const struct size small = {64, 48};
static const struct rect everything = {0, 0, 64, 48};

static void fill_with_noise(SDL_Surface *picture, uint64_t *seed)
{
    for (int y = 0; y < picture->h; y++) {
        uint32_t *row = (uint32_t *)(void *)((uint8_t *)picture->pixels + y * picture->pitch);
        for (int x = 0; x < picture->w; x++) {
            row[x] = (uint32_t)random_next(seed);
        }
    }
}

// Noise to be seen (new in every frame) and heard, for `frames` frames at 25 a second.
static int64_t record_noise(const char *path, const struct format *format, struct size size,
                            int frames, bool has_sound)
{
    const struct recording_wish wish = {path,     format, size, 25000, frames * INT64_C(40000),
                                        has_sound};
    struct error err = {0};
    struct recording *film = recording_open(&wish, &err);
    if (film == NULL) {
        fail_msg("%s", err.text);
    }
    SDL_Surface *picture = frame_new(size);
    uint64_t seed = 11;
    for (int frame = 0; frame < frames; frame++) {
        fill_with_noise(picture, &seed);
        film_add(film, picture, (struct rect){0, 0, size.w, size.h});
        float sound[1920 * 2];
        for (int i = 0; i < 1920 * 2; i++) {
            sound[i] = (float)random_below(&seed, 2001) / 1000.0f - 1;
        }
        assert_true(!has_sound || recording_add_sound(film, sound, 1920, &err));
    }
    frame_free(picture);
    return film_finish(film);
}

static int64_t length_of(const char *path)
{
    struct stat about;
    assert_int_equal(stat(path, &about), 0);
    return about.st_size;
}

static void a_profile_and_a_level_are_what_the_stream_says(void **state)
{
    (void)state;
    static const struct {
        const char *codec, *profile;
        int level;
        const char *says, *level_says, *has_b;
    } table[] = {
        {"h264", "baseline", 31, "Constrained Baseline", "31", "0"},
        {"h264", "main", 40, "Main", "40", "2"},
        {"h264", "high", 42, "High", "42", "2"},
        {"hevc", "main", 41, "Main", "123", "2"},
    };
    for (size_t i = 0; i < sizeof table / sizeof table[0]; i++) {
        struct made made = film_make("a.mp4");
        struct format format = film_format(made.path, table[i].codec);
        format.preset = "veryslow"; // looks back 16 pictures, where it may
        format.profile = table[i].profile;
        format.level = table[i].level;
        record_noise(made.path, &format, small, 30, false);
        film_is(made.path, "v", "profile", table[i].says);
        film_is(made.path, "v", "level", table[i].level_says);
        film_is(made.path, "v", "has_b_frames", table[i].has_b);
        if (i == 3) {
            film_is(made.path, "v", "codec_tag_string", "hvc1");
        }
        film_unmake(&made);
    }
}

static void the_slowest_preset_looks_back_no_further_than_the_level_allows(void **state)
{
    (void)state;
    struct made made = film_make("a.mp4");
    struct format format = film_format(made.path, "h264");
    format.preset = "veryslow";
    format.level = 31;
    record_noise(made.path, &format, (struct size){1280, 720}, 2, false);
    char *says = film_say("ffmpeg -nostdin -i '%s' -c copy -bsf:v trace_headers -f null - 2>&1 | "
                          "awk '/max_num_ref_frames/ { print $NF; exit }'",
                          made.path);
    assert_string_equal(says, "5"); // of 3600 blocks 18000 / 3600. Source: H.264 table A-1
    free(says);
    film_unmake(&made);
}

static void a_film_that_is_too_long_is_told_how_long_it_may_be(void **state)
{
    (void)state;
    const struct format format = {.codec = CODEC_H264, .crf = -1, .most_bytes = 19500000};
    struct budget budget;
    struct error err = {0};
    const int64_t second_us = 1000000;
    assert_false(budget_make(&budget, &format, 7200 * second_us, 7200 * 30, true, &err));
    const char *most = strstr(err.text, "at most ");
    assert_non_null(most);
    long seconds = strtol(most + strlen("at most "), NULL, 10);
    assert_in_range(seconds, 1000, 3000);
    assert_true(budget_make(&budget, &format, seconds * second_us, seconds * 30, true, &err));
    assert_false(
        budget_make(&budget, &format, (seconds + 2) * second_us, (seconds + 2) * 30, true, &err));
}

static void what_is_beyond_a_limit_is_refused_before_anything_is_written(void **state)
{
    (void)state;
    static const struct {
        struct format format;
        struct size size;
        int rate_mhz;
        int64_t length_us;
        const char *said;
    } table[] = {
        {{.level = 40, .crf = -1}, {1920, 1080}, 60000, 1, "needs level 4.2"},
        {{.crf = -1, .preset = "medum"}, {64, 48}, 25000, 1, "(medium?)"},
        {{.crf = 77}, {64, 48}, 25000, 1, "crf 77"},
        {{.crf = -1, .most_bytes = 20000000},
         {64, 48},
         25000,
         INT64_C(36000000000),
         "36000 seconds do not go into 20.0 MB"},
        {{.crf = -1}, {0, 48}, 25000, 1, "1 to 16384 pixels a side"},
        {{.crf = -1}, {64, 16385}, 25000, 1, "1 to 16384 pixels a side"},
        {{.crf = -1}, {64, 48}, 0, 1, "frames a second"},
        {{.crf = -1}, {64, 48}, 2000000, 1, "frames a second"},
    };
    struct made made = film_make("a.mp4");
    for (size_t i = 0; i < sizeof table / sizeof table[0]; i++) {
        struct format format = table[i].format;
        format.codec = CODEC_H264;
        format.muxer = "mp4";
        const struct recording_wish wish = {
            made.path, &format, table[i].size, table[i].rate_mhz, table[i].length_us, true};
        struct error err = {0};
        assert_null(recording_open(&wish, &err));
        assert_int_equal(err.code, ERROR_CONFIG);
        if (strstr(err.text, table[i].said) == NULL) {
            fail_msg("“%s” does not say “%s”", err.text, table[i].said);
        }
    }
    film_folder_holds(made.folder, "");
    film_unmake(&made);
}

static void a_film_of_pure_noise_keeps_to_its_bytes(void **state)
{
    (void)state;
    static const struct {
        const char *name, *codec, *profile;
        int64_t most;
        bool has_sound;
    } table[] = {
        {"a.mp4", "h264", "baseline", 600000, true},
        {"b.mp4", "h264", NULL, 1500000, true},
        {"c.mp4", "hevc", NULL, 600000, false},
        {"d.mkv", "h264", NULL, 600000, true},
    };
    for (size_t i = 0; i < sizeof table / sizeof table[0]; i++) {
        struct made made = film_make(table[i].name);
        struct format format = film_format(made.path, table[i].codec);
        format.profile = table[i].profile;
        format.most_bytes = table[i].most;
        int64_t bytes =
            record_noise(made.path, &format, (struct size){160, 120}, 250, table[i].has_sound);
        assert_int_equal(bytes, length_of(made.path));
        assert_in_range(bytes, table[i].most / 2, table[i].most); // and makes use of them
        film_unmake(&made);
    }
}

static void a_film_that_comes_out_too_large_is_not_kept(void **state)
{
    (void)state;
    struct made made = film_make("a.gif"); // nothing but its size decides about a GIF's bytes
    struct format format = film_format(made.path, NULL);
    format.most_bytes = 30000;
    struct recording *film = film_open(made.path, &format, small, 25000, false);
    SDL_Surface *picture = frame_new(small);
    struct error err = {0};
    for (int pass = 1; pass <= 2; pass++) {
        uint64_t seed = 1;
        for (int frame = 0; frame < 20; frame++) {
            fill_with_noise(picture, &seed);
            film_add(film, picture, everything);
        }
        assert_true(pass == 2 || recording_next_pass(film, &err));
    }
    assert_false(recording_finish(film, NULL, &err));
    assert_int_equal(err.code, ERROR_CONFIG);
    assert_non_null(strstr(err.text, " kB, and 30 kB are allowed"));
    recording_close(film);
    film_folder_holds(made.folder, "");
    frame_free(picture);
    film_unmake(&made);
}

static void no_second_has_more_bits_than_it_may(void **state)
{
    (void)state;
    struct made made = film_make("a.mp4");
    struct format format = film_format(made.path, "h264");
    format.most_bit_s = 400000;
    record_noise(made.path, &format, (struct size){160, 120}, 250, false);
    char *bits = film_say("ffprobe -v error -show_entries packet=size -of default=nw=1:nk=1 '%s' | "
                          "awk '{ s[int((NR - 1) / 25)] += $1 * 8 } END { for (i in s) "
                          "if (i > 0 && s[i] > max) max = s[i]; print max }'",
                          made.path);
    assert_in_range(atoi(bits), 300000, 440000); // after the first, which a full buffer begins
    free(bits);
    film_unmake(&made);
}

static void a_key_frame_comes_as_often_as_is_wished(void **state)
{
    (void)state;
    static const char *const names[] = {"a.mp4", "a.webm", "a.mkv"};
    for (size_t i = 0; i < 3; i++) {
        struct made made = film_make(names[i]);
        struct format format = film_format(made.path, i == 2 ? "hevc" : NULL);
        format.key_every_s = 2;
        struct recording *film = film_open(made.path, &format, small, 10000, false);
        SDL_Surface *picture = frame_new(small);
        film_add(film, picture, everything);
        for (int frame = 1; frame < 70; frame++) {
            film_add_same(film, picture);
        }
        film_finish(film);
        frame_free(picture);
        char *keys = film_say("ffprobe -v error -show_entries packet=pts_time,flags -of csv=p=0 "
                              "'%s' | sed -n 's/,K.*//p' | tr '\\n' ' '",
                              made.path);
        double before = 0, at;
        int count = 0;
        for (char *next = keys, *end; at = strtod(next, &end), end != next; next = end) {
            assert_true(at - before <= 2.001);
            before = at;
            count++;
        }
        assert_in_range(count, 4, 5);
        free(keys);
        film_unmake(&made);
    }
}

// --- whatever it is made of --------------------------------------------------------------------

static void the_same_pictures_make_the_same_film(void **state)
{
    (void)state;
    static const char *const names[] = {"a.mp4", "b.webm", "c.mkv"};
    for (size_t i = 0; i < 3; i++) {
        struct made made = film_make(names[i]);
        char *other = mem_format("%s/z%s", made.folder, names[i]);
        struct format format = film_format(made.path, NULL);
        record_noise(made.path, &format, small, 40, true);
        record_noise(other, &format, small, 40, true);
        free(film_say("cmp '%s' '%s'", made.path, other));
        free(other);
        film_unmake(&made);
    }
}

static void an_odd_size_is_made_even_and_that_is_said(void **state)
{
    (void)state;
    static const struct {
        struct size size, want;
    } table[] = {{{65, 47}, {66, 48}}, {{1, 1}, {2, 2}}, {{321, 16}, {322, 16}}};
    for (size_t i = 0; i < sizeof table / sizeof table[0]; i++) {
        struct made made = film_make("a.mp4");
        struct format format = film_format(made.path, NULL);
        format.crf = 4;
        struct size size = table[i].size, want = table[i].want;
        struct recording *film = film_open(made.path, &format, size, 25000, false);
        char *says = mem_format("it is made %d × %d", want.w, want.h);
        assert_non_null(strstr(recording_note(film), says));
        SDL_Surface *picture = frame_new(size);
        frame_fill(picture, (struct colour){255, 255, 255, 255});
        film_add(film, picture, (struct rect){0, 0, size.w, size.h});
        film_finish(film);
        int frames;
        uint8_t *pictures = film_pictures(made.path, want, &frames);
        assert_int_equal(frames, 1);
        film_pixel_is(pictures, want, 0, want.w - 1, want.h - 1, 0xFFFFFF, 0); // no dark edge
        free(pictures);
        free(says);
        frame_free(picture);
        film_unmake(&made);
    }
}

// Only what is said to have changed is looked at, whole blocks of 2 × 2 of it.
static void only_what_has_changed_is_looked_at(void **state)
{
    (void)state;
    struct made made = film_make("a.mp4");
    struct format format = film_format(made.path, NULL);
    format.crf = 4;
    struct recording *film = film_open(made.path, &format, small, 25000, false);
    SDL_Surface *picture = frame_new(small);
    film_add(film, picture, everything);
    frame_fill(picture, (struct colour){255, 255, 255, 255});
    film_add(film, picture, (struct rect){21, 13, 17, 9});
    film_add_same(film, picture);
    film_finish(film);
    int frames;
    uint8_t *pictures = film_pictures(made.path, small, &frames);
    assert_int_equal(frames, 3);
    for (int frame = 1; frame < 3; frame++) {
        for (int y = 0; y < 48; y++) {
            for (int x = 0; x < 64; x++) {
                bool is_in = x >= 20 && x < 38 && y >= 12 && y < 22;
                film_pixel_is(pictures, small, frame, x, y, is_in ? 0xFFFFFF : 0, 24);
            }
        }
    }
    free(pictures);
    frame_free(picture);
    film_unmake(&made);
}

static void one_that_was_cut_short_plays_and_its_sound_is_as_long(void **state)
{
    (void)state;
    static const char *const names[] = {"a.mp4", "a.webm", "a.mkv", "a.mov"};
    for (int with_sound = 0; with_sound < 3; with_sound++) { // none, too little, too much
        for (size_t i = 0; i < 4; i++) {
            struct made made = film_make(names[i]);
            struct format format = film_format(made.path, NULL);
            struct recording *film = film_open(made.path, &format, small, 25000, true);
            SDL_Surface *picture = frame_new(small);
            struct error err = {0};
            static float sound[48000 * 2];
            for (int j = 0; j < 48000 * 2; j++) {
                sound[j] = j / 48 % 2 == 0 ? 0.5f : -0.5f; // 1 kHz
            }
            size_t count = with_sound == 0 ? 0 : with_sound == 1 ? 500 : 48000;
            assert_true(recording_add_sound(film, sound, count, &err));
            for (int frame = 0; frame < 3; frame++) {
                film_add(film, picture, everything);
            }
            film_finish(film);
            frame_free(picture);
            int frames;
            free(film_pictures(made.path, small, &frames));
            assert_int_equal(frames, 3);
            int64_t heard;
            float *got = film_sound(made.path, &heard);
            assert_in_range(heard, 5760, 5760 + 1024); // 3 / 25 s
            float loudest = 0;
            for (int64_t j = 3000; j < 5000; j++) {
                loudest = got[2 * j] > loudest ? got[2 * j] : loudest;
            }
            assert_true(with_sound == 2 ? loudest > 0.4f : loudest < 0.1f);
            free(got);
            film_unmake(&made);
        }
    }
}

// --- memory ------------------------------------------------------------------------------------

size_t __sanitizer_get_current_allocated_bytes(void) __attribute__((weak));

static size_t allocated(void)
{
    return __sanitizer_get_current_allocated_bytes != NULL
               ? __sanitizer_get_current_allocated_bytes()
               : mallinfo2().uordblks + mallinfo2().hblkhd;
}

// A picture in any queue for each of those 200 frames would be 46 MB; the index of an .mp4 has some
// dozen bytes of each. Seen to fail without AV_BUFFERSRC_FLAG_PUSH (record/palette.c).
static void memory_does_not_grow_with_the_length(void **state)
{
    (void)state;
    static const char *const names[] = {"a.mp4", "a.mkv", "a.gif", "a/"};
    const struct size size = {320, 180};
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        struct made made = film_make(names[i]);
        struct format format = film_format(made.path, NULL);
        bool has_sound = format_has_sound(&format);
        struct recording *film = film_open(made.path, &format, size, 25000, has_sound);
        SDL_Surface *picture = frame_new(size);
        struct error err = {0};
        for (int pass = 1; pass <= recording_passes(film); pass++) {
            size_t early = 0;
            for (int frame = 0; frame < 350; frame++) {
                frame_fill(picture, (struct colour){(uint8_t)(frame % 200), 0, 99, 255});
                film_add(film, picture, (struct rect){0, 0, 320, 180});
                static float sound[1920 * 2];
                assert_true(!has_sound || recording_add_sound(film, sound, 1920, &err));
                early = frame == 150 ? allocated() : early;
            }
            assert_in_range(allocated(), 0, early + 400000);
            assert_true(pass == recording_passes(film) || recording_next_pass(film, &err));
        }
        film_finish(film);
        frame_free(picture);
        film_unmake(&made);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_profile_and_a_level_are_what_the_stream_says),
        cmocka_unit_test(the_slowest_preset_looks_back_no_further_than_the_level_allows),
        cmocka_unit_test(a_film_that_is_too_long_is_told_how_long_it_may_be),
        cmocka_unit_test(what_is_beyond_a_limit_is_refused_before_anything_is_written),
        cmocka_unit_test(a_film_of_pure_noise_keeps_to_its_bytes),
        cmocka_unit_test(a_film_that_comes_out_too_large_is_not_kept),
        cmocka_unit_test(no_second_has_more_bits_than_it_may),
        cmocka_unit_test(a_key_frame_comes_as_often_as_is_wished),
        cmocka_unit_test(the_same_pictures_make_the_same_film),
        cmocka_unit_test(an_odd_size_is_made_even_and_that_is_said),
        cmocka_unit_test(only_what_has_changed_is_looked_at),
        cmocka_unit_test(one_that_was_cut_short_plays_and_its_sound_is_as_long),
        cmocka_unit_test(memory_does_not_grow_with_the_length),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
