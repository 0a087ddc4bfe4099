// The calendar's file, what it answers, and which days a `when` holds on.
#include "support/findings.h"
#include "support/test.h"

#include "base/file.h"
#include "base/str.h"
#include "calendar/calendar.h"
#include "calendar/keys.h"
#include "calendar/when.h"

static const char shipped[] = XIAOLABA_SOURCE_DIR "/playlists/calendar.cfg";

static const char manual_path[] = XIAOLABA_SOURCE_DIR "/player/man/xiaolaba-playlist.5.scd";

static struct calendar *load(const char *text, const char *findings)
{
    struct troubles troubles = {0};
    struct calendar *calendar = calendar_parse("c.cfg", text, strlen(text), &troubles);
    expect_findings(&troubles, calendar == NULL, text, findings);
    return calendar;
}

static int64_t day_of(const char *text)
{
    struct civil civil;
    assert_true(civil_parse(text, &civil));
    return civil_day_number(civil);
}

// --- the file ---------------------------------------------------------------------------------

static void every_key_arrives_in_order_of_day(void **state)
{
    (void)state;
    struct calendar *calendar =
        load("source = \"国务院办公厅\"; years = ( 2027, 2026, 2026 );"
             "holidays = ( { name = \"国庆节\"; from = \"2026-10-01\"; to = \"2026-10-03\"; },"
             "             { from = \"2026-01-01\"; } );"
             "workdays = \"2026-10-10\"; festivals = ( );",
             "c.cfg:1: error: workdays: must be a list ( … ), and is a text\n");
    assert_null(calendar);
    calendar =
        load("source = \"国务院办公厅\"; years = ( 2027, 2026, 2026 );"
             "holidays = ( { name = \"国庆节\"; from = \"2026-10-01\"; to = \"2026-10-03\"; },"
             "             { from = \"2026-01-01\"; } );"
             "workdays = ( \"2026-10-10\", \"2026-02-14\" );"
             "festivals = ( { name = \"重阳节\"; date = \"2026-10-18\"; },"
             "              { name = \"春节\"; date = \"2026-02-17\"; } );",
             "");
    assert_string_equal(calendar->path, "c.cfg");
    assert_string_equal(calendar->source, "国务院办公厅");
    assert_int_equal(calendar->year_count, 2);
    assert_int_equal(calendar->years[0], 2026);
    assert_int_equal(calendar->day_count, 6);
    assert_int_equal(calendar->days[0].day, day_of("2026-01-01"));
    assert_null(calendar->days[0].name);
    assert_true(calendar->days[1].is_workday);
    assert_string_equal(calendar->days[2].name, "国庆节");
    assert_int_equal(calendar->days[5].day, day_of("2026-10-10"));
    assert_int_equal(calendar->festival_count, 2);
    assert_string_equal(calendar->festivals[0].name, "春节");
    assert_true(calendar_covers(calendar, 2027));
    assert_false(calendar_covers(calendar, 2028));
    assert_true(calendar_knows_festival(calendar, "重阳节"));
    assert_false(calendar_knows_festival(calendar, "中秋节"));
    calendar_free(calendar);
}

static void mistakes_are_told_with_what_would_be_right(void **state)
{
    (void)state;
    static const struct {
        const char *text, *findings;
    } cases[] = {
        {"", "c.cfg:1: error: years: the calendar does not say which years it covers (years = ( "
             "2026 );)\n"},
        {"years = ( 26, \"2026\" );",
         "c.cfg:1: error: years[1]: must be a year (years = ( 2026 );)\n"
         "c.cfg:1: error: years[2]: must be a year (years = ( 2026 );)\n"},
        {"years = 2026; holydays = ( );",
         "c.cfg:1: error: holydays: there is no such key (did you mean holidays?)\n"},
        {"years = 2026;\nholidays = ( { from = \"2026-10-01\"; to = \"2026-10-07\"; } );\n"
         "workdays = ( \"2026-10-04\" );",
         "c.cfg:3: error: workdays[1]: 2026-10-04 is already a holiday in line 2 (take one of them "
         "out)\n"},
        {"years = 2026; holidays = ( { from = \"2026-10-01\"; },\n{ from = \"2026-10-01\"; } );",
         "c.cfg:2: warning: holidays[2]: 2026-10-01 is already a holiday in line 1 (take one of "
         "them out)\n"},
        {"years = 2026; holidays = ( { from = \"2027-01-01\"; } ); workdays = ( \"2025-01-26\" ); "
         "festivals = ( { name = \"春节\"; date = \"2027-02-06\"; } );",
         "c.cfg:1: warning: holidays[1]: 2027 is not among the years of this calendar\n"
         "c.cfg:1: warning: workdays[1]: 2025 is not among the years of this calendar\n"
         "c.cfg:1: warning: festivals[1]: 2027 is not among the years of this calendar\n"},
        {"years = 2026; workdays = ( \"2026-11-02\" );",
         "c.cfg:1: warning: workdays[1]: is a workday without being named (workdays are the "
         "Saturdays and Sundays that are worked)\n"},
        {"years = 2026; holidays = ( { from = \"2026-10-07\"; to = \"2026-10-01\"; }, 3, { to = "
         "\"2026-10-01\"; }, { from = \"2026-01-01\"; to = \"2026-12-31\"; } );",
         "c.cfg:1: error: holidays[1].to: the holiday ends before it begins ({ name = \"春节\"; "
         "from = \"2026-02-15\"; to = \"2026-02-23\"; })\n"
         "c.cfg:1: error: holidays[2]: must be a group { … }, and is a whole number ({ name = "
         "\"春节\"; from = \"2026-02-15\"; to = \"2026-02-23\"; })\n"
         "c.cfg:1: error: holidays[3].from: the holiday has no beginning ({ name = \"春节\"; from "
         "= \"2026-02-15\"; to = \"2026-02-23\"; })\n"
         "c.cfg:1: error: holidays[4].to: the holiday is longer than 60 days ({ name = \"春节\"; "
         "from = \"2026-02-15\"; to = \"2026-02-23\"; })\n"},
        {"years = 2026; festivals = ( { name = \"春节\"; }, { nam = \"x\"; date = 3; } );",
         "c.cfg:1: error: festivals[1]: a festival needs a name and a date ({ name = \"元宵节\"; "
         "date = \"2026-03-03\"; })\n"
         "c.cfg:1: error: festivals[2].nam: there is no such key (did you mean name?)\n"
         "c.cfg:1: error: festivals[2].date: must be a date in quotes, and is a whole number (such "
         "as \"2026-11-01\")\n"
         "c.cfg:1: error: festivals[2]: a festival needs a name and a date ({ name = \"元宵节\"; "
         "date = \"2026-03-03\"; })\n"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        calendar_free(load(cases[i].text, cases[i].findings));
    }
}

static void a_file_that_is_not_there_is_an_error(void **state)
{
    (void)state;
    struct troubles troubles = {0};
    assert_null(calendar_load("/nonexistent/calendar.cfg", &troubles));
    assert_int_equal(troubles_errors(&troubles), 1);
    troubles_fini(&troubles);
}

static void the_manual_explains_every_key(void **state)
{
    (void)state;
    char *manual = NULL;
    size_t length = 0;
    struct error err = {0};
    assert_true(file_read(manual_path, 1 << 20, &manual, &length, &err));
    const char *chapter = strstr(manual, "# THE CALENDAR");
    assert_non_null(chapter);
    for (int group = CALENDAR_TOP; group <= CALENDAR_FESTIVAL; group++) {
        size_t count = 0;
        const char *const *keys = calendar_keys((enum calendar_group)group, &count);
        assert_true(count > 0);
        for (size_t i = 0; i < count; i++) {
            struct str needle = {0};
            str_addf(&needle, "*%s*", keys[i]);
            if (strstr(chapter, needle.text) == NULL) {
                fail_msg("the manual lacks “%s”", keys[i]);
            }
            str_fini(&needle);
        }
    }
    free(manual);
}

// --- days -------------------------------------------------------------------------------------

static struct calendar *load_shipped(void)
{
    struct troubles troubles = {0};
    struct calendar *calendar = calendar_load(shipped, &troubles);
    assert_non_null(calendar);
    assert_int_equal(troubles.count, 0);
    return calendar;
}

static void the_calendar_that_ships_knows_the_swapped_days(void **state)
{
    (void)state;
    static const struct {
        const char *day;
        bool is_workday;
    } cases[] = {
        {"2026-01-02", false}, {"2026-01-04", true},  {"2026-02-14", true},  {"2026-02-15", false},
        {"2026-02-23", false}, {"2026-02-24", true},  {"2026-02-28", true},  {"2026-04-06", false},
        {"2026-05-05", false}, {"2026-05-06", true},  {"2026-05-09", true},  {"2026-06-19", false},
        {"2026-09-20", true},  {"2026-09-25", false}, {"2026-10-07", false}, {"2026-10-08", true},
        {"2026-10-10", true},  {"2026-10-11", false}, {"2026-11-23", true},  {"2026-11-28", false},
    };
    struct calendar *calendar = load_shipped();
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        if (calendar_is_workday(calendar, day_of(cases[i].day)) != cases[i].is_workday) {
            fail_msg("%s", cases[i].day);
        }
    }
    assert_true(calendar_is_festival(calendar, day_of("2026-10-18"), "重阳节"));
    assert_false(calendar_is_festival(calendar, day_of("2026-10-19"), "重阳节"));
    calendar_free(calendar);
}

static void without_a_calendar_monday_to_friday_are_worked(void **state)
{
    (void)state;
    assert_true(calendar_is_workday(NULL, day_of("2026-10-01")));
    assert_false(calendar_is_workday(NULL, day_of("2026-10-10")));
    assert_false(calendar_is_festival(NULL, day_of("2026-02-17"), "春节"));
    assert_false(calendar_knows_festival(NULL, "春节"));
    assert_false(calendar_covers(NULL, 2026));
}

// A `when` with one thing said.
static struct when only(unsigned days, uint32_t month_days)
{
    struct when when;
    when_init(&when);
    when.days = days;
    when.month_days = month_days;
    return when;
}

static void a_when_fits_the_days_that_it_says(void **state)
{
    (void)state;
    enum { MONDAY = 1 << 1, LAST = 1 };
    static const struct {
        unsigned days;
        uint32_t month_days;
        const char *day;
        bool fits;
    } cases[] = {
        {0, 0, "2026-11-23", true},
        {MONDAY, 0, "2026-11-23", true},
        {MONDAY, 0, "2026-11-24", false},
        {DAYS_WORKDAY, 0, "2026-10-10", true},                  // a Saturday that is worked
        {DAYS_HOLIDAY, 0, "2026-10-10", false},                 // and no day off
        {DAYS_SATURDAY, 0, "2026-10-10", true},                 // but a Saturday still
        {DAYS_WORKDAY, 0, "2026-10-05", false},                 // a Monday off
        {DAYS_WORKDAY | MONDAY, 0, "2026-10-05", true},         // any of them is enough
        {0, 1U << 15, "2026-11-15", true},                      //
        {0, 1U << 15, "2026-11-16", false},                     //
        {0, LAST, "2026-11-30", true},                          //
        {0, LAST, "2026-12-30", false},                         //
        {0, LAST, "2026-12-31", true},                          // the end of a year
        {0, LAST, "2026-02-28", true},                          //
        {0, LAST, "2028-02-28", false},                         // a leap year
        {0, LAST, "2028-02-29", true},                          //
        {0, 1U << 31, "2026-11-30", false},                     // a month without one
        {0, LAST | 1U << 31, "2026-11-30", true},               //
        {DAYS_WORKDAY, 1U << 5 | 1U << 6, "2026-09-05", false}, // both must hold
        {DAYS_WORKDAY, 1U << 5 | 1U << 6, "2026-11-05", true},  //
    };
    struct calendar *calendar = load_shipped();
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct when when = only(cases[i].days, cases[i].month_days);
        if (when_fits_day(&when, calendar, day_of(cases[i].day)) != cases[i].fits) {
            fail_msg("case %zu, %s", i, cases[i].day);
        }
    }
    calendar_free(calendar);
}

static void a_when_fits_its_festivals_and_not_beyond_its_dates(void **state)
{
    (void)state;
    struct calendar *calendar = load_shipped();
    char chongyang[] = "重阳节";
    char spring[] = "春节";
    char *names[] = {chongyang, spring};
    struct when when = only(0, 0);
    when.festivals = names;
    when.festival_count = 2;
    assert_true(when_fits_day(&when, calendar, day_of("2026-10-18")));
    assert_true(when_fits_day(&when, calendar, day_of("2026-02-17")));
    assert_false(when_fits_day(&when, calendar, day_of("2026-02-18")));
    assert_false(when_fits_day(&when, NULL, day_of("2026-02-17")));
    when.first_day = day_of("2026-03-01");
    assert_false(when_fits_day(&when, calendar, day_of("2026-02-17")));
    when = only(0, 0);
    when.first_day = when.last_day = day_of("2026-11-01"); // both are included
    assert_false(when_fits_day(&when, calendar, day_of("2026-10-31")));
    assert_true(when_fits_day(&when, calendar, day_of("2026-11-01")));
    assert_false(when_fits_day(&when, calendar, day_of("2026-11-02")));
    calendar_free(calendar);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_key_arrives_in_order_of_day),
        cmocka_unit_test(mistakes_are_told_with_what_would_be_right),
        cmocka_unit_test(a_file_that_is_not_there_is_an_error),
        cmocka_unit_test(the_manual_explains_every_key),
        cmocka_unit_test(the_calendar_that_ships_knows_the_swapped_days),
        cmocka_unit_test(without_a_calendar_monday_to_friday_are_worked),
        cmocka_unit_test(a_when_fits_the_days_that_it_says),
        cmocka_unit_test(a_when_fits_its_festivals_and_not_beyond_its_dates),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
