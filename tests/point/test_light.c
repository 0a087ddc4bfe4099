// How bright at which time: steps, ramps, the night's ceiling; over midnight, and on days on which
// the clocks change.
#include "base/civil.h"
#include "point/light.h"
#include "support/test.h"

static struct wall china(const char *text)
{
    struct civil civil;
    assert_true(civil_parse(text, &civil));
    return civil_instant(civil, CIVIL_CHINA_OFFSET_S);
}

static int level_at(const struct light *light, const char *time)
{
    char text[64];
    snprintf(text, sizeof text, "2026-11-23T%s", time);
    return light_level(light, NULL, china(text));
}

static struct light_step day_steps[] = {{390, 40}, {480, 100}, {1080, 60}}; // 6:30, 8:00, 18:00
static struct hours nights[] = {{1320, 1800}};                              // 22:00-06:00

static void without_a_word_it_is_full_and_nothing_is_done(void **state)
{
    (void)state;
    struct light light;
    light_init(&light);
    assert_true(light_is_plain(&light));
    assert_false(light_is_timed(&light));
    assert_int_equal(level_at(&light, "03:00"), 1000);
    assert_int_equal(light_least(&light), 1000);
    light.gamma[1] = 2.2;
    assert_false(light_is_plain(&light));
}

static void one_level_holds_all_day(void **state)
{
    (void)state;
    struct light light;
    light_init(&light);
    struct light_step step = {0, 70};
    light.steps = &step;
    light.step_count = 1;
    light.ramp_us = 3600 * CLOCK_SECOND_US;
    assert_false(light_is_plain(&light));
    assert_false(light_is_timed(&light));
    static const char *const times[] = {"00:00", "00:00:01", "12:00", "23:30", "23:59:59"};
    for (size_t i = 0; i < sizeof times / sizeof times[0]; i++) {
        assert_int_equal(level_at(&light, times[i]), 700);
    }
}

static void a_step_holds_from_its_time_to_the_next_and_over_midnight(void **state)
{
    (void)state;
    struct light light;
    light_init(&light);
    light.steps = day_steps;
    light.step_count = 3;
    static const struct {
        const char *time;
        int level;
    } table[] = {{"06:29:59", 600},  {"06:30", 400},    {"07:59:59", 400}, {"08:00", 1000},
                 {"17:59:59", 1000}, {"18:00", 600},    {"23:59:59", 600}, {"00:00", 600},
                 {"03:00", 600},     {"12:00:00", 1000}};
    for (size_t i = 0; i < sizeof table / sizeof table[0]; i++) {
        assert_int_equal(level_at(&light, table[i].time), table[i].level);
    }
    assert_int_equal(light_least(&light), 400);
    assert_true(light_is_timed(&light));
}

// Fails when a ramp begins at its step's time instead of ending there.
static void a_ramp_arrives_at_its_steps_time(void **state)
{
    (void)state;
    struct light light;
    light_init(&light);
    light.steps = day_steps;
    light.step_count = 3;
    light.ramp_us = 600 * CLOCK_SECOND_US;
    static const struct {
        const char *time;
        int level;
    } table[] = {{"06:20", 600}, {"06:25", 500}, {"06:29", 420},    {"06:30", 400},
                 {"07:50", 400}, {"07:55", 700}, {"08:00", 1000},   {"17:54", 840},
                 {"18:00", 600}, {"23:00", 600}, {"07:50:01", 401}, {"07:59:59", 999}};
    for (size_t i = 0; i < sizeof table / sizeof table[0]; i++) {
        assert_int_equal(level_at(&light, table[i].time), table[i].level);
    }
}

static void a_ramp_is_no_longer_than_the_time_between_two_steps(void **state)
{
    (void)state;
    struct light light;
    light_init(&light);
    struct light_step steps[] = {{600, 20}, {602, 100}}; // two minutes apart
    light.steps = steps;
    light.step_count = 2;
    light.ramp_us = 3600 * CLOCK_SECOND_US;
    assert_int_equal(level_at(&light, "10:00"), 200);
    assert_int_equal(level_at(&light, "10:01"), 600);
    assert_int_equal(level_at(&light, "10:02"), 1000);
    assert_int_equal(level_at(&light, "09:00"), 1000);
    assert_int_equal(level_at(&light, "09:30"), 600);
}

static void a_ramp_may_run_over_midnight(void **state)
{
    (void)state;
    struct light light;
    light_init(&light);
    struct light_step steps[] = {{5, 10}, {720, 50}}; // 0:05
    light.steps = steps;
    light.step_count = 2;
    light.ramp_us = 600 * CLOCK_SECOND_US;
    assert_int_equal(level_at(&light, "23:55"), 500);
    assert_int_equal(level_at(&light, "00:00"), 300);
    assert_int_equal(level_at(&light, "00:05"), 100);
}

static void at_night_the_limit_wins_over_every_step(void **state)
{
    (void)state;
    struct light light;
    light_init(&light);
    struct light_step steps[] = {{0, 100}, {180, 5}, {240, 90}};
    light.steps = steps;
    light.step_count = 3;
    light.night = nights;
    light.night_count = 1;
    light.night_percent = 20;
    static const struct {
        const char *time;
        int level;
    } table[] = {{"21:59:59", 900}, {"22:00", 200},    {"23:59:59", 200},
                 {"00:00", 200},    {"03:30", 50}, // what is darker stays darker
                 {"04:00", 200},    {"05:59:59", 200}, {"06:00", 900}};
    for (size_t i = 0; i < sizeof table / sizeof table[0]; i++) {
        assert_int_equal(level_at(&light, table[i].time), table[i].level);
    }
    assert_int_equal(light_least(&light), 50);
    assert_true(light_is_night(&light, NULL, china("2026-11-23T01:00")));
    assert_false(light_is_night(&light, NULL, china("2026-11-23T06:00")));
}

static void the_night_comes_and_goes_with_the_ramp_and_is_never_exceeded(void **state)
{
    (void)state;
    struct light light;
    light_init(&light);
    light.night = nights;
    light.night_count = 1;
    light.night_percent = 20;
    light.ramp_us = 600 * CLOCK_SECOND_US;
    assert_int_equal(level_at(&light, "21:50"), 1000);
    assert_int_equal(level_at(&light, "21:55"), 600);
    assert_int_equal(level_at(&light, "22:00"), 200);
    assert_int_equal(level_at(&light, "05:59:59"), 200);
    assert_int_equal(level_at(&light, "06:05"), 600);
    assert_int_equal(level_at(&light, "06:10"), 1000);
    struct wall midnight = china("2026-11-23T00:00");
    for (int minute = 0; minute < 24 * 60; minute++) {
        struct wall at = {midnight.us + minute * 60 * CLOCK_SECOND_US};
        bool is_night = minute >= 1320 || minute < 360;
        assert_int_equal(light_is_night(&light, NULL, at), is_night);
        assert_true(!is_night || light_level(&light, NULL, at) == 200);
    }
}

// Berlin, 2026-10-25: at 3:00 the clocks go back to 2:00; 2026-03-29: at 2:00 on to 3:00.
static void it_goes_by_the_clock_on_the_wall_when_the_clocks_change(void **state)
{
    (void)state;
    struct error err = {0};
    struct meridian *berlin = meridian_open("Europe/Berlin", &err);
    if (berlin == NULL) {
        skip(); // a machine without zone files
    }
    struct light light;
    light_init(&light);
    struct light_step steps[] = {{0, 10}, {150, 80}}; // 2:30
    light.steps = steps;
    light.step_count = 2;
    static const struct {
        const char *utc;
        int level;
    } table[] = {
        {"2026-10-25T00:29:59", 100}, {"2026-10-25T00:30", 800}, // 2:30 for the first time
        {"2026-10-25T01:00", 100},    {"2026-10-25T01:30", 800}, // and for the second
        {"2026-03-29T00:59:59", 100}, {"2026-03-29T01:00", 800}, // 3:00: 2:30 was left out
    };
    for (size_t i = 0; i < sizeof table / sizeof table[0]; i++) {
        struct civil civil;
        assert_true(civil_parse(table[i].utc, &civil));
        assert_int_equal(light_level(&light, berlin, civil_instant(civil, 0)), table[i].level);
    }
    meridian_free(berlin);
}

static void before_1970_days_have_24_hours_too(void **state)
{
    (void)state;
    struct light light;
    light_init(&light);
    light.steps = day_steps;
    light.step_count = 3;
    struct wall noon = china("1969-12-30T12:00");
    assert_int_equal(light_level(&light, NULL, noon), 1000);
    assert_int_equal(light_level(&light, NULL, china("1969-12-30T07:00")), 400);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(without_a_word_it_is_full_and_nothing_is_done),
        cmocka_unit_test(one_level_holds_all_day),
        cmocka_unit_test(a_step_holds_from_its_time_to_the_next_and_over_midnight),
        cmocka_unit_test(a_ramp_arrives_at_its_steps_time),
        cmocka_unit_test(a_ramp_is_no_longer_than_the_time_between_two_steps),
        cmocka_unit_test(a_ramp_may_run_over_midnight),
        cmocka_unit_test(at_night_the_limit_wins_over_every_step),
        cmocka_unit_test(the_night_comes_and_goes_with_the_ramp_and_is_never_exceeded),
        cmocka_unit_test(it_goes_by_the_clock_on_the_wall_when_the_clocks_change),
        cmocka_unit_test(before_1970_days_have_24_hours_too),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
