// Decoders that die, hang or lie, and files that are cut, damaged or disguised: each costs its own
// medium and nothing else.
#include "clips.h"

#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/file.h"
#include "base/mem.h"

#define FILM                                                                                       \
    "-f lavfi -i testsrc=s=64x48:r=25:d=2 -f lavfi -i sine=duration=2 -pix_fmt yuv420p "           \
    "-c:v libx264 -g 10 -c:a aac"
#define LONG_FILM                                                                                  \
    "-f lavfi -i testsrc=s=64x48:r=25:d=20 -pix_fmt yuv420p -c:v libx264 -preset ultrafast"

// The decoder that was started last: the youngest child of this process.
static pid_t youngest_child(void)
{
    char path[64];
    snprintf(path, sizeof path, "/proc/self/task/%d/children", getpid());
    FILE *file = fopen(path, "r");
    assert_non_null(file);
    int child = 0;
    for (int pid = 0; fscanf(file, "%d", &pid) == 1;) {
        child = pid;
    }
    fclose(file);
    assert_true(child > 0);
    return child;
}

static void assert_says(const char *sentence, const char *want)
{
    if (strstr(sentence, want) == NULL) {
        fail_msg("\"%s\" does not say \"%s\"", sentence, want);
    }
}

static void a_killed_decoder_ends_its_medium_and_says_so(void **state)
{
    (void)state;
    struct medium *medium = clip_open(clip_make("long.mp4", LONG_FILM), 64, 48, false);
    assert_int_equal(medium_picture(medium, 0, MEDIUM_WAIT), 0);
    pid_t child = youngest_child();
    kill(child, SIGKILL);
    siginfo_t about;
    assert_int_equal(waitid(P_PID, (id_t)child, &about, WEXITED | WNOWAIT), 0);
    int64_t last = medium_picture(medium, 15000000, MEDIUM_WAIT);
    assert_in_range(last, 1, 20); // what was in the ring can still be shown
    int64_t length_us = 0;
    assert_true(medium_is_over(medium, 15000000, &length_us));
    assert_in_range(length_us, 40000, 1000000);
    assert_says(medium_damage(medium), "signal 9");
    medium_close(medium);
}

static void a_stopped_decoder_shows_as_lag_and_can_be_given_up(void **state)
{
    (void)state;
    struct medium *medium = clip_open(clip_make("long.mp4", LONG_FILM), 64, 48, false);
    pid_t child = youngest_child();
    kill(child, SIGSTOP);
    int64_t last = medium_picture(medium, 15000000, MEDIUM_LATEST);
    assert_in_range(last, 0, 20);
    assert_in_range(medium_lag_us(medium, 15000000), 13000000, 15000000);
    assert_false(medium_is_over(medium, 15000000, NULL));
    medium_give_up(medium, "no picture for two seconds");
    assert_true(medium_is_over(medium, 15000000, NULL));
    assert_string_equal(medium_damage(medium), "no picture for two seconds");
    medium_close(medium);
    medium_reap_all();
    assert_int_equal(kill(child, 0), -1);
}

static void a_decoder_that_never_answers_is_not_waited_for_longer_than_patience(void **state)
{
    (void)state;
    const char *path = clip_make("long.mp4", LONG_FILM);
    struct error err = {0};
    struct medium_wish wish = {.box = {64, 48}, .fit = FIT_CONTAIN, .patience_ms = 50};
    struct medium *medium = medium_open(path, &wish, &err);
    assert_non_null(medium);
    kill(youngest_child(), SIGSTOP);
    int64_t last = medium_picture(medium, 15000000, MEDIUM_WAIT);
    assert_in_range(last + 1, 0, 20);
    assert_says(medium_damage(medium), "did nothing for too long");
    medium_close(medium);
}

static void closing_never_waits_and_leaves_no_process_behind(void **state)
{
    (void)state;
    const char *path = clip_make("long.mp4", LONG_FILM);
    pid_t children[5];
    for (int i = 0; i < 5; i++) {
        struct error err = {0};
        struct medium_wish wish = {.box = {64, 48}, .fit = FIT_CONTAIN};
        struct medium *medium = medium_open(path, &wish, &err);
        assert_non_null(medium);
        children[i] = youngest_child();
        kill(children[i], SIGSTOP);
        medium_close(medium);
    }
    medium_reap_all();
    for (int i = 0; i < 5; i++) {
        assert_int_equal(kill(children[i], 0), -1);
    }
}

static void a_missing_decoder_program_is_said(void **state)
{
    (void)state;
    const char *path = clip_make("long.mp4", LONG_FILM);
    setenv("XIAOLABA_DECODE", "/nowhere/xiaolaba-decode", 1);
    struct error err = {0};
    struct medium_wish wish = {.box = {64, 48}, .fit = FIT_CONTAIN};
    assert_null(medium_open(path, &wish, &err));
    assert_non_null(strstr(err.text, "/nowhere/xiaolaba-decode"));
    setenv("XIAOLABA_DECODE", TEST_DECODE, 1);
}

static void a_cut_off_film_is_shown_as_far_as_it_goes(void **state)
{
    (void)state;
    char *arguments = mem_format("%s -movflags +faststart", FILM);
    size_t length = 0;
    char *bytes = clip_read(clip_make("whole.mp4", arguments), &length);
    free(arguments);
    struct medium *medium = clip_open(clip_write("cut.mp4", bytes, length / 2), 64, 48, false);
    free(bytes);
    int64_t last = medium_picture(medium, 3600000000, MEDIUM_WAIT);
    assert_in_range(last, 5, 45);
    int64_t length_us = 0;
    assert_true(medium_is_over(medium, 3600000000, &length_us));
    assert_in_range(length_us, 200000, 1900000);
    assert_says(medium_damage(medium), "ends after");
    medium_close(medium);
}

static void a_damaged_film_plays_on_and_says_so(void **state)
{
    (void)state;
    size_t length = 0;
    char *bytes = clip_read(clip_make("whole.ts", FILM), &length);
    for (size_t i = length / 3; i < length / 3 + 3000; i++) {
        bytes[i] = (char)(i * 37);
    }
    struct medium *medium = clip_open(clip_write("damaged.ts", bytes, length), 64, 48, false);
    free(bytes);
    assert_in_range(medium_picture(medium, 3600000000, MEDIUM_WAIT), 20, 60);
    assert_true(medium_is_over(medium, 3600000000, NULL));
    assert_string_not_equal(medium_damage(medium), "");
    medium_close(medium);
}

static void a_file_that_vanishes_plays_to_its_end(void **state)
{
    (void)state;
    const char *path = clip_make("vanishing.mp4", FILM);
    struct medium *medium = clip_open(path, 64, 48, false);
    assert_int_equal(unlink(path), 0);
    assert_int_equal(medium_picture(medium, 3600000000, MEDIUM_WAIT), 49);
    medium_close(medium);
}

static void text_that_names_other_files_is_refused(void **state)
{
    (void)state;
    const char *film = clip_make("target.ts", LONG_FILM);
    enum { LISTS = 5 };
    char *texts[] = {
        mem_format("#EXTM3U\n#EXT-X-TARGETDURATION:20\n#EXTINF:20,\nfile://%s\n#EXT-X-ENDLIST\n",
                   film),
        mem_format("ffconcat version 1.0\nfile '%s'\n", film),
        mem_format("<?xml version=\"1.0\"?><svg xmlns=\"http://www.w3.org/2000/svg\"><image "
                   "href=\"%s\"/></svg>",
                   film),
        mem_format("[playlist]\nFile1=%s\n", film),
        mem_format("\xef\xbb\xbf#EXTM3U\n%s\n", film),
        mem_copy(""),
        mem_copy("not a film at all"),
    };
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        const char *path = clip_write("disguised.mp4", texts[i], strlen(texts[i]));
        struct medium *medium = clip_try(path, 64, 48, true);
        assert_int_equal(medium_state(medium), MEDIUM_FAILED);
        assert_says(medium_error(medium), i < LISTS ? "names other files" : "not a film, picture");
        assert_int_equal(medium_picture(medium, 0, MEDIUM_WAIT), -1);
        assert_true(medium_is_over(medium, 0, NULL));
        medium_close(medium);
        free(texts[i]);
    }
}

// xorshift32: the same mutations on every machine.
static uint32_t next_random(uint32_t *seed)
{
    *seed ^= *seed << 13;
    *seed ^= *seed >> 17;
    *seed ^= *seed << 5;
    return *seed;
}

static void mutate(char *bytes, size_t length, uint32_t seed)
{
    uint32_t random = seed * 2654435761u + 1;
    uint32_t changes = 1 + next_random(&random) % 40;
    for (uint32_t i = 0; i < changes; i++) {
        // headers decide more than pixels: every second change hits the first kilobyte
        size_t reach = i % 2 == 0 && length > 1024 ? 1024 : length;
        bytes[next_random(&random) % reach] = (char)next_random(&random);
    }
}

// Plays to the end, whatever the file says; must come back.
static void play_through(const char *path)
{
    struct error err = {0};
    struct medium_wish wish = {
        .box = {64, 48}, .fit = FIT_CONTAIN, .wants_sound = true, .patience_ms = 5000};
    struct medium *medium = medium_open(path, &wish, &err);
    assert_non_null(medium);
    medium_wait(medium, 5000000);
    SDL_Surface *surface = SDL_CreateRGBSurfaceWithFormat(0, 64, 48, 32, SDL_PIXELFORMAT_RGB888);
    for (int64_t at_us = 0; at_us < 4000000 && !medium_is_over(medium, at_us, NULL);
         at_us += 400000) {
        if (medium_picture(medium, at_us, MEDIUM_WAIT) >= 0) {
            medium_draw(medium, surface, 0, 0);
        }
    }
    SDL_FreeSurface(surface);
    medium_close(medium);
}

static void mutated_files_never_stop_the_player(void **state)
{
    (void)state;
    static const char *const table[][2] = {
        {"m.mp4", "-f lavfi -i testsrc=s=32x32:r=10:d=0.5 -f lavfi -i sine=duration=0.5 -pix_fmt "
                  "yuv420p -c:v libx264 -c:a aac -movflags +faststart"},
        {"m.mkv", "-f lavfi -i testsrc=s=32x32:r=10:d=0.5 -pix_fmt yuv420p -c:v libvpx-vp9"},
        {"m.avi", "-f lavfi -i testsrc=s=32x32:r=10:d=0.5 -f lavfi -i sine=duration=0.5 -c:v mpeg4 "
                  "-c:a libmp3lame"},
        {"m.ts", "-f lavfi -i testsrc=s=32x32:r=25:d=0.5 -pix_fmt yuv420p -c:v mpeg2video"},
        {"m.jpg", "-f lavfi -i testsrc=s=64x64 -frames:v 1 -c:v mjpeg"},
        {"m.png", "-f lavfi -i testsrc=s=64x64 -frames:v 1"},
        {"m.webp", "-f lavfi -i testsrc=s=64x64 -frames:v 1 -c:v libwebp"},
        {"m.ogg", "-f lavfi -i sine=duration=0.5 -c:a libvorbis"},
    };
    enum { PER_FILE = 26 }; // 8 × 26 = 208 mutations
    for (size_t i = 0; i < sizeof table / sizeof *table; i++) {
        size_t length = 0;
        char *bytes = clip_read(clip_make(table[i][0], table[i][1]), &length);
        char *mutated = malloc(length);
        for (uint32_t n = 0; n < PER_FILE; n++) {
            memcpy(mutated, bytes, length);
            mutate(mutated, length, n * 8 + (uint32_t)i);
            play_through(clip_write("mutated", mutated, length));
        }
        free(mutated);
        free(bytes);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_killed_decoder_ends_its_medium_and_says_so),
        cmocka_unit_test(a_stopped_decoder_shows_as_lag_and_can_be_given_up),
        cmocka_unit_test(a_decoder_that_never_answers_is_not_waited_for_longer_than_patience),
        cmocka_unit_test(closing_never_waits_and_leaves_no_process_behind),
        cmocka_unit_test(a_missing_decoder_program_is_said),
        cmocka_unit_test(a_cut_off_film_is_shown_as_far_as_it_goes),
        cmocka_unit_test(a_damaged_film_plays_on_and_says_so),
        cmocka_unit_test(a_file_that_vanishes_plays_to_its_end),
        cmocka_unit_test(text_that_names_other_files_is_refused),
        cmocka_unit_test(mutated_files_never_stop_the_player),
    };
    return cmocka_run_group_tests(tests, clips_set_up, clips_tear_down);
}
