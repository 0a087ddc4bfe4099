// Decoders that were taken over (evil_decode.c), against the player's side: it never crashes, never
// waits longer than its patience, never reads outside, and lets go of them. Seen to fail: without
// the bound of waiting, bells_when_ready and progress_when_ready hang; without the check that the
// first picture is there, ready_without_a_picture draws one; no_numbers is heard without quieten().
#include "clips.h"

#include <math.h>
#include <unistd.h>

#include "base/mem.h"

enum { W = 64, H = 48, SOUND = 512, STEPS = 300, HANG_S = 30 };

static char *deeds; // names, a line each
static const char *film;

static int set_up(void **state)
{
    clips_set_up(state);
    film = mem_copy(clip_write("film.mp4", "the evil one does not look at it", 32));
    FILE *list = popen(TEST_EVIL, "r");
    deeds = mem_zeroed(1, 4096);
    bool is_there = list != NULL && fread(deeds, 1, 4095, list) > 0;
    setenv("XIAOLABA_DECODE", TEST_EVIL, 1);
    return is_there && pclose(list) == 0 ? 0 : -1;
}

static int tear_down(void **state)
{
    free(deeds);
    free((void *)(uintptr_t)film);
    return clips_tear_down(state);
}

// A pixel more on each side than the picture has: whoever writes or reads beyond is found.
static SDL_Surface *surface_new(void)
{
    return SDL_CreateRGBSurfaceWithFormat(0, W + 2, H + 2, 32, SDL_PIXELFORMAT_RGB888);
}

static void assert_is_sound(const float *samples, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        assert_true(samples[i] >= -8.0f && samples[i] <= 8.0f); // no number is neither
    }
}

static void assert_is_text(const char *text)
{
    assert_true(strlen(text) < 512);
    for (const char *at = text; *at != '\0'; at++) {
        assert_false((unsigned char)*at < ' ' || *at == 127);
    }
}

static struct medium *open_evil(bool wants_sound)
{
    struct error err = {0};
    struct medium_wish wish = {
        .box = {W, H}, .fit = FIT_CONTAIN, .wants_sound = wants_sound, .patience_ms = 30};
    struct medium *medium = medium_open(film, &wish, &err);
    if (medium == NULL) {
        fail_msg("%s", err.text);
    }
    return medium;
}

// As a live show does: nothing is waited for, the time goes on. What is not over by then lags, or
// has no verdict, and is closed by whoever watches the time.
static void look_on(struct medium *medium, SDL_Surface *surface, bool waits_first)
{
    float sound[SOUND * 2];
    if (waits_first) {
        medium_wait(medium, 60000);
    }
    int64_t before = -1;
    for (int64_t step = 0; step < STEPS; step++) {
        int64_t at_us = step * 40000;
        int64_t picture = medium_picture(medium, at_us, MEDIUM_LATEST);
        assert_true(picture >= before || picture == -1);
        before = picture >= 0 ? picture : before;
        if (picture >= 0) {
            assert_int_equal(medium_state(medium), MEDIUM_READY);
            assert_in_range(medium_info(medium)->shown.w, 1, W);
            assert_in_range(medium_info(medium)->shown.h, 1, H);
            medium_draw(medium, surface, 1, 1);
        }
        size_t got = medium_take_sound(medium, sound, SOUND);
        assert_is_sound(sound, got * 2);
        medium_next_us(medium);
        medium_lag_us(medium, at_us);
        assert_is_text(medium_error(medium));
        if (medium_is_over(medium, at_us, NULL)) {
            assert_is_text(medium_damage(medium));
        }
    }
    int64_t end_us = (int64_t)STEPS * 40000;
    bool is_noticed = medium_state(medium) == MEDIUM_OPENING ||
                      medium_is_over(medium, end_us, NULL) || medium_info(medium)->is_still ||
                      medium_lag_us(medium, end_us) > 2000000;
    medium_give_up(medium, "no picture for two seconds");
    if (!is_noticed) {
        fail_msg("%s is not noticed", getenv("XIAOLABA_EVIL"));
    }
    assert_true(medium_is_over(medium, end_us, NULL) || medium_info(medium)->is_still);
    assert_is_text(medium_damage(medium));
}

static void each_deed(void (*check)(const char *deed))
{
    char *rest = mem_copy(deeds);
    int count = 0;
    char *place = NULL;
    for (char *deed = strtok_r(rest, "\n", &place); deed != NULL;
         deed = strtok_r(NULL, "\n", &place)) {
        setenv("XIAOLABA_EVIL", deed, 1);
        alarm(HANG_S); // a hang ends the test, with the deed's name as the last that was printed
        printf("  %s\n", deed);
        check(deed);
        count++;
    }
    alarm(0);
    free(rest);
    assert_in_range(count, 25, 100);
}

static void look_on_at(const char *deed)
{
    (void)deed;
    SDL_Surface *surface = surface_new();
    for (int variant = 0; variant < 4; variant++) {
        struct medium *medium = open_evil(variant % 2 == 0);
        look_on(medium, surface, variant < 2);
        medium_close(medium);
    }
    SDL_FreeSurface(surface);
}

static void a_show_that_waits_for_nobody_comes_through(void **state)
{
    (void)state;
    each_deed(look_on_at);
}

static void wait_for(const char *deed)
{
    (void)deed;
    float sound[SOUND * 2];
    SDL_Surface *surface = surface_new();
    struct medium *medium = open_evil(true);
    medium_wait(medium, 100000);
    for (int64_t at_us = 0; at_us < 12000000; at_us += 400000) {
        if (medium_picture(medium, at_us, MEDIUM_WAIT) >= 0) {
            medium_draw(medium, surface, 1, 1);
        }
        assert_is_sound(sound, medium_wait_sound(medium, sound, SOUND) * 2);
    }
    assert_is_text(medium_damage(medium));
    medium_close(medium);
    SDL_FreeSurface(surface);
}

static void tools_that_wait_come_back(void **state)
{
    (void)state;
    each_deed(wait_for);
}

static void what_the_plan_hears_is_possible(void **state)
{
    (void)state;
    setenv("XIAOLABA_EVIL", "a_century", 1);
    struct medium *medium = open_evil(false);
    assert_int_equal(medium_wait(medium, CLIP_WAIT_US), MEDIUM_READY);
    assert_int_equal(medium_info(medium)->length_us, 0); // not known
    medium_close(medium);
}

static void a_forbidden_call_is_said_as_what_it_is(void **state)
{
    (void)state;
    setenv("XIAOLABA_EVIL", "forbidden_call", 1);
    struct medium *medium = open_evil(false);
    assert_int_equal(medium_wait(medium, CLIP_WAIT_US), MEDIUM_FAILED);
    assert_non_null(strstr(medium_error(medium), "did what no decoder does"));
    medium_close(medium);
}

static void what_a_cage_lacks_is_told_once(void **state)
{
    (void)state;
    while (medium_take_cage_gap() != NULL) { // of the tests before
    }
    setenv("XIAOLABA_EVIL", "without_a_cage", 1);
    for (int i = 0; i < 2; i++) {
        struct medium *medium = open_evil(false);
        assert_int_equal(medium_wait(medium, CLIP_WAIT_US), MEDIUM_FAILED);
        medium_close(medium);
    }
    assert_null(medium_take_cage_gap()); // those before said it all
}

static void what_a_cage_lacks_is_named(void **state)
{
    (void)state;
    setenv("XIAOLABA_EVIL", "without_a_cage", 1);
    struct medium *medium = open_evil(false);
    assert_int_equal(medium_wait(medium, CLIP_WAIT_US), MEDIUM_FAILED);
    medium_close(medium);
    const char *gap = medium_take_cage_gap();
    assert_non_null(gap);
    assert_non_null(strstr(gap, "limits, no-new-privs, Landlock, seccomp"));
}

int main(void)
{
    setvbuf(stdout, NULL, _IOLBF, 0); // a hang is told by the last line
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_a_cage_lacks_is_named),
        cmocka_unit_test(a_show_that_waits_for_nobody_comes_through),
        cmocka_unit_test(tools_that_wait_come_back),
        cmocka_unit_test(what_the_plan_hears_is_possible),
        cmocka_unit_test(a_forbidden_call_is_said_as_what_it_is),
        cmocka_unit_test(what_a_cage_lacks_is_told_once),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
