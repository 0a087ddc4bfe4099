// The page of a report: that it is well-formed whatever goes in, how it is laid out, and that it is
// told in one language.
#include "report/printed.h"

#include "base/mem.h"
#include "base/utf8.h"

// --- whatever goes in --------------------------------------------------------------------------

static const struct sample samples[] = {
    {.points = 1, .days = 1, .items = 1},
    {.points = 1, .days = 1, .items = 0},
    {.points = 3, .days = 7, .items = 4},
    {.points = 3, .days = 7, .items = 4, .has_no_model = true},
    {.points = 3, .days = 7, .items = 4, .has_no_population = true},
    {.points = 2, .days = 366, .items = 2},
    {.points = 3, .days = 2, .items = 2, .hostile = "<script>alert(1)</script>"},
    {.points = 3, .days = 2, .items = 2, .hostile = "\" onload=\"x\" ' & &amp; ]]> -->"},
    {.points = 3, .days = 2, .items = 2, .hostile = "</title></style></svg>\x01\x1b\x7f"},
    {.points = 3, .days = 2, .items = 2, .hostile = "\xff\xc3\xed\xa0\x80 broken"},
    {.points = 3, .days = 2, .items = 2, .hostile = "\\a} *{} \\"},
    {.points = 330, .days = 1, .items = 1},
};

static void the_page_is_well_formed_whatever_goes_in(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof samples / sizeof samples[0]; i++) {
        for (int language = REPORT_CHINESE; language <= REPORT_ENGLISH; language++) {
            char *page = page_of(&samples[i], (enum report_language)language);
            markup_check(page);
            lacks(page, "<script");
            lacks(page, ">nan");
            lacks(page, "-nan");
            lacks(page, "\"nan");
            lacks(page, "inf<");
            free(page);
        }
    }
}

static void an_outreach_of_nothing_at_all_is_a_page(void **state)
{
    (void)state;
    struct outreach outreach = {.first_day = 20000, .last_day = 20000};
    struct str out = {0};
    page_print(&outreach, REPORT_CHINESE, &out);
    markup_check(str_text(&out));
    has(str_text(&out), "没有应上报的点位。");
    has(str_text(&out), "本期没有播放记录。");
    has(str_text(&out), "本期没有人工填报。");
    str_fini(&out);
}

static void the_page_asks_for_nothing_from_anywhere(void **state)
{
    (void)state;
    char *page = page_of(&samples[2], REPORT_CHINESE);
    has(page, "http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src "
              "'sha256-");
    static const char *const never[] = {"http:",   "https:",  "//",      " src=", " href=",
                                        "url(",    "@import", "style=",  "<link", "<img",
                                        "<iframe", "<object", " onload", "<form", "<base"};
    for (size_t i = 0; i < sizeof never / sizeof never[0]; i++) {
        lacks(page, never[i]);
    }
    free(page);
}

// --- how it is laid out ------------------------------------------------------------------------

static void a_screen_stands_within_its_district(void **state)
{
    (void)state;
    const struct sample sample = {.points = 40, .days = 1, .items = 1};
    char *page = page_of(&sample, REPORT_CHINESE);
    const char *tree = strstr(page, "<h2>按地区和点位</h2>");
    assert_non_null(tree);
    static const char *const order[] = {"<tr class=\"d0\"><th scope=\"row\">测试区<",
                                        "<tr class=\"d1\"><th scope=\"row\">测试盟<",
                                        "<tr class=\"d2\"><th scope=\"row\">测试旗一<",
                                        "<tr class=\"p d3\"><th scope=\"row\">测试点一<",
                                        "<tr class=\"p d3 off\"><th scope=\"row\">测试点十二<",
                                        "<tr class=\"p d3\"><th scope=\"row\">测试点十九<"};
    for (size_t i = 0; i < sizeof order / sizeof order[0]; i++) {
        const char *next = strstr(tree, order[i]);
        if (next == NULL) {
            fail_msg("not there or not in order: %s", order[i]);
        }
        tree = next;
    }
    free(page);
}

static void every_table_says_that_its_rows_do_not_add_up(void **state)
{
    (void)state;
    char *page = page_of(&samples[2], REPORT_CHINESE);
    size_t notes = 0;
    for (const char *at = page; (at = strstr(at, "各类合计不等于总数（去重）。")) != NULL; at++) {
        notes++;
    }
    assert_int_equal(notes, 5);
    free(page);
}

static void pictures_and_tables_are_told_to_those_who_cannot_see_them(void **state)
{
    (void)state;
    char *page = page_of(&samples[2], REPORT_CHINESE);
    size_t tables = markup_count(page, "table");
    assert_true(tables >= 9);
    assert_int_equal(markup_count(page, "caption"), tables);
    assert_int_equal(markup_count(page, "thead"), tables);
    assert_int_equal(markup_count(page, "th"), markup_count(page, "th scope=\"col\"") +
                                                   markup_count(page, "th scope=\"row\""));
    assert_int_equal(markup_count(page, "figure"), 3);
    assert_int_equal(markup_count(page, "desc"), 3);
    assert_int_equal(markup_count(page, "svg"),
                     4); // and the bar of the coverage, beside its number
    has(page, "aria-labelledby=\"heat-t heat-d\"><title id=\"heat-t\">");
    free(page);
}

static void the_heat_map_has_a_cell_for_each_hour_of_each_day(void **state)
{
    (void)state;
    char *page = page_of(&samples[2], REPORT_CHINESE);
    const char *heat = strstr(page, "<title id=\"heat-t\">");
    assert_non_null(heat);
    char *picture = mem_format("%.*s", (int)(strstr(heat, "</svg>") - heat), heat);
    assert_int_equal(markup_count(picture, "rect"), 7 * OUTREACH_HOURS + 6); // and the legend
    has(picture, "<title>11-01 日，12时：");
    free(picture);
    free(page);
}

static void a_year_is_drawn_in_as_few_rows_as_can_be_read(void **state)
{
    (void)state;
    char *page = page_of(&samples[5], REPORT_CHINESE);
    const char *heat = strstr(page, "<title id=\"heat-t\">");
    char *picture = mem_format("%.*s", (int)(strstr(heat, "</svg>") - heat), heat);
    assert_int_equal(markup_count(picture, "rect"), 53 * OUTREACH_HOURS + 6); // weeks
    has(page, "每行7天合计");
    free(picture);
    free(page);
}

static void what_is_beyond_three_hundred_rows_folds_away(void **state)
{
    (void)state;
    const struct sample sample = {.points = 330, .days = 1, .items = 1};
    char *page = page_of(&sample, REPORT_CHINESE);
    has(page,
        "<details><summary>其余50行<small class=\"ink\">"); // 18 counties, their league and region
    free(page);
}

static void a_title_of_ones_own_is_kept_and_the_usual_one_is_translated(void **state)
{
    (void)state;
    struct outreach outreach = {.first_day = 20782, .last_day = 20782};
    struct str out = {0};
    page_print(&outreach, REPORT_ENGLISH, &out);
    has(str_text(&out), "<h1>Anti-fraud outreach, daily report</h1>");
    str_fini(&out);
    outreach.title = mem_copy("我们的 <日报> & \"更多\"");
    page_print(&outreach, REPORT_ENGLISH, &out);
    markup_check(str_text(&out));
    has(str_text(&out), "<h1>我们的 &lt;日报&gt; &amp; &quot;更多&quot;</h1>");
    // on every sheet of paper, within the style sheet
    has(str_text(&out), "\"我们的\\20 \\3c 日报\\3e \\20 \\26 \\20 \\22 更多\\22 \\20 ");
    str_fini(&out);
    outreach_fini(&outreach);
}

// --- languages ---------------------------------------------------------------------------------

// CJK symbols, ideographs and full-width forms.
static bool is_chinese(uint32_t code)
{
    return (code >= 0x2E80 && code <= 0x9FFF) || (code >= 0xFF00 && code <= 0xFFEF);
}

static void a_page_in_english_has_not_one_chinese_character(void **state)
{
    (void)state;
    struct sample all[] = {
        {.points = 40, .days = 7, .items = 8, .is_ascii = true},
        {.points = 2, .days = 90, .items = 8, .is_ascii = true},
        {.points = 4, .days = 1, .items = 0, .is_ascii = true},
        {.points = 4, .days = 1, .items = 2, .is_ascii = true, .has_no_model = true},
        {.points = 4, .days = 1, .items = 2, .is_ascii = true, .has_no_population = true}};
    for (size_t i = 0; i < sizeof all / sizeof all[0]; i++) {
        char *page = page_of(&all[i], REPORT_ENGLISH);
        has(page, "<html lang=\"en\">");
        for (const char *at = page; *at != '\0';) {
            const char *here = at;
            if (is_chinese(utf8_next(&at))) {
                fail_msg("Chinese: %.60s", here);
            }
        }
        free(page);
    }
}

// Words that are the same in Chinese.
static bool is_allowed(const char *word, size_t length)
{
    static const char *const names[] = {
        "xiaolaba-reach-1", "App", "SHA-256", "A", "B", "C", "test", "lt", "gt"};
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        if (strlen(names[i]) == length && strncmp(names[i], word, length) == 0) {
            return true;
        }
    }
    return false;
}

static void a_page_in_chinese_has_no_english_words(void **state)
{
    (void)state;
    struct outreach outreach;
    struct str out = {0};
    outreach_sample(&outreach, &samples[2]);
    for (size_t i = 0; i < outreach.event_count; i++) {
        outreach.events[i].text[0] = '\0'; // told by whoever wrote them
    }
    for (size_t i = 0; i < outreach.point_count; i++) {
        outreach.points[i].chain_head[0] = '\0';
    }
    outreach.checkpoint[0] = '\0';
    page_print(&outreach, REPORT_CHINESE, &out);
    char *words = markup_words(str_text(&out));
    for (const char *at = words; *at != '\0';) {
        size_t length = strspn(at, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ");
        size_t name = strspn(at, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ-0123456789");
        if (length > 0 && !is_allowed(at, length) && !is_allowed(at, name)) {
            fail_msg("English: %.40s", at);
        }
        at += name > 0 ? name : 1;
    }
    free(words);
    str_fini(&out);
    outreach_fini(&outreach);
}

// --- size --------------------------------------------------------------------------------------

static void a_month_of_220_screens_stays_below_a_megabyte(void **state)
{
    (void)state;
    char *page = page_of(&sample_league, REPORT_CHINESE);
    assert_in_range(strlen(page), 100000, 1000000);
    markup_check(page);
    free(page);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_page_is_well_formed_whatever_goes_in),
        cmocka_unit_test(an_outreach_of_nothing_at_all_is_a_page),
        cmocka_unit_test(the_page_asks_for_nothing_from_anywhere),
        cmocka_unit_test(a_screen_stands_within_its_district),
        cmocka_unit_test(every_table_says_that_its_rows_do_not_add_up),
        cmocka_unit_test(pictures_and_tables_are_told_to_those_who_cannot_see_them),
        cmocka_unit_test(the_heat_map_has_a_cell_for_each_hour_of_each_day),
        cmocka_unit_test(a_year_is_drawn_in_as_few_rows_as_can_be_read),
        cmocka_unit_test(what_is_beyond_three_hundred_rows_folds_away),
        cmocka_unit_test(a_title_of_ones_own_is_kept_and_the_usual_one_is_translated),
        cmocka_unit_test(a_page_in_english_has_not_one_chinese_character),
        cmocka_unit_test(a_page_in_chinese_has_no_english_words),
        cmocka_unit_test(a_month_of_220_screens_stays_below_a_megabyte),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
