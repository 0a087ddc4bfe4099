// Who comes past, in a point's file: the table of the week, stays, and what is said about the rest.
#include "support/findings.h"
#include "support/test.h"

#include "base/str.h"
#include "point/point.h"

#include <math.h>

static struct point *load_at(const char *path, const char *inside, const char *findings)
{
    struct str whole = {0};
    str_addf(&whole, "id = \"a\";\naudience = { %s };", inside);
    struct troubles troubles = {0};
    struct point *point = point_parse(path, whole.text, whole.length, &troubles);
    expect_findings(&troubles, point == NULL, inside, findings);
    str_fini(&whole);
    return point;
}

static struct point *load(const char *inside, const char *findings)
{
    return load_at("p.cfg", inside, findings);
}

static void assert_near(double got, double want)
{
    if (fabs(got - want) > 1e-9 * fmax(1, fabs(want))) {
        fail_msg("got %.12g, want %.12g", got, want);
    }
}

enum { MONDAY, TUESDAY, WEDNESDAY, THURSDAY, FRIDAY, SATURDAY, SUNDAY };

static void without_a_word_nobody_is_known(void **state)
{
    (void)state;
    struct troubles troubles = {0};
    struct point *point = point_load(NULL, &troubles);
    assert_false(point->has_audience);
    assert_near(point->audience.repeat, 1);
    point_free(point);
    troubles_fini(&troubles);
}

static void one_number_is_every_hour(void **state)
{
    (void)state;
    struct point *point = load("footfall = 60; dwell = \"3m\";", "");
    assert_true(point->has_audience);
    const struct audience *audience = &point->audience;
    assert_near(audience->per_hour[MONDAY][0], 60);
    assert_near(audience->per_hour[SUNDAY][23], 60);
    assert_int_equal(audience->dwell.kind, DWELL_FIXED);
    assert_near(audience->dwell.fixed_s, 180);
    assert_int_equal(audience->grade, GRADE_CONFIGURED);
    assert_near(audience->rel_sd, 0.5);    // nobody said how far off: an estimate
    assert_near(audience->dwell_sd_s, 90); // the same of the stay
    assert_near(audience->full_s, 0);
    assert_near(audience->notice, 0);
    assert_near(audience->population, 0);
    point_free(point);
}

// Fails when an hour is taken whole, when earlier entries win, or when Sunday comes first.
static void later_entries_overrule_earlier_ones_minute_by_minute(void **state)
{
    (void)state;
    struct point *point = load("footfall = ( { hours = \"08:30-17:30\"; per_hour = 60; },"
                               "  { days = \"mon\"; hours = ( \"12:15-12:45\" ); per_hour = 120; },"
                               "  { days = \"weekend\"; per_hour = 0; },"
                               "  { days = \"周日\"; hours = \"10:00-11:00\"; per_hour = 7.5; } );"
                               "dwell = 30;",
                               "");
    const struct audience *audience = &point->audience;
    assert_near(audience->per_hour[MONDAY][8], 30); // half of it
    assert_near(audience->per_hour[MONDAY][9], 60);
    assert_near(audience->per_hour[MONDAY][12], 90); // 30 minutes of 120, 30 of 60
    assert_near(audience->per_hour[TUESDAY][12], 60);
    assert_near(audience->per_hour[FRIDAY][17], 30);
    assert_near(audience->per_hour[FRIDAY][18], 0);
    assert_near(audience->per_hour[SATURDAY][10], 0);
    assert_near(audience->per_hour[SUNDAY][10], 7.5);
    assert_near(audience->per_hour[SUNDAY][9], 0);
    point_free(point);
}

// Fails when the hours behind midnight are put into the same day, or lost.
static void hours_over_midnight_reach_into_the_next_day(void **state)
{
    (void)state;
    struct point *point = load("footfall = ( { days = \"fri\"; hours = \"22:00-01:30\"; per_hour = "
                               "10; }, { days = \"sun\"; hours = \"23:00-02:00\"; per_hour = 4; } "
                               "); dwell = 30;",
                               "");
    const struct audience *audience = &point->audience;
    assert_near(audience->per_hour[FRIDAY][22], 10);
    assert_near(audience->per_hour[FRIDAY][1], 0);
    assert_near(audience->per_hour[SATURDAY][0], 10);
    assert_near(audience->per_hour[SATURDAY][1], 5);
    assert_near(audience->per_hour[SUNDAY][23], 4);
    assert_near(audience->per_hour[MONDAY][0], 4); // the week is a circle
    assert_near(audience->per_hour[MONDAY][2], 0);
    point_free(point);
}

static void passers_by_and_a_queue_are_mixed(void **state)
{
    (void)state;
    struct point *point =
        load("footfall = 60; dwell = ( { share = 70; mean = 20; }, { share = 30; mean = \"7m\"; } "
             "); dwell_sd = \"30s\"; footfall_sd = 20;",
             "");
    const struct dwell *dwell = &point->audience.dwell;
    assert_int_equal(dwell->kind, DWELL_MIXTURE);
    assert_int_equal(dwell->part_count, 2);
    assert_near(dwell->parts[0].weight, 0.7);
    assert_near(dwell->parts[0].mean_s, 20);
    assert_near(dwell->parts[1].weight, 0.3);
    assert_near(dwell->parts[1].mean_s, 420);
    assert_near(point->audience.dwell_sd_s, 30);
    assert_near(point->audience.rel_sd, 0.2);
    point_free(point);
}

static void a_histogram_says_until_when(void **state)
{
    (void)state;
    struct point *point =
        load("footfall = 60; dwell = ( { until = 30; share = 40; }, { until = 60; share = 0; }, { "
             "until = \"5m\"; share = 60; } );",
             "");
    const struct dwell *dwell = &point->audience.dwell;
    assert_int_equal(dwell->kind, DWELL_HISTOGRAM);
    assert_int_equal(dwell->bin_count, 3);
    assert_near(dwell->bins[0].weight, 0.4);
    assert_near(dwell->bins[1].weight, 0);
    assert_near(dwell->bins[2].until_s, 300);
    point_free(point);
}

static void people_and_where_the_numbers_come_from_arrive(void **state)
{
    (void)state;
    struct point *point =
        load("footfall = 60; dwell = 60; source = \"调查\"; note = \"柜台登记\"; notice = 40; "
             "population = 20000; catchment = \"和平街道\"; repeat = 0.3; full_after = \"15s\";",
             "");
    const struct audience *audience = &point->audience;
    assert_int_equal(audience->grade, GRADE_SURVEYED);
    assert_string_equal(audience->source, "柜台登记");
    assert_near(audience->notice, 0.4);
    assert_near(audience->population, 20000);
    assert_string_equal(audience->catchment, "和平街道");
    assert_near(audience->repeat, 0.3);
    assert_near(audience->full_s, 15);
    assert_near(audience->rel_sd, 0.2);
    point_free(point);
    point = load("footfall = 60; dwell = 60; source = \"counter\"; full_after = \"whole\";", "");
    assert_int_equal(point->audience.grade, GRADE_COUNTED);
    assert_near(point->audience.full_s, 0);
    point_free(point);
}

#define FOOTFALL_HINT                                                                              \
    " (footfall = ( { hours = \"08:30-17:30\"; per_hour = 60; }, { days = \"weekend\"; hours = "   \
    "\"09:00-16:00\"; per_hour = 25; } );)\n"
#define DWELL_HINT                                                                                 \
    " (dwell = \"3m\"; or ( { share = 70; mean = 20; }, { share = 30; mean = \"7m\"; } ); or ( { " \
    "share = 40; until = 30; }, { share = 60; until = 300; } );)\n"

static void mistakes_are_told_with_what_would_be_right(void **state)
{
    (void)state;
    static const struct {
        const char *inside, *findings;
    } cases[] = {
        {"dwell = 60;", "p.cfg:2: error: audience.footfall: how many people come past is missing, "
                        "and there is no survey" FOOTFALL_HINT},
        {"footfall = 60;", "p.cfg:2: error: audience.dwell: how long people stay is missing (dwell "
                           "= \"3m\"; see xiaolaba-point(5))\n"},
        {"footfal = 60; dwell = 60; footfall = 3;",
         "p.cfg:2: error: audience.footfal: there is no such key (did you mean footfall?)\n"},
        {"footfall = ( { days = \"workday\"; per_hour = 5; } ); dwell = 60;",
         "p.cfg:2: error: audience.footfall[1].days: which days are worked is decided by the "
         "calendar, and footfall is a table of the week (\"mon-fri\", \"weekend\", or single "
         "days)\n"},
        {"footfall = ( { days = ( \"mon\", \"holiday\" ); per_hour = 5; } ); dwell = 60;",
         "p.cfg:2: error: audience.footfall[1].days: which days are worked is decided by the "
         "calendar, and footfall is a table of the week (\"mon-fri\", \"weekend\", or single "
         "days)\n"},
        {"footfall = ( { days = \"mon\"; } ); dwell = 60;",
         "p.cfg:2: error: audience.footfall[1].per_hour: how many people come is "
         "missing" FOOTFALL_HINT},
        {"footfall = ( { per_hour = -1; } ); dwell = 60;",
         "p.cfg:2: error: audience.footfall[1].per_hour: -1 people per hour is too little (0 … "
         "100000 people per hour)\n"},
        {"footfall = 60; dwell = 0;",
         "p.cfg:2: error: audience.dwell: 0 s is too little (0.5 … 43200 s)\n"},
        {"footfall = 60; dwell = ( { share = 70; mean = 20; }, { share = 30; until = 60; } );",
         "p.cfg:2: error: audience.dwell[2].until: the parts say either mean or until, all of them "
         "the same" DWELL_HINT},
        {"footfall = 60; dwell = ( { until = 60; share = 70; }, { until = 60; share = 30; } );",
         "p.cfg:2: error: audience.dwell[2].until: must be later than that of the part before "
         "(from the shortest stays to the longest)\n"},
        {"footfall = 60; dwell = ( { mean = 60; } );",
         "p.cfg:2: error: audience.dwell[1]: a part needs both share and mean" DWELL_HINT},
        {"footfall = 60; dwell = ( { share = 60; mean = 60; }, { share = 30; mean = 100; } );",
         "p.cfg:2: warning: audience.dwell: the shares add up to 90 %, and are taken in "
         "proportion\n"},
        {"footfall = 60; dwell = ( { share = 0; mean = 60; } );",
         "p.cfg:2: warning: audience.dwell: the shares add up to 0 %, and are taken in "
         "proportion\np.cfg:2: error: audience.dwell: nobody stays at all" DWELL_HINT},
        {"footfall = 60; dwell = 60; notice = 40;",
         "p.cfg:2: error: audience.notice: how many people notice the screen must have been "
         "surveyed (source = \"survey\"; or leave notice out)\n"},
        {"footfall = 60; dwell = 60; catchment = \"x\";",
         "p.cfg:2: warning: audience.catchment: has no effect without population (population = "
         "20000;)\n"},
        {"footfall = 60; dwell = 60; source = \"guess\";",
         "p.cfg:2: error: audience.source: “guess” is not known here (one of: \"estimate\", "
         "\"survey\", \"counter\")\n"},
        {"footfall = 0; dwell = 60;", "p.cfg:2: warning: audience: nobody ever comes past: reports "
                                      "will say nothing about people" FOOTFALL_HINT},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        point_free(load(cases[i].inside, cases[i].findings));
    }
    struct troubles troubles = {0};
    static const char missing[] =
        "id = \"a\";\naudience = { footfall = 60; dwell = 60; survey = \"no-such-tally.csv\"; };";
    assert_null(point_parse("/no/p.cfg", missing, sizeof missing - 1, &troubles));
    assert_int_equal(troubles_errors(&troubles), 2); // why, and whose fault that is
    troubles_fini(&troubles);
}

// --- with a survey ------------------------------------------------------------------------------

// 2026-11-02 is a Monday.
static const char tally[] = "日期,开始,结束,人数,停留秒数,停留秒数\n"
                            "2026-11-02,9:00,11:00,120,12,200\n"
                            "2026-11-03,9:00,10:00,40,30 31,\n"
                            "2026-11-04,9:00,10:00,80,,\n"
                            "2026-11-07,14:00,15:00,30,600,\n";

static void a_survey_says_who_comes(void **state)
{
    (void)state;
    char *folder = test_folder_make();
    free(test_file(folder, "tally.csv", tally));
    char path[512];
    snprintf(path, sizeof path, "%s/p.cfg", folder);
    char findings[700];
    snprintf(findings, sizeof findings,
             "%s:2: warning: audience.survey: only 5 stays were timed: how long people stay is "
             "mostly chance (20 or more)\n",
             path);
    struct point *point = load_at(path, "survey = \"tally.csv\";", findings);
    const struct audience *audience = &point->audience;
    assert_true(point->has_audience);
    assert_int_equal(audience->grade, GRADE_SURVEYED);
    assert_near(audience->per_hour[MONDAY][9], 60);
    assert_near(audience->per_hour[TUESDAY][9], 40);
    assert_near(audience->per_hour[THURSDAY][9], 60); // the mean of Monday to Wednesday
    assert_near(audience->per_hour[SUNDAY][14], 30);
    assert_near(audience->per_hour[SUNDAY][9], 0);
    assert_int_equal(audience->dwell.kind, DWELL_HISTOGRAM);
    point_free(point);
    // What is written wins over what was timed, and the hours that nobody tallied make it an
    // estimate.
    point = load_at(path, "survey = \"tally.csv\"; footfall = 5; dwell = 60; footfall_sd = 10;",
                    findings);
    assert_near(point->audience.per_hour[MONDAY][9], 60);
    assert_near(point->audience.per_hour[MONDAY][20], 5);
    assert_int_equal(point->audience.grade, GRADE_CONFIGURED);
    assert_int_equal(point->audience.dwell.kind, DWELL_FIXED);
    assert_near(point->audience.rel_sd, 0.1);
    point_free(point);
    test_folder_remove(folder);
}

static void a_survey_of_one_day_does_not_know_how_days_differ(void **state)
{
    (void)state;
    char *folder = test_folder_make();
    free(test_file(folder, "t.csv", "date,start,end,arrivals\n2026-11-02,9:00,10:00,400\n"));
    char path[512];
    snprintf(path, sizeof path, "%s/p.cfg", folder);
    char findings[700];
    snprintf(findings, sizeof findings,
             "%s:2: warning: audience.survey: 1 day does not tell how days differ: arrivals are "
             "taken to be off by 50 %% (tally two more days, or say footfall_sd)\n",
             path);
    struct point *point = load_at(path, "survey = \"t.csv\"; dwell = 60;", findings);
    assert_near(point->audience.rel_sd, 0.5);
    assert_near(point->audience.dwell_sd_s, 12);
    point_free(point);
    point = load_at(path, "survey = \"t.csv\"; dwell = 60; footfall_sd = 30;", "");
    assert_near(point->audience.rel_sd, 0.3);
    point_free(point);
    test_folder_remove(folder);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(without_a_word_nobody_is_known),
        cmocka_unit_test(one_number_is_every_hour),
        cmocka_unit_test(later_entries_overrule_earlier_ones_minute_by_minute),
        cmocka_unit_test(hours_over_midnight_reach_into_the_next_day),
        cmocka_unit_test(passers_by_and_a_queue_are_mixed),
        cmocka_unit_test(a_histogram_says_until_when),
        cmocka_unit_test(people_and_where_the_numbers_come_from_arrive),
        cmocka_unit_test(mistakes_are_told_with_what_would_be_right),
        cmocka_unit_test(a_survey_says_who_comes),
        cmocka_unit_test(a_survey_of_one_day_does_not_know_how_days_differ),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
