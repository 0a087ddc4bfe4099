// A tally survey: tables as people fill them in, the week that follows, and what is said about
// wrong ones. The figures are made up.
#include "support/findings.h"
#include "support/test.h"

#include "point/survey.h"

#include <math.h>

static bool read(const char *text, struct survey *out, const char *findings)
{
    struct troubles troubles = {0};
    bool is_good = survey_parse("t.csv", text, strlen(text), out, &troubles);
    expect_findings(&troubles, !is_good, text, findings);
    return is_good;
}

static void assert_near(double got, double want)
{
    if (fabs(got - want) > 1e-9 * fmax(1, fabs(want))) {
        fail_msg("got %.12g, want %.12g", got, want);
    }
}

enum { MONDAY, TUESDAY, WEDNESDAY, THURSDAY, FRIDAY, SATURDAY, SUNDAY };

// As Excel saves it in "CSV UTF-8", as LibreOffice does with semicolons, and by hand.
static void a_table_is_understood_however_it_was_saved(void **state)
{
    (void)state;
    static const char *const tables[] = {
        "\xEF\xBB\xBF日期,开始,结束,人数\r\n2026/11/2,9:00,10:30,90\r\n2026/11/3,09:00:00,10:00:00,"
        "30\r\n",
        "Date;Start;End;Arrivals\n2026-11-02;9:00;10:30;90\n2026-11-03;9:00;10:00;30\n",
        "arrivals,note,date,end,start\n90,,2026-11-02,10：30,9：00\n\n30,rain,2026-11-03,10:00,9:00"
        "\n",
    };
    for (size_t i = 0; i < sizeof tables / sizeof tables[0]; i++) {
        struct survey survey;
        assert_true(read(tables[i], &survey, ""));
        assert_int_equal(survey.days, 2);
        assert_near(survey.per_hour[MONDAY][9], 60);
        assert_near(survey.per_hour[MONDAY][10], 60); // half an hour of it was tallied
        assert_near(survey.per_hour[TUESDAY][9], 30);
        assert_near(survey.per_hour[TUESDAY][10], 60); // as on the tallied days of its kind
        assert_near(survey.per_hour[FRIDAY][9], 45);
        assert_true(survey.is_known[FRIDAY][10]);
        assert_false(survey.is_known[FRIDAY][11]);
        assert_false(survey.is_known[SATURDAY][9]);
        assert_int_equal(survey.stays, 0);
        assert_near(survey.rel_sd, 0); // two days do not tell
    }
}

static void a_row_over_several_hours_is_even_within(void **state)
{
    (void)state;
    struct survey survey;
    assert_true(read("date,start,end,arrivals\n2026-11-07,8:30,11:15,165\n2026-11-07,23:00,24:00,6"
                     "\n2026-11-14,9:00,10:00,20\n",
                     &survey, ""));
    assert_near(survey.per_hour[SATURDAY][8], 60);
    assert_near(survey.per_hour[SATURDAY][9], 40); // 60 and 20
    assert_near(survey.per_hour[SATURDAY][10], 60);
    assert_near(survey.per_hour[SATURDAY][11], 60);
    assert_near(survey.per_hour[SATURDAY][23], 6);
    assert_near(survey.per_hour[SUNDAY][9], 40);
}

// Three Mondays of 80, 100 and 120: a standard deviation of 20 %, and the mean of three is off by
// 20 %/√3 itself. Fails when days are not compared with their kind's mean, or the last is left out.
static void days_that_differ_say_how_far_off_a_day_may_be(void **state)
{
    (void)state;
    struct survey survey;
    assert_true(read("date,start,end,arrivals\n2026-11-02,9:00,10:00,80\n2026-11-09,9:00,10:00,100"
                     "\n2026-11-16,9:00,10:00,120\n",
                     &survey, ""));
    assert_near(survey.rel_sd, 0.2 * sqrt(4.0 / 3));
    assert_int_equal(survey.days, 3);
    // The weekend has its own mean: quieter days are no spread.
    assert_true(read("date,start,end,arrivals\n2026-11-02,9:00,10:00,80\n2026-11-09,9:00,10:00,100"
                     "\n2026-11-16,9:00,10:00,120\n2026-11-07,9:00,10:00,10\n2026-11-08,9:00,10:00,"
                     "10\n",
                     &survey, ""));
    assert_near(survey.rel_sd, sqrt(0.08 / 3 * 1.2));
    // Days that happen to be equal are not known exactly: 12 people were counted.
    assert_true(read("date,start,end,arrivals\n2026-11-02,9:00,10:00,4\n2026-11-09,9:00,10:00,4\n"
                     "2026-11-16,9:00,10:00,4\n",
                     &survey, ""));
    assert_near(survey.rel_sd, 1 / sqrt(12));
}

static void stays_that_were_timed_are_a_histogram(void **state)
{
    (void)state;
    struct survey survey;
    assert_true(read("date,start,end,arrivals,dwell_s,dwell_s\n2026-11-02,9:00,10:00,80,4,12\n"
                     "2026-11-03,9:00,10:00,80,\"14.5  25\",\n2026-11-04,9:00,10:00,80,,\n",
                     &survey, ""));
    assert_int_equal(survey.stays, 4);
    assert_int_equal(survey.dwell.kind, DWELL_HISTOGRAM);
    assert_int_equal(survey.dwell.bin_count, 5); // 5, 10, 15, 20, 30
    assert_near(survey.dwell.bins[0].weight, 0.25);
    assert_near(survey.dwell.bins[1].weight, 0);
    assert_near(survey.dwell.bins[2].weight, 0.5);
    assert_near(survey.dwell.bins[4].weight, 0.25);
    assert_near(survey.dwell.bins[4].until_s, 30);
    double mean = (4 + 12 + 14.5 + 25) / 4;
    double squares = pow(4 - mean, 2) + pow(12 - mean, 2) + pow(14.5 - mean, 2) + pow(25 - mean, 2);
    assert_near(survey.dwell_sd_s, sqrt(squares / 3 / 4));
}

#define HEAD "date,start,end,arrivals,dwell_s\n"
#define STAY_HINT " (seconds, above 0 and at most 43200; several with blanks between)\n"
#define TIME_HINT " (9:00 or 09:00; 24:00 is the end of the day)\n"

static void impossible_numbers_are_told_line_by_line(void **state)
{
    (void)state;
    static const struct {
        const char *table, *findings;
    } cases[] = {
        {"", "t.csv: error: the file is empty (date,start,end,arrivals or 日期,开始,结束,人数; and "
             "dwell_s or 停留秒数 for each stay that was timed)\n"},
        {"date,start,finish,arrivals\n",
         "t.csv:1: error: the headings lack end (结束) (date,start,end,arrivals or "
         "日期,开始,结束,人数; and dwell_s or 停留秒数 for each stay that was timed)\n"},
        {HEAD, "t.csv: error: the table has headings, but no rows (2026-11-04,9:00,10:00,57)\n"},
        {HEAD "2026-11-31,9:00,10:00,5\n1900-01-01,9:00,10:00,5\n",
         "t.csv:2: error: date: this is no date of a tally (2026-11-04 or 2026/11/4)\n"
         "t.csv:3: error: date: this is no date of a tally (2026-11-04 or 2026/11/4)\n"},
        {HEAD "2026-11-03,9.00,24:01,5\n", "t.csv:2: error: start: this is no time of day" TIME_HINT
                                           "t.csv:2: error: end: this is no time of day" TIME_HINT},
        {HEAD "2026-11-03,22:00,02:00,5\n", "t.csv:2: error: end: it ends before it begins (a "
                                            "tally over midnight takes two rows)\n"},
        {HEAD "2026-11-03,9:00,10:00,-5\n2026-11-03,10:00,11:00,4.5\n2026-11-03,11:00,12:00,\n"
              "2026-11-03,12:00,13:00,100001\n",
         "t.csv:2: error: arrivals: this is no number of people (0 … 100000)\n"
         "t.csv:3: error: arrivals: this is no number of people (0 … 100000)\n"
         "t.csv:4: error: arrivals: this is no number of people (0 … 100000)\n"
         "t.csv:5: error: arrivals: this is no number of people (0 … 100000)\n"},
        {HEAD "2026-11-03,9:00,10:00,5,-3\n2026-11-03,10:00,11:00,5,nan\n2026-11-03,11:00,12:00,5,"
              "43201\n2026-11-03,12:00,13:00,5,0\n",
         "t.csv:2: error: dwell_s: this is not how long somebody stayed" STAY_HINT
         "t.csv:3: error: dwell_s: this is not how long somebody stayed" STAY_HINT
         "t.csv:4: error: dwell_s: this is not how long somebody stayed" STAY_HINT
         "t.csv:5: error: dwell_s: this is not how long somebody stayed" STAY_HINT},
        {HEAD "2026-11-03,9:00,12:00,5\n2026-11-03,13:00,14:00,5\n2026-11-03,11:59,12:30,5\n",
         "t.csv:4: error: counts the same minutes as line 2 (add up what was counted at two doors, "
         "or leave one row out)\n"},
        {"\xC8\xD5\xC6\xDA,\xBF\xAA\xCA\xBC\n", // as Excel saves 日期,开始 by default: GBK
         "t.csv:1: error: the text is not UTF-8 (save it as “CSV UTF-8”)\n"},
        {HEAD "2026-11-03,\"9:00,10:00,5\n", "t.csv:2: error: the quote that begins here never "
                                             "ends\n"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct survey survey = {.days = 77};
        assert_false(read(cases[i].table, &survey, cases[i].findings));
        assert_int_equal(survey.days, 77);
    }
}

static void nothing_is_invented_for_hours_that_nobody_tallied(void **state)
{
    (void)state;
    struct survey survey;
    assert_true(read("date,start,end,arrivals\n2026-11-02,9:00,10:00,0\n", &survey, ""));
    assert_true(survey.is_known[MONDAY][9]); // nobody came, which is known
    for (int day = MONDAY; day <= SUNDAY; day++) {
        for (int hour = 0; hour < 24; hour++) {
            assert_near(survey.per_hour[day][hour], 0);
            assert_int_equal(survey.is_known[day][hour], day <= FRIDAY && hour == 9);
        }
    }
    assert_near(survey.rel_sd, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_table_is_understood_however_it_was_saved),
        cmocka_unit_test(a_row_over_several_hours_is_even_within),
        cmocka_unit_test(days_that_differ_say_how_far_off_a_day_may_be),
        cmocka_unit_test(stays_that_were_timed_are_a_histogram),
        cmocka_unit_test(impossible_numbers_are_told_line_by_line),
        cmocka_unit_test(nothing_is_invented_for_hours_that_nobody_tallied),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
