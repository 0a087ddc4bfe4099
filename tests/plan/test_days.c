// On which days and at which hours dayparts hold: midnight, month ends, leap days, swapped working
// days, festivals, and days of 23 and 25 hours elsewhere in the world.
#include "lists.h"

#include "support/test.h"

#include "base/civil.h"
#include "plan/periods.h"

#include <unistd.h>

#define S CLOCK_SECOND_US
#define HOUR_US (3600 * S)

static const char calendar_path[] = XIAOLABA_SOURCE_DIR "/playlists/calendar.cfg";

static struct calendar *load_calendar(void)
{
    struct troubles troubles = {0};
    struct calendar *calendar = calendar_load(calendar_path, &troubles);
    assert_non_null(calendar);
    troubles_fini(&troubles);
    return calendar;
}

static struct meridian *open_zone(const char *name)
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

// A list of one item whose only daypart, number 0, holds at these hours.
static void init_hours(struct list *list, int from_min, int to_min)
{
    list_init(list, (const int64_t[]){10}, 1);
    list->hours[0] = (struct hours){from_min, to_min};
    list->dayparts[0].lift = 1;
    when_init(&list->dayparts[0].when);
    list->dayparts[0].when.hours = list->hours;
    list->dayparts[0].when.hours_count = 1;
    list->playlist.dayparts = list->dayparts;
    list->playlist.daypart_count = 1;
    list->items[0].dayparts = list->own_dayparts;
    list->items[0].daypart_count = 1;
    list_plan(list);
}

static bool holds_at(const struct list *list, struct wall at)
{
    struct periods periods;
    periods_init(&periods, &list->terms, meridian_day(list->terms.meridian, at), true);
    bool holds = false;
    for (size_t i = 0; i < periods.count; i++) {
        const struct period *period = &periods.each[i];
        holds = holds || (period->from_us <= at.us && at.us < period->to_us && period->holds[0]);
    }
    periods_fini(&periods);
    return holds;
}

// --- in China ---------------------------------------------------------------------------------

static int64_t day_or(const char *text, int64_t otherwise)
{
    struct civil civil;
    return text != NULL && civil_parse(text, &civil) ? civil_day_number(civil) : otherwise;
}

struct row_of_days {
    const char *first_day, *last_day;
    unsigned days;
    uint32_t month_days;
    char *festival;
    int from_min, to_min;
    const char *at;
    bool holds;
};

static void assert_rows(const struct row_of_days *rows, size_t count)
{
    struct calendar *calendar = load_calendar();
    for (size_t i = 0; i < count; i++) {
        struct row_of_days row = rows[i];
        struct list list;
        init_hours(&list, row.from_min, row.to_min == 0 ? 1440 : row.to_min);
        struct when *when = &list.dayparts[0].when;
        when->first_day = day_or(row.first_day, INT64_MIN);
        when->last_day = day_or(row.last_day, INT64_MAX);
        when->days = row.days;
        when->month_days = row.month_days;
        when->festivals = &row.festival;
        when->festival_count = row.festival != NULL;
        list.terms.calendar = calendar;
        if (holds_at(&list, list_time(row.at)) != row.holds) {
            fail_msg("row %zu, at %s", i, row.at);
        }
        list_fini(&list);
    }
    calendar_free(calendar);
}
#define ASSERT_ROWS(rows) assert_rows((rows), sizeof(rows) / sizeof(rows)[0])

enum { WEDNESDAY = 1 << 3, LATE = 22 * 60, TILL_TWO = 26 * 60 };

static void a_daypart_over_midnight_belongs_to_the_day_it_began(void **state)
{
    (void)state;
    static const struct row_of_days rows[] = {
        {NULL, NULL, WEDNESDAY, 0, NULL, LATE, TILL_TWO, "2026-11-25T21:59:59", false},
        {NULL, NULL, WEDNESDAY, 0, NULL, LATE, TILL_TWO, "2026-11-25T22:00", true},
        {NULL, NULL, WEDNESDAY, 0, NULL, LATE, TILL_TWO, "2026-11-26T00:00", true},
        {NULL, NULL, WEDNESDAY, 0, NULL, LATE, TILL_TWO, "2026-11-26T01:59:59", true},
        {NULL, NULL, WEDNESDAY, 0, NULL, LATE, TILL_TWO, "2026-11-26T02:00", false},
        {NULL, NULL, WEDNESDAY, 0, NULL, LATE, TILL_TWO, "2026-11-26T22:00", false},
        {NULL, NULL, WEDNESDAY, 0, NULL, LATE, TILL_TWO, "2026-11-25T01:00", false},
        {NULL, "2026-11-25", 0, 0, NULL, LATE, TILL_TWO, "2026-11-26T01:00", true},
        {NULL, "2026-11-25", 0, 0, NULL, LATE, TILL_TWO, "2026-11-26T22:00", false},
        {"2026-11-25", NULL, 0, 0, NULL, LATE, TILL_TWO, "2026-11-25T01:00", false},
        {"2026-11-25", NULL, 0, 0, NULL, LATE, TILL_TWO, "2026-11-25T23:00", true},
        {NULL, NULL, DAYS_HOLIDAY, 0, NULL, LATE, TILL_TWO, "2026-10-08T01:00", true},
        {NULL, NULL, DAYS_WORKDAY, 0, NULL, LATE, TILL_TWO, "2026-10-01T01:00", true},
        {NULL, NULL, 0, 1, NULL, LATE, TILL_TWO, "2026-12-01T01:00", true}, // November's last
        {NULL, NULL, 0, 1, NULL, LATE, TILL_TWO, "2027-01-01T01:00", true},
        {NULL, NULL, 0, 0, "重阳节", LATE, TILL_TWO, "2026-10-19T01:00", true},
        {NULL, NULL, 0, 0, "重阳节", LATE, TILL_TWO, "2026-10-18T01:00", false},
        {NULL, NULL, 0, 0, NULL, 0, 2 * 1440, "2026-11-25T12:00", true}, // as long as it gets
        {NULL, NULL, WEDNESDAY, 0, NULL, 0, 2 * 1440, "2026-11-26T23:59:59", true},
        {NULL, NULL, WEDNESDAY, 0, NULL, 0, 2 * 1440, "2026-11-27T00:00", false},
    };
    ASSERT_ROWS(rows);
}

static void from_and_until_are_both_included(void **state)
{
    (void)state;
    static const struct row_of_days rows[] = {
        {"2026-11-25", "2026-11-25", 0, 0, NULL, 0, 0, "2026-11-24T23:59:59", false},
        {"2026-11-25", "2026-11-25", 0, 0, NULL, 0, 0, "2026-11-25T00:00:00", true},
        {"2026-11-25", "2026-11-25", 0, 0, NULL, 0, 0, "2026-11-25T23:59:59", true},
        {"2026-11-25", "2026-11-25", 0, 0, NULL, 0, 0, "2026-11-26T00:00:00", false},
        {"2026-12-31", "2027-01-01", 0, 0, NULL, 0, 0, "2026-12-30T23:59:59", false},
        {"2026-12-31", "2027-01-01", 0, 0, NULL, 0, 0, "2027-01-01T23:59:59", true},
        {"2026-12-31", "2027-01-01", 0, 0, NULL, 0, 0, "2027-01-02T00:00:00", false},
    };
    ASSERT_ROWS(rows);
}

static void months_end_when_they_end(void **state)
{
    (void)state;
    enum { LAST = 1, DAY_29 = 1 << 29, DAY_30 = 1 << 30 };
    static const struct row_of_days rows[] = {
        {NULL, NULL, 0, LAST, NULL, 0, 0, "2026-02-27", false},
        {NULL, NULL, 0, LAST, NULL, 0, 0, "2026-02-28", true},
        {NULL, NULL, 0, LAST, NULL, 0, 0, "2028-02-28", false},
        {NULL, NULL, 0, LAST, NULL, 0, 0, "2028-02-29", true},
        {NULL, NULL, 0, LAST, NULL, 0, 0, "2028-03-01", false},
        {NULL, NULL, 0, LAST, NULL, 0, 0, "2026-04-29", false},
        {NULL, NULL, 0, LAST, NULL, 0, 0, "2026-04-30T23:59:59", true},
        {NULL, NULL, 0, LAST, NULL, 0, 0, "2026-12-31", true},
        {NULL, NULL, 0, DAY_29, NULL, 0, 0, "2028-02-29", true},
        {NULL, NULL, 0, DAY_29, NULL, 0, 0, "2026-03-01", false},
        {NULL, NULL, 0, DAY_30, NULL, 0, 0, "2026-11-30", true},
        {NULL, NULL, 0, DAY_30, NULL, 0, 0, "2026-03-02", false},
        {NULL, NULL, 0, UINT32_C(1) << 31, NULL, 0, 0, "2026-11-30", false},
        {NULL, NULL, 0, UINT32_C(1) << 31, NULL, 0, 0, "2026-12-31", true},
        {"2028-02-29", "2028-02-29", 0, 0, NULL, 0, 0, "2028-02-29T12:00", true},
        {"2028-02-29", "2028-02-29", 0, 0, NULL, 0, 0, "2028-03-01T00:00", false},
    };
    ASSERT_ROWS(rows);
}

// The State Council's list for 2026.
static void swapped_working_days_and_festivals_are_those_of_the_calendar(void **state)
{
    (void)state;
    static const struct row_of_days rows[] = {
        {NULL, NULL, DAYS_WORKDAY, 0, NULL, 0, 0, "2026-02-14T09:00", true}, // a Saturday
        {NULL, NULL, DAYS_HOLIDAY, 0, NULL, 0, 0, "2026-02-14T09:00", false},
        {NULL, NULL, DAYS_SATURDAY, 0, NULL, 0, 0, "2026-02-14T09:00", true},
        {NULL, NULL, DAYS_WORKDAY, 0, NULL, 0, 0, "2026-02-17T09:00", false},
        {NULL, NULL, DAYS_WORKDAY, 0, NULL, 0, 0, "2026-09-20T09:00", true}, // a Sunday
        {NULL, NULL, DAYS_WORKDAY, 0, NULL, 0, 0, "2026-09-30T23:59", true},
        {NULL, NULL, DAYS_WORKDAY, 0, NULL, 0, 0, "2026-10-01T00:00", false}, // a Thursday
        {NULL, NULL, DAYS_HOLIDAY, 0, NULL, 0, 0, "2026-10-01T00:00", true},
        {NULL, NULL, DAYS_WORKDAY, 0, NULL, 0, 0, "2026-10-08T00:00", true},
        {NULL, NULL, DAYS_WORKDAY, 0, NULL, 0, 0, "2026-11-28T09:00", false}, // not swapped
        {NULL, NULL, DAYS_WORKDAY | DAYS_SATURDAY, 0, NULL, 0, 0, "2026-11-28T09:00", true},
        {NULL, NULL, 0, 0, "重阳节", 0, 0, "2026-10-17T23:59:59", false},
        {NULL, NULL, 0, 0, "重阳节", 0, 0, "2026-10-18T00:00", true},
        {NULL, NULL, 0, 0, "重阳节", 0, 0, "2026-10-19T00:00", false},
        {NULL, NULL, DAYS_WORKDAY, 0, "重阳节", 0, 0, "2026-10-18T12:00", false}, // a Sunday
        {NULL, NULL, 0, 0, "春节", 0, 0, "2026-02-17T12:00", true},
        {NULL, NULL, 0, 0, "春节", 0, 0, "2027-02-06T12:00", false}, // not in the file
    };
    ASSERT_ROWS(rows);
}

// --- elsewhere --------------------------------------------------------------------------------

static struct wall utc(const char *text)
{
    struct civil civil;
    assert_true(civil_parse(text, &civil));
    return civil_instant(civil, 0);
}

static void hours_that_are_skipped_or_come_twice_are_told_by_the_clock_on_the_wall(void **state)
{
    (void)state;
    static const struct {
        const char *zone;
        int from_min, to_min;
        const char *at; // UTC
        bool holds;
    } table[] = {
        {"Europe/Berlin", 120, 180, "2026-03-29T00:59:59", false}, // skipped as a whole
        {"Europe/Berlin", 120, 180, "2026-03-29T01:00:00", false},
        {"Europe/Berlin", 120, 180, "2026-03-30T00:00:00", true},  // the next day it is there
        {"Europe/Berlin", 150, 210, "2026-03-29T00:59:59", false}, // its first half is skipped
        {"Europe/Berlin", 150, 210, "2026-03-29T01:00:00", true},
        {"Europe/Berlin", 150, 210, "2026-03-29T01:29:59", true},
        {"Europe/Berlin", 150, 210, "2026-03-29T01:30:00", false},
        {"Europe/Berlin", 120, 180, "2026-10-24T23:59:59", false},
        {"Europe/Berlin", 120, 180, "2026-10-25T00:00:00", true}, // from the first two o'clock …
        {"Europe/Berlin", 120, 180, "2026-10-25T01:59:59", true}, // … until the only three o'clock
        {"Europe/Berlin", 120, 180, "2026-10-25T02:00:00", false},
        {"Europe/Berlin", 150, 165, "2026-10-25T00:30:00", true}, // once, not twice
        {"Europe/Berlin", 150, 165, "2026-10-25T01:30:00", false},
        {"Europe/Berlin", LATE, TILL_TWO + 60, "2026-10-25T01:59:59", true}, // begun the day before
        {"America/New_York", 60, 240, "2026-03-08T05:59:59", false},
        {"America/New_York", 60, 240, "2026-03-08T06:00:00", true},
        {"America/New_York", 60, 240, "2026-03-08T07:59:59", true}, // two hours, not three
        {"America/New_York", 60, 240, "2026-03-08T08:00:00", false},
        {"America/New_York", 60, 120, "2026-11-01T05:00:00", true},
        {"America/New_York", 60, 120, "2026-11-01T06:59:59", true},
        {"America/New_York", 60, 120, "2026-11-01T07:00:00", false},
        {"Australia/Lord_Howe", 90, 120, "2026-04-04T14:29:59", false},
        {"Australia/Lord_Howe", 90, 120, "2026-04-04T14:30:00", true}, // half an hour twice
        {"Australia/Lord_Howe", 90, 120, "2026-04-04T15:29:59", true},
        {"Australia/Lord_Howe", 90, 120, "2026-04-04T15:30:00", false},
        {"Australia/Lord_Howe", 120, 150, "2026-10-03T15:30:00", false}, // half an hour skipped
    };
    for (size_t i = 0; i < sizeof table / sizeof table[0]; i++) {
        struct list list;
        struct meridian *meridian = open_zone(table[i].zone);
        init_hours(&list, table[i].from_min, table[i].to_min);
        list.terms.meridian = meridian;
        if (holds_at(&list, utc(table[i].at)) != table[i].holds) {
            fail_msg("row %zu: %s at %s", i, table[i].zone, table[i].at);
        }
        list_fini(&list);
        meridian_free(meridian);
    }
}

static void assert_whole_and_capped(const struct row *row, int most)
{
    int plays[26] = {0};
    int64_t at_us = row->start_us;
    for (size_t i = 0; i < row->count; i++) {
        assert_true(row->slots[i].start.us == at_us);
        assert_int_equal(row->slots[i].kind, SLOT_ITEM);
        plays[(at_us - row->start_us) / HOUR_US] += row->slots[i].item == 0;
        at_us = row->slots[i].end.us;
    }
    assert_true(at_us == row->end_us);
    for (int64_t hour = 0; hour < (row->end_us - row->start_us) / HOUR_US; hour++) {
        assert_int_equal(plays[hour], most);
    }
}

// Hours are counted from midnight on as they pass.
static void days_of_23_and_25_hours_are_whole_and_caps_hold(void **state)
{
    (void)state;
    static const struct {
        const char *zone, *day;
        int64_t minutes;
    } table[] = {{"Europe/Berlin", "2026-03-29", 23 * 60},
                 {"Europe/Berlin", "2026-10-25", 25 * 60},
                 {"Europe/Berlin", "2026-11-25", 24 * 60},
                 {"America/New_York", "2026-03-08", 23 * 60},
                 {"America/New_York", "2026-11-01", 25 * 60},
                 {"Australia/Lord_Howe", "2026-10-04", 1410},
                 {"Australia/Lord_Howe", "2026-04-05", 24 * 60 + 30}};
    for (size_t i = 0; i < sizeof table / sizeof table[0]; i++) {
        struct list list;
        struct meridian *meridian = open_zone(table[i].zone);
        list_init(&list, (const int64_t[]){10, 20, 30}, 3);
        list.terms.meridian = meridian;
        list.items[0].often.max_per_hour = 7;
        list_plan(&list);
        struct row row = list_row(&list, 0, day_or(table[i].day, 0));
        assert_int_equal(row.end_us - row.start_us, table[i].minutes * 60 * S);
        assert_whole_and_capped(&row, 7);
        free(row.slots);
        list_fini(&list);
        meridian_free(meridian);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_daypart_over_midnight_belongs_to_the_day_it_began),
        cmocka_unit_test(from_and_until_are_both_included),
        cmocka_unit_test(months_end_when_they_end),
        cmocka_unit_test(swapped_working_days_and_festivals_are_those_of_the_calendar),
        cmocka_unit_test(hours_that_are_skipped_or_come_twice_are_told_by_the_clock_on_the_wall),
        cmocka_unit_test(days_of_23_and_25_hours_are_whole_and_caps_hold),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
