// Films in a whole show: no black between them, every picture once, and a decoder that dies costs
// its film only.
#include "theatre.h"

#include "support/random.h"
#include "support/test.h"

#include "base/mem.h"

#include <dirent.h>
#include <signal.h>
#include <unistd.h>

#define S CLOCK_SECOND_US

// A film of one colour. Owns: the caller, by free().
static char *film(const struct theatre *theatre, const char *name, const char *colour,
                  const char *seconds)
{
    char *path = mem_format("%s/%s", theatre->folder, name);
    char *command = mem_format("ffmpeg -v error -f lavfi -i color=%s:s=64x48:r=25:d=%s "
                               "-c:v mpeg4 -q:v 2 -y '%s'",
                               colour, seconds, path);
    assert_int_equal(system(command), 0);
    free(command);
    return path;
}

static int open_theatre(void **state)
{
    static struct theatre theatre;
    theatre_open(&theatre, (struct size){64, 48}, theatre_time("2026-11-23T00:00"));
    free(film(&theatre, "red.mp4", "red", "2"));
    free(film(&theatre, "blue.mp4", "blue", "1"));
    *state = &theatre;
    return 0;
}

static int close_theatre(void **state)
{
    theatre_close(*state);
    return 0;
}

static struct sums perform(struct theatre *theatre, const char *playlist, int64_t for_us)
{
    char *path = theatre_file(theatre, "list.cfg", playlist);
    theatre_perform(theatre, path, for_us, 0);
    free(path);
    return theatre_sums(theatre);
}

static void films_follow_each_other_without_a_lost_picture_or_black(void **state)
{
    struct theatre *theatre = *state;
    struct sums sums =
        perform(theatre,
                "items = ( { id = \"r\"; file = \"red.mp4\"; },\n"
                "          { id = \"b\"; file = \"blue.mp4\"; },\n"
                "          { id = \"s\"; text = \"反诈\"; motion = \"hold\"; hold = 1; } );\n",
                12 * S);
    assert_string_equal(sums.order, "rbsrbsrbs");
    assert_int_equal(theatre->black_presents, 0);
    assert_int_equal(sums.failed, 0);
    // 50 + 25 pictures of film and one of text a round; three rounds, the end cuts nothing off.
    assert_in_range(sums.frames, 3 * 76 - 1, 3 * 76);
    assert_in_range(sums.visible_ms, 11900, 12060);
    assert_int_equal(sums.full, 9);
}

static void transitions_between_films_show_no_black(void **state)
{
    struct theatre *theatre = *state;
    struct sums sums =
        perform(theatre,
                "items = ( { id = \"r\"; file = \"red.mp4\"; transition = \"fade\"; },\n"
                "          { id = \"b\"; file = \"blue.mp4\"; transition = \"slide\"; } );\n",
                9 * S);
    assert_string_equal(sums.order, "rbrbrb");
    assert_int_equal(theatre->black_presents, 0);
}

// The decoders are the only children of this process. How many there were.
static int signal_decoders(int number)
{
    DIR *processes = opendir("/proc");
    assert_non_null(processes);
    int killed = 0;
    for (struct dirent *entry; (entry = readdir(processes)) != NULL;) {
        int pid = atoi(entry->d_name);
        char *path = mem_format("/proc/%d/stat", pid);
        FILE *file = pid > 0 ? fopen(path, "r") : NULL;
        int parent = 0;
        if (file != NULL) {
            int found = fscanf(file, "%*d (xiaolaba-decode) %*c %d", &parent);
            fclose(file);
            if (found == 1 && parent == getpid()) {
                kill(pid, number);
                killed++;
            }
        }
        free(path);
    }
    closedir(processes);
    return killed;
}

static void kill_decoders(void *self)
{
    (void)self;
    assert_true(signal_decoders(SIGKILL) > 0);
}

static int hits;

static void hit_decoders(void *number)
{
    hits += signal_decoders(*(const int *)number);
}

// Whatever a decoder dies of, and whenever: while it opens a file, in the midst of one, resting.
static void decoders_that_die_at_any_moment_cost_their_films_and_nothing_else(void **state)
{
    struct theatre *theatre = *state;
    static int signals[] = {SIGKILL, SIGSEGV, SIGSYS, SIGABRT, SIGXCPU};
    uint64_t random = 96110;
    int64_t at_us = 0;
    free(film(theatre, "long.mp4", "green", "30"));
    for (int i = 0; i < CUES_MAX; i++) {
        at_us += 200000 + random_below(&random, 4 * S);
        theatre->cues[i] = (struct cue){at_us, 0, hit_decoders, &signals[random_below(&random, 5)]};
    }
    theatre->cue_count = CUES_MAX;
    hits = 0;
    struct sums sums =
        perform(theatre,
                "items = ( { id = \"l\"; file = \"long.mp4\"; hold = 5; },\n"
                "          { id = \"s\"; text = \"反诈\"; motion = \"hold\"; hold = 1; },\n"
                "          { id = \"r\"; file = \"red.mp4\"; } );\n",
                60 * S);
    assert_in_range(hits, 8, 100);
    assert_in_range(sums.failed, 1, hits);
    assert_int_equal(theatre->black_presents, 0);
    assert_true(sums.visible_ms > 59000);
    assert_int_equal(sums.open, 0);
    assert_non_null(strchr(sums.order, 's'));
    assert_true(sums.plays > 15);
}

// Fails when a medium whose decoder died is not over: the film then stands still for its whole
// length.
static void a_killed_decoder_costs_its_film_and_nothing_else(void **state)
{
    struct theatre *theatre = *state;
    free(film(theatre, "long.mp4", "green", "30"));
    theatre->cues[0] = (struct cue){2 * S, 0, kill_decoders, NULL};
    theatre->cue_count = 1;
    struct sums sums =
        perform(theatre,
                "items = ( { id = \"l\"; file = \"long.mp4\"; },\n"
                "          { id = \"s\"; text = \"反诈\"; motion = \"hold\"; hold = 9; } );\n",
                10 * S);
    assert_string_equal(sums.order, "ls");
    assert_int_equal(sums.failed, 1);
    assert_int_equal(theatre->black_presents, 0);
    assert_true(sums.visible_ms > 9900);
}

static void a_damaged_film_is_skipped_and_the_rest_goes_on(void **state)
{
    struct theatre *theatre = *state;
    free(theatre_file(theatre, "broken.mp4", "this is no film at all"));
    struct sums sums = perform(theatre,
                               "items = ( { id = \"x\"; file = \"broken.mp4\"; },\n"
                               "          { id = \"b\"; file = \"blue.mp4\"; } );\n",
                               2900000);
    assert_string_equal(sums.order, "xbbb");
    assert_int_equal(sums.failed, 1); // it is left alone for ten seconds
}

int main(void)
{
#define WITH_THEATRE(test) cmocka_unit_test_setup_teardown(test, open_theatre, close_theatre)
    const struct CMUnitTest tests[] = {
        WITH_THEATRE(films_follow_each_other_without_a_lost_picture_or_black),
        WITH_THEATRE(transitions_between_films_show_no_black),
        WITH_THEATRE(a_killed_decoder_costs_its_film_and_nothing_else),
        WITH_THEATRE(decoders_that_die_at_any_moment_cost_their_films_and_nothing_else),
        WITH_THEATRE(a_damaged_film_is_skipped_and_the_rest_goes_on),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
