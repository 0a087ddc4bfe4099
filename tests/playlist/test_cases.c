// Cases: tables as spreadsheets write them, what is said about wrong ones, and the lifts that
// follow. The figures are made up.
#include "support/findings.h"
#include "support/test.h"

#include "base/civil.h"
#include "base/str.h"
#include "playlist/cases.h"

static struct cases *load(const char *text, const char *findings)
{
    struct troubles troubles = {0};
    struct cases *cases = cases_parse("c.csv", text, strlen(text), &troubles);
    expect_findings(&troubles, cases == NULL, text, findings);
    return cases;
}

static int64_t day_of(const char *text)
{
    struct civil civil;
    assert_true(civil_parse(text, &civil));
    return civil_day_number(civil);
}

static const struct cases_rule usual = {.least = 1, .most = 3, .days = 1};

static struct str lifts_text(const struct cases *cases, const struct cases_rule *rule,
                             const char *district, const char *day)
{
    struct lifts lifts;
    struct str text = {0};
    cases_lifts(cases, rule, district, day_of(day), &lifts);
    lifts_print(&lifts, &text);
    lifts_fini(&lifts);
    return text;
}

static void assert_lifts(const char *table, const char *district, const char *day, const char *want)
{
    struct cases *cases = load(table, "");
    struct str text = lifts_text(cases, &usual, district, day);
    if (strcmp(text.text, want) != 0) {
        fail_msg("of <<%s>>\n got: %s\nwant: %s", table, text.text, want);
    }
    str_fini(&text);
    cases_free(cases);
}

// --- tables -----------------------------------------------------------------------------------

#define ONE_CASE "{\"default\":1000,\"topics\":[[\"刷单\",7,3000]]}"

static void tables_are_read_as_spreadsheets_write_them(void **state)
{
    (void)state;
    static const char *const tables[] = {
        "date,district,topic,cases\n2026-11-23,a,刷单,7\n",
        "date,district,topic,cases\r\n2026/11/23,a,刷单,7\r\n",
        "\xEF\xBB\xBF"
        "date,district,topic,cases\n2026-11-23,a,刷单,7",
        "日期,地区,类型,起数\n2026/11/23,a,刷单,7\n",
        "日期;地区;类型;起数\r\n2026/11/23;a;刷单;7\r\n",
        "Date\tDistrict\tTopic\tCases\n2026-11-23\ta\t刷单\t7\n",
        "\n\ndate,district,topic,cases\n\n,,,\n2026-11-23, a , 刷单 ,7\n\n",
        "\"date\",\"district\",\"topic\",\"cases\"\n\"2026-11-23\",\"a\",\"刷单\" ,\"7\"\n",
        "cases,remark,topic,date,district\n7,\"a \"\"b\"\",\nc\",刷单,2026-11-23,a\n",
        "date,district,topic,cases\n2026-11-23,a,刷单,3\n2026-11-23,a,刷单,4\n",
    };
    for (size_t i = 0; i < sizeof tables / sizeof tables[0]; i++) {
        assert_lifts(tables[i], "a", "2026-11-24", ONE_CASE);
    }
}

static void a_date_may_leave_its_zeros_out(void **state)
{
    (void)state;
    assert_lifts("date,district,topic,cases\n2026/1/4,,刷单,7\n", NULL, "2026-01-05", ONE_CASE);
    assert_lifts("date,district,topic,cases\n2026-1-4,,刷单,7\n", NULL, "2026-01-05", ONE_CASE);
}

static void wrong_rows_are_told_and_left_out(void **state)
{
    (void)state;
    struct cases *cases =
        load("date,district,topic,cases\n"
             "2026-02-29,a,刷单,7\n"
             "2026-11/23,a,刷单,7\n"
             "yesterday,a,刷单,7\n"
             "2026-11-23,a,,7\n"
             "2026-11-23,\"a\nb\",刷单,7\n"
             "2026-11-23,a,刷单,-7\n"
             "2026-11-23,a,刷单,7.5\n"
             "2026-11-23,a,刷单,1000001\n"
             "2026-11-23,\"a\"b,刷单,7\n"
             "2026-11-23,a\n"
             "2026-11-23,a,刷单,7\n",
             "c.csv:2: warning: date: this is no date, so the row is left out (2026-11-04 or "
             "2026/11/4)\n"
             "c.csv:3: warning: date: this is no date, so the row is left out (2026-11-04 or "
             "2026/11/4)\n"
             "c.csv:4: warning: date: this is no date, so the row is left out (2026-11-04 or "
             "2026/11/4)\n"
             "c.csv:5: warning: topic: this is no topic, so the row is left out (1 … 256 bytes in "
             "one line)\n"
             "c.csv:6: warning: district: this is no district, so the row is left out (at most 256 "
             "bytes in one line)\n"
             "c.csv:8: warning: cases: this is no number of cases, so the row is left out (0 … "
             "1000000)\n"
             "c.csv:9: warning: cases: this is no number of cases, so the row is left out (0 … "
             "1000000)\n"
             "c.csv:10: warning: cases: this is no number of cases, so the row is left out (0 … "
             "1000000)\n"
             "c.csv:11: warning: something stands behind a closing quote, so the row is left out\n"
             "c.csv:12: warning: topic: this is no topic, so the row is left out (1 … 256 bytes in "
             "one line)\n");
    struct str text = lifts_text(cases, &usual, "a", "2026-11-24");
    assert_string_equal(text.text, ONE_CASE);
    str_fini(&text);
    cases_free(cases);
}

static void a_quote_that_never_ends_costs_one_line(void **state)
{
    (void)state;
    struct str table = {0};
    str_add(&table, "date,district,topic,cases\n2026-11-23,\"a,刷单,7\n2026-11-23,a,刷单,7\n");
    for (int i = 0; i < 200; i++) {
        str_addf(&table, "2026-11-22,%030d,刷单,7\n", i);
    }
    struct cases *cases = load(
        table.text, "c.csv:2: warning: the quote that begins here never ends, so the row is left "
                    "out\n");
    struct str text = lifts_text(cases, &usual, "a", "2026-11-24");
    assert_string_equal(text.text, ONE_CASE);
    str_fini(&text);
    str_fini(&table);
    cases_free(cases);
}

static void many_wrong_rows_are_summed_up(void **state)
{
    (void)state;
    struct str table = {0};
    str_add(&table, "date,district,topic,cases\n2026-11-23,a,刷单,7\n");
    for (int i = 0; i < 150; i++) {
        str_add(&table, "never,a,刷单,7\n");
    }
    struct troubles troubles = {0};
    cases_free(cases_parse("c.csv", table.text, table.length, &troubles));
    assert_int_equal(troubles.count, 101);
    assert_string_equal(troubles.items[100].sentence,
                        "150 rows are left out; the first ones are listed");
    troubles_fini(&troubles);
    str_fini(&table);
}

static void a_table_that_says_nothing_is_an_error(void **state)
{
    (void)state;
    static const struct {
        const char *text, *findings;
    } tables[] = {
        {"", "c.csv: error: the file is empty (date,district,topic,cases or "
             "日期,地区,类型,起数)\n"},
        {"\n\n", "c.csv: error: the file is empty (date,district,topic,cases or "
                 "日期,地区,类型,起数)\n"},
        {"date,district,topic,cases\n", "c.csv: error: not one row of the table can be used\n"},
        {"date,district,topic,cases\nx,a,b,1\n",
         "c.csv: error: not one row of the table can be used\n"
         "c.csv:2: warning: date: this is no date, so the row is left out (2026-11-04 or "
         "2026/11/4)\n"},
        {"2026-11-23,a,刷单,7\n",
         "c.csv:1: error: the headings lack date (日期) (date,district,topic,cases or "
         "日期,地区,类型,起数)\n"
         "c.csv:1: error: the headings lack district (地区) (date,district,topic,cases or "
         "日期,地区,类型,起数)\n"
         "c.csv:1: error: the headings lack topic (类型) (date,district,topic,cases or "
         "日期,地区,类型,起数)\n"
         "c.csv:1: error: the headings lack cases (起数) (date,district,topic,cases or "
         "日期,地区,类型,起数)\n"},
        {"date,district,topic,cases\n2026-11-23,\xC4\xDA,a,7\n",
         "c.csv:2: error: the text is not UTF-8 (save it as “CSV UTF-8”)\n"},
    };
    for (size_t i = 0; i < sizeof tables / sizeof tables[0]; i++) {
        assert_null(load(tables[i].text, tables[i].findings));
    }
    struct troubles troubles = {0};
    assert_null(cases_load("/nonexistent/cases.csv", &troubles));
    assert_null(cases_parse("c.csv", "date\0", 5, &troubles));
    assert_int_equal(troubles_errors(&troubles), 2);
    troubles_fini(&troubles);
    char *folder = test_folder_make();
    char *path = test_file(folder, "cases.csv", "date,district,topic,cases\n2026-11-23,,t,1\n");
    struct cases *cases = cases_load(path, &troubles);
    assert_non_null(cases);
    assert_int_equal(troubles.count, 0);
    cases_free(cases);
    free(path);
    test_folder_remove(folder);
}

// --- lifts ------------------------------------------------------------------------------------

static void topics_are_lifted_by_their_cases(void **state)
{
    (void)state;
    static const char table[] = "date,district,topic,cases\n"
                                "2026-11-22,,养老诈骗,50\n"
                                "2026-11-23,,刷单返利,6\n"
                                "2026-11-23,,冒充客服,2\n"
                                "2026-11-23,,杀猪盘,0\n"
                                "2026-11-23,,刷单返利,6\n"
                                "2026-11-24,,断卡,99\n";
    struct cases *cases = load(table, "");
    static const struct {
        struct cases_rule rule;
        const char *day, *want;
    } steps[] = {
        {{.least = 1, .most = 3, .days = 1},
         "2026-11-24",
         "{\"default\":1000,\"topics\":[[\"刷单返利\",12,3000],[\"冒充客服\",2,1333],[\"杀猪盘\",0,"
         "1000]]}"},
        {{.least = 0.5, .most = 10, .days = 2},
         "2026-11-24",
         "{\"default\":500,\"topics\":[[\"养老诈骗\",50,10000],[\"刷单返利\",12,2780],["
         "\"冒充客服\","
         "2,880],[\"杀猪盘\",0,500]]}"},
        {{.least = 0.5, .most = 3, .days = 1}, "2026-11-26", "{\"default\":1000,\"topics\":[]}"},
        {{.least = 0.5, .most = 3, .days = 31},
         "2026-12-25",
         "{\"default\":500,\"topics\":[[\"断卡\",99,3000]]}"},
    };
    for (size_t i = 0; i < sizeof steps / sizeof steps[0]; i++) {
        struct str text = lifts_text(cases, &steps[i].rule, "内蒙古", steps[i].day);
        assert_string_equal(text.text, steps[i].want);
        str_fini(&text);
    }
    cases_free(cases);
}

static void rows_count_where_they_belong(void **state)
{
    (void)state;
    static const struct {
        const char *row, *point;
        bool counts;
    } places[] = {
        {"", "内蒙古/兴安盟", true},
        {"内蒙古/兴安盟", "内蒙古/兴安盟", true},
        {"内蒙古", "内蒙古/兴安盟", true},
        {"内蒙古/兴安盟", "内蒙古/兴安盟/乌兰浩特市", true},
        {"兴安盟", "内蒙古/兴安盟/乌兰浩特市", true},
        {"乌兰浩特市", "内蒙古/兴安盟/乌兰浩特市", true},
        {"内蒙古/兴安盟/乌兰浩特市", "内蒙古/兴安盟", false},
        {"兴安", "内蒙古/兴安盟", false},
        {"内蒙", "内蒙古/兴安盟", false},
        {"古/兴", "内蒙古/兴安盟", false},
        {"安盟", "内蒙古/兴安盟", false},
        {"呼和浩特市", "内蒙古/兴安盟", false},
        {"呼和浩特市", NULL, true},
    };
    for (size_t i = 0; i < sizeof places / sizeof places[0]; i++) {
        struct str table = {0};
        str_addf(&table, "date,district,topic,cases\n2026-11-23,%s,刷单,7\n", places[i].row);
        assert_lifts(table.text, places[i].point, "2026-11-24",
                     places[i].counts ? ONE_CASE : "{\"default\":1000,\"topics\":[]}");
        str_fini(&table);
    }
}

static void only_the_topics_with_the_most_cases_are_kept(void **state)
{
    (void)state;
    struct str table = {0};
    str_add(&table, "date,district,topic,cases\n");
    for (int i = 1; i <= 150; i++) {
        str_addf(&table, "2026-11-23,,t%d,%d\n", i, i);
    }
    struct cases *cases = load(table.text, "");
    struct lifts lifts;
    cases_lifts(cases, &usual, NULL, day_of("2026-11-24"), &lifts);
    assert_int_equal(lifts.count, LIFT_LIMIT);
    assert_string_equal(lifts.items[0].topic, "t150");
    assert_string_equal(lifts.items[99].topic, "t51");
    assert_int_equal(lifts_of(&lifts, "t150"), 3000);
    assert_int_equal(lifts_of(&lifts, "t75"), 2000);
    assert_int_equal(lifts_of(&lifts, "other"), 1000);
    assert_int_equal(lifts_of(&lifts, NULL), LIFT_AS_IS);
    lifts_fini(&lifts);
    cases_free(cases);
    str_fini(&table);
}

static void lifts_come_back_from_their_text(void **state)
{
    (void)state;
    static const char *const texts[] = {
        "{\"default\":1000,\"topics\":[]}",
        "{\"default\":500,\"topics\":[[\"刷单返利\",12,3000],[\"a \\\"b\\\" \\\\ \\u0001\\n\",0,"
        "100]]}",
    };
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
        struct lifts lifts;
        struct str text = {0};
        assert_true(lifts_parse(texts[i], &lifts));
        lifts_print(&lifts, &text);
        assert_string_equal(text.text, texts[i]);
        str_fini(&text);
        lifts_fini(&lifts);
    }
}

static void what_are_no_lifts_is_refused(void **state)
{
    (void)state;
    static const char *const texts[] = {
        "",
        "{}",
        "{\"default\":1000}",
        "{\"default\":99,\"topics\":[]}",
        "{\"default\":10001,\"topics\":[]}",
        "{\"default\":1000,\"topics\":[]} ",
        "{\"default\":1000,\"topics\":[",
        "{\"default\":1000,\"topics\":[[\"a\",1,1000]",
        "{\"default\":1000,\"topics\":[[\"a\",1,1000],]}",
        "{\"default\":1000,\"topics\":[[\"a\",1,1000][\"b\",1,1000]]}",
        "{\"default\":1000,\"topics\":[[\"\",1,1000]]}",
        "{\"default\":1000,\"topics\":[[\"a\",-1,1000]]}",
        "{\"default\":1000,\"topics\":[[\"a\",9999999999999999,1000]]}",
        "{\"default\":1000,\"topics\":[[\"a\",1,50]]}",
        "{\"default\":1000,\"topics\":[[\"\\x\",1,1000]]}",
        "{\"default\":1000,\"topics\":[[\"\\u0000\",1,1000]]}",
        "{\"default\":1000,\"topics\":[[\"\\u00",
        "{\"default\":1000,\"topics\":[[\"\xFF\",1,1000]]}",
        "{\"default\":1000,\"topics\":[[\"a",
    };
    struct lifts lifts;
    lifts_init(&lifts);
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
        if (lifts_parse(texts[i], &lifts)) {
            fail_msg("<<%s>> is taken", texts[i]);
        }
    }
    assert_int_equal(lifts.default_permille, LIFT_AS_IS);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(tables_are_read_as_spreadsheets_write_them),
        cmocka_unit_test(a_date_may_leave_its_zeros_out),
        cmocka_unit_test(wrong_rows_are_told_and_left_out),
        cmocka_unit_test(a_quote_that_never_ends_costs_one_line),
        cmocka_unit_test(many_wrong_rows_are_summed_up),
        cmocka_unit_test(a_table_that_says_nothing_is_an_error),
        cmocka_unit_test(topics_are_lifted_by_their_cases),
        cmocka_unit_test(rows_count_where_they_belong),
        cmocka_unit_test(only_the_topics_with_the_most_cases_are_kept),
        cmocka_unit_test(lifts_come_back_from_their_text),
        cmocka_unit_test(what_are_no_lifts_is_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
