// GIFs, as ffmpeg sees them.
#include "films.h"

#include "base/file.h"
#include "screen/frame.h"
#include "support/random.h"

static const struct size small = {64, 48};

// Both passes of `frames` frames; a bar of light moves `step` pixels in each, over `ground`.
static int64_t record_bar(const char *path, int rate_mhz, int frames, int step,
                          const SDL_Surface *ground)
{
    struct format format = film_format(path, NULL);
    struct recording *film = film_open(path, &format, small, rate_mhz, false);
    assert_int_equal(recording_passes(film), 2);
    struct error err = {0};
    for (int pass = 1; pass <= 2; pass++) {
        SDL_Surface *picture = frame_new(small);
        for (int frame = 0; frame < frames; frame++) {
            int old = (frame - 1) * step, now = frame * step;
            SDL_BlitSurface((SDL_Surface *)(uintptr_t)ground, NULL, picture, NULL);
            frame_fill_rect(picture, (struct rect){now % 60, 10, 4, 9},
                            (struct colour){255, 210, 0, 255});
            const struct rect changed[] = {{old % 60, 10, 4, 9}, {now % 60, 10, 4, 9}};
            assert_true(recording_add_picture(film, picture, changed, step == 0 ? 0 : 2, &err));
        }
        frame_free(picture);
        assert_true(pass == 2 || recording_next_pass(film, &err));
    }
    return film_finish(film);
}

static SDL_Surface *plain_ground(void)
{
    SDL_Surface *ground = frame_new(small);
    frame_fill(ground, (struct colour){200, 16, 32, 255});
    return ground;
}

static void few_colours_come_back_as_they_were(void **state)
{
    (void)state;
    struct made made = film_make("a.gif");
    SDL_Surface *ground = plain_ground();
    record_bar(made.path, 10000, 10, 3, ground);
    film_folder_holds(made.folder, "a.gif");
    int frames;
    uint8_t *pictures = film_pictures(made.path, small, &frames);
    assert_int_equal(frames, 10);
    for (int frame = 0; frame < frames; frame++) {
        for (int x = 0; x < 64; x++) {
            bool is_bar = x >= frame * 3 && x < frame * 3 + 4;
            film_pixel_is(pictures, small, frame, x, 12, is_bar ? 0xFFD200 : 0xC81020, 0);
        }
    }
    free(pictures);
    frame_free(ground);
    film_unmake(&made);
}

// Shades that are missing are made of dots: the mean of a neighbourhood is near, and what stays
// still stays exactly still.
static void many_colours_are_near_and_do_not_swim(void **state)
{
    (void)state;
    struct made made = film_make("a.gif");
    SDL_Surface *ground = frame_new(small);
    uint64_t seed = 5;
    for (int i = 0; i < 64 * 48; i++) {
        uint32_t grain = (uint32_t)random_below(&seed, 8);
        ((uint32_t *)ground->pixels)[i] =
            (uint32_t)(i % 64 * 4) << 16 | (uint32_t)(i / 64 * 5) << 8 | (128 + grain);
    }
    record_bar(made.path, 10000, 8, 3, ground);
    int frames;
    uint8_t *pictures = film_pictures(made.path, small, &frames);
    assert_int_equal(frames, 8);
    for (int y = 24; y < 48; y += 8) {
        for (int x = 0; x < 64; x += 8) {
            int sum[3] = {0}, want[3] = {0};
            for (int i = 0; i < 64; i++) {
                int at = (y + i / 8) * 64 + x + i % 8;
                for (int j = 0; j < 3; j++) {
                    sum[j] += pictures[at * 3 + j];
                    want[j] += (int)(((uint32_t *)ground->pixels)[at] >> (16 - 8 * j) & 0xFF);
                }
            }
            for (int j = 0; j < 3; j++) {
                assert_in_range(sum[j] / 64, want[j] / 64 - 6, want[j] / 64 + 6);
            }
        }
    }
    size_t whole = 64 * 48 * 3, below = 20 * 64 * 3; // under the bar
    for (int frame = 1; frame < frames; frame++) {
        assert_memory_equal(pictures + whole * (size_t)frame + below, pictures + below,
                            whole - below);
    }
    free(pictures);
    frame_free(ground);
    film_unmake(&made);
}

// "2 3 2 …": how long each picture is seen, in 1/100 s, from the file itself. Source: GIF89a, 23.
static char *delays_of(const char *path)
{
    char *bytes;
    size_t length;
    struct error err = {0};
    assert_true(file_read(path, 64 << 20, &bytes, &length, &err));
    char *text = calloc(length, 1);
    for (size_t i = 0; i + 8 < length; i++) {
        static const char control[] = {0x21, (char)0xF9, 4};
        if (memcmp(bytes + i, control, 3) == 0 && bytes[i + 7] == 0) {
            int delay = (uint8_t)bytes[i + 4] | (uint8_t)bytes[i + 5] << 8;
            sprintf(text + strlen(text), "%s%d", text[0] == '\0' ? "" : " ", delay);
        }
    }
    assert_non_null(memmem(bytes, length, "NETSCAPE2.0\3\1\0\0", 15)); // without an end
    free(bytes);
    return text;
}

static void delays_are_rounded_and_never_drift(void **state)
{
    (void)state;
    static const struct {
        int rate_mhz, frames, step;
        const char *delays;
    } table[] = {
        {10000, 4, 3, "10 10 10 10"}, {30000, 7, 3, "3 4 3 3 4 3 3"}, // 23 of 23.3
        {48000, 6, 3, "2 2 2 2 2 3"},                                 // 13 of 12.5
        {50000, 4, 3, "2 2 2 2"},                                     // as fast as it gets
        {60000, 6, 3, "3 4 3"},                                       // every other one
        {25000, 5, 0, "20"},                                          // one picture that stays
    };
    for (size_t i = 0; i < sizeof table / sizeof table[0]; i++) {
        struct made made = film_make("a.gif");
        SDL_Surface *ground = plain_ground();
        record_bar(made.path, table[i].rate_mhz, table[i].frames, table[i].step, ground);
        char *delays = delays_of(made.path);
        assert_string_equal(delays, table[i].delays);
        free(delays);
        frame_free(ground);
        film_unmake(&made);
    }
}

static void a_rate_that_is_not_shown_is_said(void **state)
{
    (void)state;
    struct made made = film_make("a.gif");
    struct format format = film_format(made.path, NULL);
    struct recording *film = film_open(made.path, &format, small, 60000, false);
    assert_non_null(strstr(recording_note(film), "one of 2 is kept, 30 a second"));
    recording_close(film);
    film = film_open(made.path, &format, small, 50000, false);
    assert_null(recording_note(film));
    recording_close(film);
    const struct recording_wish wish = {made.path, &format, small, 25000, 1000000, true};
    struct error err = {0};
    assert_null(recording_open(&wish, &err));
    assert_non_null(strstr(err.text, "GIF has no sound"));
    film_folder_holds(made.folder, "");
    film_unmake(&made);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(few_colours_come_back_as_they_were),
        cmocka_unit_test(many_colours_are_near_and_do_not_swim),
        cmocka_unit_test(delays_are_rounded_and_never_drift),
        cmocka_unit_test(a_rate_that_is_not_shown_is_said),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
