// The calendar and the table of cases, held against what is asked of them.
#include "checked.h"

#include "support/test.h"

#include "base/mem.h"

static const char of_2026[] = "years = ( 2026 );";

static void assert_year(const char *playlist, const char *today, bool is_opening_asking,
                        const char *wanted)
{
    struct checked checked;
    checked_init(&checked, playlist);
    checked_set_calendar(&checked, of_2026);
    checked_set_today(&checked, today);
    if (is_opening_asking) {
        checked_open(&checked, 0, 24 * 60);
        checked.opening.days = DAYS_WORKDAY;
        checked.terms.point_path = "point.cfg";
    }
    assert_found(&checked, wanted != NULL, wanted);
    checked_fini(&checked);
}

static void a_year_that_the_calendar_lacks_is_told_when_it_is_asked(void **state)
{
    (void)state;
    static const char asks[] =
        "items = ( { id = \"b\"; text = \"反诈\"; },\n"
        "{ id = \"a\"; text = \"反诈\"; when = { days = \"workday\"; }; } );";
    static const char silent[] = "items = ( { id = \"b\"; text = \"反诈\"; },"
                                 "{ id = \"a\"; text = \"反诈\"; when = { days = \"mon\"; }; } );";
    assert_year(asks, "2026-10-31", false, NULL);
    assert_year(asks, "2026-11-01", false,
                "list.cfg:2: warning: workdays, days off and festivals are asked for, and the "
                "calendar does not cover 2027");
    assert_year(asks, "2027-03-01", false, "does not cover 2027");
    assert_year(silent, "2027-03-01", false, NULL);
    assert_year(silent, "2027-03-01", true, "point.cfg: warning: workdays");
}

static void no_calendar_at_all_is_told(void **state)
{
    (void)state;
    struct checked checked;
    checked_init(&checked, "items = ( { id = \"b\"; text = \"反诈\"; }, { id = \"a\";"
                           " text = \"反诈\"; when = { days = \"workday\"; }; } );");
    checked.terms.plan.calendar = NULL;
    assert_found(&checked, 1, "there is no calendar (Monday to Friday are taken for workdays");
    checked_fini(&checked);
}

static void a_festival_that_the_calendar_does_not_know_is_told(void **state)
{
    (void)state;
    static const struct {
        const char *festival, *wanted;
        size_t count;
    } table[] = {
        {"重阳",
         "list.cfg:1: warning: festivals: the calendar does not know the festival “重阳” "
         "(did you mean “重阳节”?)",
         2},
        {"泼水节", "item \"a\" can never play: the calendar does not know the festival", 2},
        {"重阳节", NULL, 0},
    };
    for (size_t i = 0; i < sizeof table / sizeof table[0]; i++) {
        struct checked checked;
        char *text = mem_format("items = ( { id = \"b\"; text = \"反诈\"; }, { id = \"a\";"
                                " text = \"反诈\"; when = { festivals = \"%s\"; }; } );",
                                table[i].festival);
        checked_init(&checked, text);
        assert_found(&checked, table[i].count, table[i].wanted);
        checked_fini(&checked);
        free(text);
    }
}

static void a_known_festival_of_a_year_to_come_is_no_finding(void **state)
{
    (void)state;
    struct checked checked;
    checked_init(&checked, "items = ( { id = \"b\"; text = \"反诈\"; }, { id = \"a\";"
                           " text = \"反诈\"; when = { festivals = \"重阳节\"; }; } );");
    checked_set_calendar(&checked, "years = ( 2026 ); festivals = ( { name = \"重阳节\";"
                                   " date = \"2026-10-18\"; } );");
    checked_set_today(&checked, "2026-10-20");
    assert_found(&checked, 0, NULL);
    checked_fini(&checked);
}

// --- cases -------------------------------------------------------------------------------------

static void assert_cases(const char *table, const char *district, size_t count, const char *wanted)
{
    char *folder = test_folder_make();
    struct checked checked;
    checked_init(&checked, "cases = \"cases.csv\"; items = ( { id = \"a\"; text = \"反诈\";"
                           " topic = \"刷单返利\"; } );");
    char *path =
        table != NULL ? test_file(folder, "cases.csv", table) : mem_format("%s/cases.csv", folder);
    free(checked.playlist->cases.path);
    checked.playlist->cases.path = path;
    checked.terms.district = district;
    assert_found(&checked, count, wanted);
    assert_int_equal(troubles_errors(&checked.troubles), 0); // it plays all the same
    checked_fini(&checked);
    test_folder_remove(folder);
}

static void cases_that_cannot_be_used_are_told(void **state)
{
    (void)state;
    assert_cases(NULL, "某省/某市", 2, "cases.csv cannot be used");
    assert_cases("date,district,topic\n2026-11-22,某市,刷单返利\n", "某省/某市", 2,
                 "cases.csv cannot be used");
    assert_cases("date,district,topic,cases\n2026-11-22,某市,刷单返利,three\n"
                 "2026-11-22,某市,刷单返利,3\n",
                 "某省/某市", 1, "cases.csv:2: warning");
}

static void cases_that_say_nothing_here_are_told(void **state)
{
    (void)state;
    static const char table[] = "date,district,topic,cases\n2026-01-02,某市,刷单返利,3\n";
    static const char others[] = "date,district,topic,cases\n2026-01-02,某市,冒充客服,3\n";
    assert_cases(table, "某省/某市", 0, NULL);
    assert_cases(table, "某省/某县", 1, "has no row for the district “某省/某县”");
    assert_cases(others, "某省/某市", 1, "(its first topic is “冒充客服”;");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_year_that_the_calendar_lacks_is_told_when_it_is_asked),
        cmocka_unit_test(no_calendar_at_all_is_told),
        cmocka_unit_test(a_festival_that_the_calendar_does_not_know_is_told),
        cmocka_unit_test(a_known_festival_of_a_year_to_come_is_no_finding),
        cmocka_unit_test(cases_that_cannot_be_used_are_told),
        cmocka_unit_test(cases_that_say_nothing_here_are_told),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
