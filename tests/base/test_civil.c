// Dates against a table of known instants, and there and back over four centuries.
#include "base/civil.h"
#include "support/test.h"

static void known_instants_have_their_known_dates(void **state)
{
    (void)state;
    static const struct {
        int64_t seconds;
        int offset_s;
        struct civil want;
    } table[] = {
        {0, 0, {1970, 1, 1, 0, 0, 0, 4}},
        {-1, 0, {1969, 12, 31, 23, 59, 59, 3}},
        {951782400, 0, {2000, 2, 29, 0, 0, 0, 2}}, // a century that leaps
        {951868800, 0, {2000, 3, 1, 0, 0, 0, 3}},
        {-2203977600, 0, {1900, 2, 28, 0, 0, 0, 3}}, // centuries that do not
        {-2203891200, 0, {1900, 3, 1, 0, 0, 0, 4}},
        {4107456000, 0, {2100, 2, 28, 0, 0, 0, 0}},
        {4107542400, 0, {2100, 3, 1, 0, 0, 0, 1}},
        {1000000000, 0, {2001, 9, 9, 1, 46, 40, 0}},
        {2147483648, 0, {2038, 1, 19, 3, 14, 8, 2}},
        {1795393815, CIVIL_CHINA_OFFSET_S, {2026, 11, 23, 8, 30, 15, 1}},
        {1735660800,
         CIVIL_CHINA_OFFSET_S,
         {2025, 1, 1, 0, 0, 0, 3}}, // still last year in Greenwich
        {0, -5 * 3600 - 1800, {1969, 12, 31, 18, 30, 0, 3}},
        {1709164800, 0, {2024, 2, 29, 0, 0, 0, 4}},
        {1709251199, 0, {2024, 2, 29, 23, 59, 59, 4}},
    };
    for (size_t i = 0; i < sizeof table / sizeof table[0]; i++) {
        struct wall instant = {table[i].seconds * CLOCK_SECOND_US};
        struct civil got = civil_at(instant, table[i].offset_s);
        assert_memory_equal(&got, &table[i].want, sizeof got);
        assert_true(civil_instant(got, table[i].offset_s).us == instant.us);
    }
}

static void parts_of_a_second_belong_to_the_second_before(void **state)
{
    (void)state;
    assert_int_equal(civil_at((struct wall){999999}, 0).second, 0);
    assert_int_equal(civil_at((struct wall){-1}, 0).second, 59);
    assert_int_equal(civil_at((struct wall){-1000000}, 0).second, 59);
    assert_int_equal(civil_at((struct wall){-1000001}, 0).second, 58);
}

static bool leaps(int year)
{
    return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
}

static void every_day_of_four_centuries_follows_the_one_before(void **state)
{
    (void)state;
    static const int lengths[13] = {0, 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    struct civil want = {1800, 1, 1, 0, 0, 0, 3};
    int64_t day_us = civil_instant(want, 0).us;
    while (want.year < 2201) {
        struct civil got = civil_at((struct wall){day_us}, 0);
        assert_memory_equal(&got, &want, sizeof got);
        assert_true(civil_instant(got, 0).us == day_us);
        day_us += CIVIL_DAY_US;
        want.weekday = (want.weekday + 1) % 7;
        int length = lengths[want.month] + (want.month == 2 && leaps(want.year));
        want.day = want.day == length ? 1 : want.day + 1;
        want.month += want.day == 1;
        want.year += want.month == 13;
        want.month = want.month == 13 ? 1 : want.month;
    }
}

static void dates_are_read_in_one_form(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        struct civil want;
    } good[] = {
        {"2026-11-23", {2026, 11, 23, 0, 0, 0, 1}},
        {"2026-11-23T08:30", {2026, 11, 23, 8, 30, 0, 1}},
        {"2026-11-23 08:30", {2026, 11, 23, 8, 30, 0, 1}},
        {"2026-11-23T23:59:59", {2026, 11, 23, 23, 59, 59, 1}},
        {"2024-02-29", {2024, 2, 29, 0, 0, 0, 4}},
        {"0001-01-01", {1, 1, 1, 0, 0, 0, 1}},
    };
    for (size_t i = 0; i < sizeof good / sizeof good[0]; i++) {
        struct civil got;
        assert_true(civil_parse(good[i].text, &got));
        assert_memory_equal(&got, &good[i].want, sizeof got);
    }
}

static void what_is_no_date_is_refused_and_nothing_is_touched(void **state)
{
    (void)state;
    static const char *const bad[] = {
        "",
        "2026",
        "2026-02-30",
        "2026-02-29",
        "2026-13-01",
        "2026-00-10",
        "2026-01-00",
        "2026-04-31",
        "2100-02-29",
        "2026-1-1",
        "26-01-01",
        "2026/01/01",
        "2026-01-01 ",
        " 2026-01-01",
        "2026-01-01T",
        "2026-01-01T24:00",
        "2026-01-01T08",
        "2026-01-01T8:30",
        "2026-01-01T08:60",
        "2026-01-01T08:30:60",
        "2026-01-01T08:30:",
        "2026-01-01T08:30Z",
        "2026-01-01x08:30",
        "+026-01-01",
        "２０２６-01-01",
    };
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
        struct civil out = {.year = 7};
        if (civil_parse(bad[i], &out)) {
            fail_msg("\"%s\" was taken for a date", bad[i]);
        }
        assert_int_equal(out.year, 7);
    }
}

static void an_instant_is_written_with_its_offset(void **state)
{
    (void)state;
    static const struct {
        int64_t seconds;
        int offset_s;
        const char *want;
    } table[] = {
        {1795393815, CIVIL_CHINA_OFFSET_S, "2026-11-23T08:30:15+08:00"},
        {0, 0, "1970-01-01T00:00:00+00:00"},
        {0, -12600, "1969-12-31T20:30:00-03:30"},
    };
    for (size_t i = 0; i < sizeof table / sizeof table[0]; i++) {
        char text[26];
        civil_format((struct wall){table[i].seconds * CLOCK_SECOND_US}, table[i].offset_s, text,
                     sizeof text);
        assert_string_equal(text, table[i].want);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(known_instants_have_their_known_dates),
        cmocka_unit_test(parts_of_a_second_belong_to_the_second_before),
        cmocka_unit_test(every_day_of_four_centuries_follows_the_one_before),
        cmocka_unit_test(dates_are_read_in_one_form),
        cmocka_unit_test(what_is_no_date_is_refused_and_nothing_is_touched),
        cmocka_unit_test(an_instant_is_written_with_its_offset),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
