// Items that can never play, times with nothing to show, two sides at once.
#include "checked.h"

#include "support/test.h"

struct line {
    const char *playlist;
    const char *wanted; // NULL: nothing is found
};

static void assert_lines(const struct line *lines, size_t count, int from_min, int to_min)
{
    for (size_t i = 0; i < count; i++) {
        struct checked checked;
        checked_init(&checked, lines[i].playlist);
        if (to_min > 0) {
            checked_open(&checked, from_min, to_min);
        }
        assert_found(&checked, lines[i].wanted != NULL, lines[i].wanted);
        checked_fini(&checked);
    }
}
#define ASSERT_LINES(lines, from_min, to_min)                                                      \
    assert_lines(lines, sizeof(lines) / sizeof(lines)[0], from_min, to_min)

#define ITEMS "items = ( { id = \"b\"; text = \"反诈\"; },\n{ id = \"a\"; text = \"反诈\"; "

static void an_item_whose_days_never_come_is_told_with_the_reason(void **state)
{
    (void)state;
    static const struct line lines[] = {
        {ITEMS "when = { until = \"2026-11-22\"; }; } );",
         "list.cfg:2: warning: item \"a\" can never play: its last day was 2026-11-22"},
        {ITEMS "when = { until = \"2026-11-23\"; }; } );", NULL},
        {ITEMS "when = { from = \"2028-05-01\"; }; } );", "its first day is far off, 2028-05-01"},
        {ITEMS "when = { from = \"2027-12-01\"; }; } );", NULL},
        {ITEMS "when = { days = \"mon\"; month_days = 31; from = \"2026-12-01\";"
               " until = \"2027-02-28\"; }; } );",
         "no day of the next 400 fits"},
        {ITEMS "when = { days = \"mon\"; month_days = 31; }; } );", NULL},
        {ITEMS "when = { festivals = \"重阳节\"; }; } );", NULL},
    };
    ASSERT_LINES(lines, 0, 0);
}

static void an_item_that_waits_for_a_closed_point_is_told(void **state)
{
    (void)state;
    static const struct line lines[] = {
        {ITEMS "when = { hours = \"20:00-22:00\"; }; } );",
         "outside the opening hours of the point (it is open 09:00-17:00 on 2026-11-23)"},
        {ITEMS "when = { hours = \"16:00-22:00\"; }; } );", NULL},
    };
    ASSERT_LINES(lines, 9 * 60, 17 * 60);
}

#define SPEAKS                                                                                     \
    "dayparts = ( { name = \"school\"; hours = \"08:00-18:00\"; audience = \"学生\"; } );"       \
    "items = ( { id = \"b\"; text = \"反诈\"; }, { id = \"c\"; text = \"反诈\";"               \
    " audience = \"学生\"; }, { id = \"a\"; text = \"反诈\"; audience = \"老年人\"; "

static void an_item_that_always_has_to_rest_is_told(void **state)
{
    (void)state;
    static const struct line lines[] = {
        {SPEAKS "when = { hours = \"09:00-10:00\"; }; } );",
         "whenever it is its time, the daypart \"school\" speaks to others"},
        {SPEAKS "when = { hours = \"09:00-19:00\"; }; } );", NULL},
        {SPEAKS "} );", NULL},
    };
    ASSERT_LINES(lines, 0, 0);
}

static void an_item_that_never_has_a_turn_is_told(void **state)
{
    (void)state;
    static const struct line lines[] = {
        {ITEMS "when = { hours = \"14:00-24:00\"; }; gap = \"12h\"; } );",
         "its time of the day is not longer than its gap of 12 h"},
        {ITEMS "when = { hours = \"11:00-24:00\"; }; gap = \"12h\"; } );", NULL},
        {ITEMS "}, { id = \"c\"; text = \"反诈\"; priority = \"high\"; } );", "higher priority"},
        {"items = ( { id = \"a\"; text = \"反诈\"; },"
         " { id = \"c\"; text = \"反诈\"; priority = \"high\"; gap = \"1m\"; } );",
         NULL},
    };
    struct checked checked;
    for (size_t i = 0; i < sizeof lines / sizeof lines[0]; i++) {
        checked_init(&checked, lines[i].playlist);
        size_t count = i == 2 ? 2 : lines[i].wanted != NULL; // a and b wait for c
        assert_found(&checked, count, lines[i].wanted);
        checked_fini(&checked);
    }
}

static void a_filler_that_is_never_needed_is_not_told(void **state)
{
    (void)state;
    struct checked checked;
    checked_init(&checked, "filler = \"a\"; items = ( { id = \"a\"; text = \"反诈\"; },"
                           " { id = \"b\"; text = \"反诈\"; } );"
                           "zones = ( { name = \"main\"; items = \"b\"; } );");
    assert_found(&checked, 0, NULL);
    checked_fini(&checked);
}

#define HALVES                                                                                     \
    "items = ( { id = \"a\"; text = \"反诈\"; when = { hours = \"00:00-12:00\"; }; },"           \
    " { id = \"b\"; text = \"反诈\"; when = { hours = \"14:00-24:00\"; }; } "

static void times_with_nothing_to_show_are_told_once_per_sort_of_day(void **state)
{
    (void)state;
    static const struct line lines[] = {
        {HALVES ");", "zone \"main\" shows the house card 12:00-14:00 every day"},
        {HALVES ", { id = \"c\"; text = \"反诈\"; when = { days = \"workday\"; }; } );",
         "zone \"main\" shows the house card 12:00-14:00 on days off such as 2026-11-25"},
        {HALVES ", { id = \"c\"; text = \"反诈\"; when = { days = \"holiday\"; }; } );",
         "zone \"main\" shows the house card 12:00-14:00 on workdays such as 2026-11-23"},
        {"filler = \"c\"; " HALVES ", { id = \"c\"; text = \"反诈\"; } );"
         "zones = ( { name = \"main\"; items = ( \"a\", \"b\" ); } );",
         NULL},
        {"items = ( { id = \"a\"; text = \"反诈\"; gap = \"20s\"; } );",
         "zone \"main\" shows the house card 00:00:10-00:00:30, "},
    };
    ASSERT_LINES(lines, 0, 0);
}

static void closing_time_is_no_hole(void **state)
{
    (void)state;
    static const struct line lines[] = {
        {"items = ( { id = \"a\"; text = \"反诈\"; when = { hours = \"09:00-17:00\"; }; } );",
         NULL},
    };
    ASSERT_LINES(lines, 9 * 60, 17 * 60);
}

#define PARTS(hours, speaks)                                                                             \
    "dayparts = (\n{ name = \"one\"; hours = \"08:00-12:00\"; audience = \"学生\"; },\n"               \
    "{ name = \"two\"; hours = \"" hours "\"; " speaks " } );"                                           \
    "items = ( { id = \"a\"; text = \"反诈\"; audience = \"学生\"; topic = \"刷单\"; },"           \
    " { id = \"b\"; text = \"反诈\"; audience = \"老年人\"; }, { id = \"c\"; text = \"反诈\"; } " \
    ");"

static void dayparts_for_two_sides_that_overlap_are_told(void **state)
{
    (void)state;
    static const struct line lines[] = {
        {PARTS("11:00-13:00", "audience = \"老年人\";"),
         "list.cfg:3: warning: the dayparts \"one\" and \"two\" speak to different audiences and "
         "overlap 11:00-12:00 every day"},
        {PARTS("12:00-13:00", "audience = \"老年人\";"), NULL},
        {PARTS("11:00-13:00", "audience = ( \"老年人\", \"学生\" );"), NULL},
        {PARTS("11:00-13:00", "topic = \"刷单\";"), NULL},
    };
    ASSERT_LINES(lines, 0, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_item_whose_days_never_come_is_told_with_the_reason),
        cmocka_unit_test(an_item_that_waits_for_a_closed_point_is_told),
        cmocka_unit_test(an_item_that_always_has_to_rest_is_told),
        cmocka_unit_test(an_item_that_never_has_a_turn_is_told),
        cmocka_unit_test(a_filler_that_is_never_needed_is_not_told),
        cmocka_unit_test(times_with_nothing_to_show_are_told_once_per_sort_of_day),
        cmocka_unit_test(closing_time_is_no_hole),
        cmocka_unit_test(dayparts_for_two_sides_that_overlap_are_told),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
