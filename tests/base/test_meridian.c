// Local time where a machine stands: known facts of the system's zones, and days there and back.
#include "base/civil.h"
#include "base/meridian.h"
#include "support/test.h"

#include <unistd.h>

static struct wall utc(const char *text)
{
    struct civil civil;
    if (!civil_parse(text, &civil)) {
        fail_msg("%s is no time", text);
    }
    return civil_instant(civil, 0);
}

static int64_t day_number(const char *text)
{
    struct civil civil;
    assert_true(civil_parse(text, &civil));
    return civil_day_number(civil);
}

static void china_needs_no_file(void **state)
{
    (void)state;
    struct error err = {0};
    struct meridian *named = meridian_open("Asia/Shanghai", &err);
    struct meridian *unnamed = meridian_open(NULL, &err);
    const struct meridian *const each[] = {NULL, named, unnamed};
    assert_non_null(named);
    assert_non_null(unnamed);
    for (size_t i = 0; i < 3; i++) {
        assert_int_equal(meridian_offset_s(each[i], utc("2026-07-01")), CIVIL_CHINA_OFFSET_S);
        assert_true(meridian_instant(each[i], day_number("2026-11-23"), 510).us ==
                    utc("2026-11-23T00:30").us);
        assert_true(meridian_day(each[i], utc("2026-11-22T16:00")) == day_number("2026-11-23"));
        assert_true(meridian_day(each[i], utc("2026-11-22T15:59:59")) == day_number("2026-11-22"));
        assert_true(meridian_day(each[i], (struct wall){-1}) == 0);
    }
    meridian_free(named);
    meridian_free(unnamed);
    meridian_free(NULL);
}

static void a_name_that_is_none_is_refused_with_what_would_be_right(void **state)
{
    (void)state;
    static const char *const bad[] = {"",
                                      "..",
                                      "../../etc/passwd",
                                      "/etc/passwd",
                                      "Europe/",
                                      "Europe//Rome",
                                      "Europe/../UTC",
                                      "Europe",
                                      "Rome time",
                                      "Asia/Shangai",
                                      "北京",
                                      "UTC\n"};
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
        struct error err = {0};
        assert_null(meridian_open(bad[i], &err));
        assert_int_equal(err.code, ERROR_CONFIG);
        assert_non_null(strstr(err.text, "Asia/Shanghai"));
        assert_null(meridian_open(bad[i], NULL));
    }
    struct error err = {0};
    assert_null(meridian_open("Mars/Olympus", &err));
    assert_non_null(strstr(err.text, "tzdata"));
    assert_non_null(strstr(err.text, "Mars/Olympus"));
}

static struct meridian *system_zone(const char *name)
{
    struct error err = {0};
    if (access("/usr/share/zoneinfo/Europe/Berlin", R_OK) != 0) {
        skip(); // a machine without tzdata
    }
    struct meridian *meridian = meridian_open(name, &err);
    if (meridian == NULL) {
        fail_msg("%s", err.text);
    }
    return meridian;
}

static void known_zones_have_their_known_offsets(void **state)
{
    (void)state;
    static const struct {
        const char *name, *at;
        int offset_s;
    } table[] = {
        {"Europe/Berlin", "1945-06-01", 10800}, // double summer time
        {"Europe/Berlin", "2026-03-29T00:59:59", 3600},
        {"Europe/Berlin", "2026-03-29T01:00:00", 7200},
        {"Europe/Berlin", "2026-10-25T00:59:59", 7200},
        {"Europe/Berlin", "2026-10-25T01:00:00", 3600},
        {"Europe/Berlin", "2100-07-01", 7200}, // by the rule
        {"Europe/Berlin", "2100-12-01", 3600},
        {"Europe/Berlin", "2526-07-01", 7200}, // 400 years on
        {"America/New_York", "2026-03-08T06:59:59", -18000},
        {"America/New_York", "2026-03-08T07:00:00", -14400},
        {"America/New_York", "2026-11-01T05:59:59", -14400},
        {"America/New_York", "2026-11-01T06:00:00", -18000},
        {"America/New_York", "2099-07-04", -14400},
        {"Australia/Lord_Howe", "2026-04-04T14:59:59", 39600}, // half an hour, in the south
        {"Australia/Lord_Howe", "2026-04-04T15:00:00", 37800},
        {"Australia/Lord_Howe", "2026-10-03T15:29:59", 37800},
        {"Australia/Lord_Howe", "2026-10-03T15:30:00", 39600},
        {"Australia/Lord_Howe", "2090-01-01", 39600},
        {"America/Sao_Paulo", "2018-11-04T02:59:59", -10800},
        {"America/Sao_Paulo", "2018-11-04T03:00:00", -7200},
        {"America/Sao_Paulo", "2019-02-17T01:59:59", -7200},
        {"America/Sao_Paulo", "2019-02-17T02:00:00", -10800},
        {"America/Sao_Paulo", "2099-01-01", -10800}, // given up in 2019
        {"Asia/Kolkata", "2026-01-01", 19800},
        {"Asia/Kolkata", "2100-07-01", 19800},
        {"Pacific/Apia", "2011-12-30T09:59:59", -36000}, // over the date line
        {"Pacific/Apia", "2011-12-30T10:00:00", 50400},
        {"Europe/Dublin", "2100-01-01", 0}, // winter time is the one that is "saved"
        {"Europe/Dublin", "2100-07-01", 3600},
        {"Africa/Casablanca", "2026-03-01", 0}, // Ramadan
    };
    for (size_t i = 0; i < sizeof table / sizeof table[0]; i++) {
        struct meridian *meridian = system_zone(table[i].name);
        int got = meridian_offset_s(meridian, utc(table[i].at));
        if (got != table[i].offset_s) {
            fail_msg("%s at %s: %d", table[i].name, table[i].at, got);
        }
        meridian_free(meridian);
    }
}

static void times_that_are_skipped_or_come_twice_have_one_instant(void **state)
{
    (void)state;
    static const struct {
        const char *name, *day;
        int minutes;
        const char *want;
    } table[] = {
        {"Europe/Berlin", "2026-03-29", 119, "2026-03-29T00:59"},
        {"Europe/Berlin", "2026-03-29", 120, "2026-03-29T01:00"}, // skipped
        {"Europe/Berlin", "2026-03-29", 150, "2026-03-29T01:00"}, // skipped
        {"Europe/Berlin", "2026-03-29", 180, "2026-03-29T01:00"},
        {"Europe/Berlin", "2026-10-25", 150, "2026-10-25T00:30"}, // the first of two
        {"Europe/Berlin", "2026-10-25", 180, "2026-10-25T02:00"},
        {"Europe/Berlin", "2026-10-24", 1440 + 150, "2026-10-25T00:30"}, // from the day before
        {"Europe/Berlin", "2500-07-01", 0, "2500-06-30T22:00"},
        {"America/New_York", "2026-03-08", 150, "2026-03-08T07:00"},
        {"America/New_York", "2026-11-01", 90, "2026-11-01T05:30"},
        {"Australia/Lord_Howe", "2026-04-05", 105, "2026-04-04T14:45"},
        {"Australia/Lord_Howe", "2026-10-04", 135, "2026-10-03T15:30"},
        {"America/Sao_Paulo", "2018-11-04", 0, "2018-11-04T03:00"}, // a day without midnight
        {"America/Sao_Paulo", "2019-02-16", 1410, "2019-02-17T01:30"},
        {"Pacific/Apia", "2011-12-29", 1439, "2011-12-30T09:59"},
        {"Pacific/Apia", "2011-12-30", 720, "2011-12-30T10:00"}, // a day that never was
        {"Pacific/Apia", "2011-12-31", 0, "2011-12-30T10:00"},
        {"Asia/Kolkata", "2026-01-01", -30, "2025-12-31T18:00"},
    };
    for (size_t i = 0; i < sizeof table / sizeof table[0]; i++) {
        struct meridian *meridian = system_zone(table[i].name);
        struct wall got = meridian_instant(meridian, day_number(table[i].day), table[i].minutes);
        if (got.us != utc(table[i].want).us) {
            fail_msg("%s on %s, minute %d: not %s", table[i].name, table[i].day, table[i].minutes,
                     table[i].want);
        }
        meridian_free(meridian);
    }
}

// Days from 1960 to 2460 and times on them: there and back.
static void check_round_trips(const struct meridian *meridian, const char *name)
{
    int64_t skipped = day_number("2011-12-30");
    for (int64_t day = day_number("1960-01-01"); day < day_number("2460-01-01"); day += 3) {
        struct wall begin = meridian_instant(meridian, day, 0);
        struct wall next = meridian_instant(meridian, day + 1, 0);
        bool exists = strcmp(name, "Pacific/Apia") != 0 || day != skipped;
        if (exists && (meridian_day(meridian, begin) != day ||
                       meridian_day(meridian, (struct wall){next.us - 1}) != day)) {
            fail_msg("%s, day %lld", name, (long long)day);
        }
        assert_true(!exists || next.us > begin.us);
        struct wall noon = meridian_instant(meridian, day, 720);
        struct civil shown = civil_at(noon, meridian_offset_s(meridian, noon));
        assert_true(!exists || (shown.hour == 12 && shown.minute == 0));
    }
}

static void every_day_begins_and_ends_where_it_belongs(void **state)
{
    (void)state;
    static const char *const names[] = {"Europe/Berlin",       "America/New_York",
                                        "Australia/Lord_Howe", "America/Sao_Paulo",
                                        "Pacific/Apia",        "Asia/Kolkata"};
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        struct meridian *meridian = system_zone(names[i]);
        check_round_trips(meridian, names[i]);
        meridian_free(meridian);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(china_needs_no_file),
        cmocka_unit_test(a_name_that_is_none_is_refused_with_what_would_be_right),
        cmocka_unit_test(known_zones_have_their_known_offsets),
        cmocka_unit_test(times_that_are_skipped_or_come_twice_have_one_instant),
        cmocka_unit_test(every_day_begins_and_ends_where_it_belongs),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
