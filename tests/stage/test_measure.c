// Lengths found out step by step, beside a show.
#include "../media/clips.h"
#include "trial.h"

#include "base/file.h"
#include "base/mem.h"
#include "stage/measure.h"

#define MS INT64_C(1000)
#define SECOND (1000 * MS)

enum { W = 128, H = 32 };

static char *folder;

static struct act_env env_in(enum medium_mode mode)
{
    return (struct act_env){.fonts = fonts, .rate_mhz = 60000, .mode = mode};
}

static struct measure *measure_of(const struct trial *trial, enum medium_mode mode)
{
    struct act_env env = env_in(mode);
    return measure_new(trial->playlist, trial->playlist->zones, trial->playlist->zone_count,
                       trial->size, &env);
}

#define TWO_ZONES                                                                                  \
    "items = ( { id = \"s\"; kind = \"slogan\"; text = \"陌生来电不轻信\"; speed = 60; },"  \
    " { id = \"c\"; kind = \"clock\"; hold = 7; }, { id = \"f\"; file = \"film.mp4\"; },"          \
    " { id = \"n\"; file = \"not-there.png\"; }, { id = \"a\"; file = \"call.wav\"; } );"          \
    "zones = ( { name = \"wide\"; items = ( \"s\", \"c\", \"f\", \"n\" ); },"                      \
    " { name = \"slim\"; w = 40; items = ( \"s\", \"a\" ); } );"
enum { SLOGAN = 0, CLOCK, FILM, MISSING, CALL };

static void a_step_at_a_time_all_lengths_become_known(void **state)
{
    (void)state;
    struct trial trial;
    trial_init(&trial, TWO_ZONES, folder, W, H);
    struct measure *measure = measure_of(&trial, MEDIUM_LATEST);
    assert_false(measure_is_known(measure, 0, SLOGAN));
    assert_int_equal(measure_lengths_us(measure, 0)[SLOGAN], 0);
    while (measure_step(measure, (struct mono){0})) { // live: asked again and again
    }
    const int64_t *wide = measure_lengths_us(measure, 0);
    const int64_t *slim = measure_lengths_us(measure, 1);
    for (size_t item = SLOGAN; item <= FILM; item++) {
        assert_true(measure_is_known(measure, 0, item));
        assert_null(measure_why(measure, 0, item));
        assert_int_equal(trial_put_on(&trial, 0, item, (int64_t)item), wide[item]);
    }
    assert_int_equal(wide[CLOCK], 7 * SECOND);
    assert_int_equal(wide[FILM] / MS, 2000);
    assert_true(measure_is_known(measure, 0, MISSING));
    assert_int_equal(wide[MISSING], 0);
    assert_non_null(strstr(measure_why(measure, 0, MISSING), "No such file"));
    assert_false(measure_is_known(measure, 0, CALL)); // none of its
    assert_in_range(slim[SLOGAN], 1, wide[SLOGAN] - 1);
    assert_int_equal(slim[CALL] / (10 * MS), 150);
    assert_false(measure_step(measure, (struct mono){0}));
    measure_free(measure);
    trial_fini(&trial);
}

static void filler_is_measured_as_well(void **state)
{
    (void)state;
    struct trial trial;
    trial_init(&trial, TWO_ZONES, folder, W, H);
    size_t filler[] = {CLOCK, SLOGAN};
    size_t clock_unknown[] = {CALL};
    struct zone zone = trial.playlist->zones[0];
    zone.item_count = 1;
    zone.filler = filler;
    zone.filler_count = 2;
    zone.clock_unknown = clock_unknown;
    zone.clock_unknown_count = 1;
    struct act_env env = env_in(MEDIUM_WAIT);
    struct measure *measure = measure_new(trial.playlist, &zone, 1, trial.size, &env);
    while (measure_step(measure, (struct mono){0})) {
    }
    assert_int_equal(measure_lengths_us(measure, 0)[CLOCK], 7 * SECOND);
    assert_int_equal(measure_lengths_us(measure, 0)[CALL] / (10 * MS), 150);
    assert_false(measure_is_known(measure, 0, FILM));
    measure_free(measure);
    trial_fini(&trial);
}

static void what_is_told_is_not_measured(void **state)
{
    (void)state;
    struct trial trial;
    trial_init(&trial, TWO_ZONES, folder, W, H);
    struct measure *measure = measure_of(&trial, MEDIUM_WAIT);
    measure_tell(measure, 0, MISSING, 3 * SECOND);
    assert_true(measure_step(measure, (struct mono){0})); // the slogan is open …
    measure_tell(measure, 0, SLOGAN, 4 * SECOND);         // … and need not be
    while (measure_step(measure, (struct mono){0})) {
    }
    assert_int_equal(measure_lengths_us(measure, 0)[MISSING], 3 * SECOND);
    assert_int_equal(measure_lengths_us(measure, 0)[SLOGAN], 4 * SECOND);
    assert_null(measure_why(measure, 0, MISSING));
    measure_free(measure);
    trial_fini(&trial);
}

static void a_decoder_that_does_not_answer_is_given_up_in_time(void **state)
{
    (void)state;
    setenv("XIAOLABA_DECODE", "/usr/bin/yes", 1); // runs until it is killed, and says nothing
    struct trial trial;
    trial_init(&trial, "file = \"film.mp4\";", folder, W, H);
    struct measure *measure = measure_of(&trial, MEDIUM_LATEST);
    int64_t now_us = 100 * SECOND;
    for (; measure_step(measure, (struct mono){now_us}); now_us += 100 * MS) {
        assert_true(now_us <= 105 * SECOND);
    }
    assert_in_range(now_us, 105 * SECOND, 106 * SECOND);
    assert_true(measure_is_known(measure, 0, 0));
    assert_int_equal(measure_lengths_us(measure, 0)[0], 0);
    assert_non_null(strstr(measure_why(measure, 0, 0), "in time"));
    measure_free(measure);
    trial_fini(&trial);
    setenv("XIAOLABA_DECODE", TEST_DECODE, 1);
}

static void a_measurer_that_is_let_go_half_way_leaves_nothing_behind(void **state)
{
    (void)state;
    struct trial trial;
    trial_init(&trial, "file = \"film.mp4\";", folder, W, H);
    struct measure *measure = measure_of(&trial, MEDIUM_LATEST);
    assert_true(measure_step(measure, (struct mono){0}));
    measure_free(measure);
    measure_free(NULL);
    trial_fini(&trial);
}

static int set_up(void **state)
{
    if (open_fonts(state) != 0 || clips_set_up(state) != 0) {
        return -1;
    }
    folder = file_folder(clip_make(
        "film.mp4", "-f lavfi -i color=red:s=64x64:r=10:d=2 -c:v libx264 -pix_fmt yuv420p"));
    clip_make("call.wav", "-f lavfi -i sine=frequency=440:duration=1.5");
    return 0;
}

static int tear_down(void **state)
{
    free(folder);
    return close_fonts(state) != 0 || clips_tear_down(state) != 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_step_at_a_time_all_lengths_become_known),
        cmocka_unit_test(filler_is_measured_as_well),
        cmocka_unit_test(what_is_told_is_not_measured),
        cmocka_unit_test(a_decoder_that_does_not_answer_is_given_up_in_time),
        cmocka_unit_test(a_measurer_that_is_let_go_half_way_leaves_nothing_behind),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
