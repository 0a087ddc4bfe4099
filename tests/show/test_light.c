// Brightness in the course of a show: told when it changes, by the time of day; dim while nobody
// knows the time; and how that reaches the glass.
#include "support/test.h"
#include "theatre.h"

#include "base/log.h"
#include "screen/frame.h"

#include <SDL.h>

#define SECOND_US CLOCK_SECOND_US
#define MINUTE_US (60 * CLOCK_SECOND_US)
enum { W = 64, H = 16, TOLD_MAX = 32 };

static const char still[] =
    "canvas = \"64x16\"; items = ( { id = \"a\"; kind = \"clock\"; background = \"#C86432\"; } );";

// What the show told its screen, and when.
static struct {
    int64_t at_us;
    int level;
} told[TOLD_MAX];
static int told_count;

static struct theatre theatre;

static void keep_light(struct screen *screen, int level)
{
    (void)screen;
    assert_true(told_count < TOLD_MAX);
    told[told_count].at_us = theatre.time.mono.us;
    told[told_count++].level = level;
}

static void open(const char *start)
{
    theatre_open(&theatre, (struct size){W, H}, theatre_time(start));
    theatre.screen.set_light = keep_light;
    told_count = 0;
}

static void perform(int64_t for_us)
{
    char *path = theatre_file(&theatre, "still.cfg", still);
    assert_int_equal(theatre_perform(&theatre, path, for_us, SECOND_US), SHOW_ENDED);
    free(path);
}

static struct light_step steps[] = {{390, 40}, {480, 100}, {1080, 60}}; // 6:30, 8:00, 18:00
static struct hours night[] = {{1320, 1800}};                           // 22:00-06:00

static struct light daily(void)
{
    struct light light;
    light_init(&light);
    light.steps = steps;
    light.step_count = 3;
    return light;
}

static void assert_told(int index, int64_t at_us, int level)
{
    assert_true(index < told_count);
    assert_int_equal(told[index].level, level);
    assert_in_range(told[index].at_us, at_us, at_us + SECOND_US + SECOND_US / 10);
}

static void brightness_follows_the_time_of_day(void **state)
{
    (void)state;
    struct light light = daily();
    open("2026-11-23T06:00");
    theatre.light = &light;
    perform(3 * 60 * MINUTE_US);
    assert_int_equal(told_count, 3); // what does not change is not told
    assert_told(0, 0, 600);
    assert_told(1, 30 * MINUTE_US, 400);
    assert_told(2, 120 * MINUTE_US, 1000);
    theatre_close(&theatre);
}

static void the_night_limit_wins(void **state)
{
    (void)state;
    struct light light = daily();
    light.night = night;
    light.night_count = 1;
    light.night_percent = 20;
    open("2026-11-23T21:30");
    theatre.light = &light;
    perform(60 * MINUTE_US);
    assert_int_equal(told_count, 2);
    assert_told(0, 0, 600);
    assert_told(1, 30 * MINUTE_US, 200);
    theatre_close(&theatre);
}

// Fails when light is looked after only while the show is not paused.
static void a_pause_does_not_keep_the_evening_away(void **state)
{
    (void)state;
    struct light light = daily();
    open("2026-11-23T17:50");
    theatre.light = &light;
    theatre.cues[theatre.cue_count++] = (struct cue){MINUTE_US, SCREEN_PAUSE, NULL, NULL};
    perform(20 * MINUTE_US);
    assert_int_equal(told_count, 2);
    assert_told(1, 10 * MINUTE_US, 600);
    theatre_close(&theatre);
}

static void find_time(void *self)
{
    ((struct theatre *)self)->trust = CLOCK_TRUSTED;
}

static void while_nobody_knows_the_time_it_is_as_dim_as_it_ever_is(void **state)
{
    (void)state;
    struct light light = daily();
    light.night = night;
    light.night_count = 1;
    light.night_percent = 20;
    open("2026-11-23T12:00");
    log_set_level(LOG_INFO);
    theatre.light = &light;
    theatre.trust = CLOCK_UNKNOWN;
    theatre.cues[theatre.cue_count++] =
        (struct cue){5 * MINUTE_US - SECOND_US, SCREEN_NOTHING, find_time, &theatre};
    perform(10 * MINUTE_US);
    log_set_level(LOG_WARN);
    assert_int_equal(told_count, 2);
    assert_told(0, 0, 200);
    assert_told(1, 5 * MINUTE_US, 1000);
    static const char sentence[] = "brightness is 20 %, its lowest, until the clock is known";
    const char *first = strstr(str_text(&theatre.said), sentence);
    assert_non_null(first);
    assert_null(strstr(first + 1, sentence)); // once
    theatre_close(&theatre);
}

static void one_level_needs_no_clock(void **state)
{
    (void)state;
    struct light light;
    light_init(&light);
    struct light_step step = {0, 70};
    light.steps = &step;
    light.step_count = 1;
    open("2026-11-23T12:00");
    theatre.light = &light;
    theatre.trust = CLOCK_UNKNOWN;
    perform(MINUTE_US);
    assert_int_equal(told_count, 1);
    assert_told(0, 0, 700);
    theatre_close(&theatre);
}

// --- on the glass -------------------------------------------------------------------------------

static int redraws; // that the mapped screen asked for

static enum screen_event poll_memory(struct screen *screen)
{
    (void)screen;
    enum screen_event event = screen_poll(theatre.memory);
    redraws += event == SCREEN_REDRAW;
    return event;
}

static void light_memory(struct screen *screen, int level)
{
    keep_light(screen, level);
    screen_set_light(theatre.memory, level);
}

static uint32_t corner_of(struct screen *screen)
{
    const SDL_Surface *canvas = screen_canvas(screen);
    return *(const uint32_t *)canvas->pixels & 0xFFFFFF;
}

static void the_glass_is_dimmed_once_a_change(void **state)
{
    (void)state;
    static const double gamma[3] = {1.0, 1.0, 1.0};
    struct light light = daily();
    open("2026-11-23T17:59");
    struct wallmap map = wallmap_whole((struct size){W, H});
    struct screen *glass = screen_open_memory(map.output);
    screen_close(theatre.memory);
    theatre.memory = screen_open_mapped(glass, &map, gamma);
    theatre.screen.poll = poll_memory;
    theatre.screen.set_light = light_memory;
    theatre.light = &light;
    redraws = 0;
    perform(30 * SECOND_US);
    assert_int_equal(corner_of(glass), 0xC86432); // full, as at the start: nothing to redraw
    assert_int_equal(redraws, 0);
    theatre_begin_again(&theatre, 0);
    perform(2 * MINUTE_US);
    assert_int_equal(redraws, 1);
    assert_int_equal(corner_of(glass), 0x9F4F28); // 60 % of the light
    assert_int_equal(corner_of(theatre.memory), 0xC86432);
    wallmap_fini(&map);
    theatre_close(&theatre);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(brightness_follows_the_time_of_day),
        cmocka_unit_test(the_night_limit_wins),
        cmocka_unit_test(a_pause_does_not_keep_the_evening_away),
        cmocka_unit_test(while_nobody_knows_the_time_it_is_as_dim_as_it_ever_is),
        cmocka_unit_test(one_level_needs_no_clock),
        cmocka_unit_test(the_glass_is_dimmed_once_a_change),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
