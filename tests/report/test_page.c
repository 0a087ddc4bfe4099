// The page of a report: what is on it, that it is well-formed whatever goes in, and that it is told
// in one language.
#include "report/markup.h"
#include "report/outreach_print.h"
#include "report/outreach_sample.h"
#include "support/test.h"

#include "base/mem.h"
#include "base/utf8.h"

static char *page_of(const struct sample *sample, enum report_language language)
{
    struct outreach outreach;
    struct str out = {0};
    outreach_sample(&outreach, sample);
    page_print(&outreach, language, &out);
    outreach_fini(&outreach);
    return str_take(&out);
}

static void has(const char *page, const char *text)
{
    if (strstr(page, text) == NULL) {
        fail_msg("not on the page: %s", text);
    }
}

static void lacks(const char *page, const char *text)
{
    const char *found = strstr(page, text);
    if (found != NULL) {
        fail_msg("on the page: %.80s", found);
    }
}

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

// --- what is on it -----------------------------------------------------------------------------

static void a_day_is_told_in_figures_with_interval_and_grade(void **state)
{
    (void)state;
    struct outreach outreach = {.first_day = 20782, .last_day = 20782};
    outreach.plays.plays = 12345;
    outreach.plays.full_plays = 12000;
    outreach.plays.visible_ms = INT64_C(3600000) * 1234;
    outreach.reach = (struct outreach_reach){.has_model = true,
                                             .impressions = 164283,
                                             .visits = 82499,
                                             .visits_lo = 61000,
                                             .visits_hi = 112000,
                                             .persons = 0.4,
                                             .persons_lo = 0.1,
                                             .persons_hi = 5.4,
                                             .engagements = 17,
                                             .grade = GRADE_SURVEYED};
    struct str out = {0};
    page_print(&outreach, REPORT_CHINESE, &out);
    markup_check(str_text(&out));
    char *words = markup_words(str_text(&out));
    has(words, "反诈宣传日报");
    has(words, "2026年11月25日");
    has(words, " 12,345 ");
    has(words, "完整播放12,000次，占97.2%");
    has(words, " 1,234 小时 ");
    has(words, " 160,000 ");
    has(words, " 82,000 ");
    has(words, "95%区间61,000～110,000");
    has(words, " &lt;1 ");
    has(words, "95%区间&lt;1～5");
    has(words, "B级");
    has(words, "另有触摸、按键互动17次，不计入以上各项。");
    lacks(words, "164283");
    lacks(words, "164,283");
    free(words);
    str_fini(&out);
}

static void a_head_can_be_copied_to_an_audit(void **state)
{
    (void)state;
    char *page = page_of(&samples[0], REPORT_CHINESE);
    has(page, "audit --expect 记录数:链头");
    has(page, ">40000<"); // without a comma
    free(page);
}

// On a machine whose clock nobody set, or without a display.
static void plays_of_which_none_counts_are_told(void **state)
{
    (void)state;
    struct outreach outreach = {.first_day = 20000, .last_day = 20000};
    struct str out = {0};
    outreach.plays = (struct outreach_plays){.untrusted = 1000, .display_off = 234};
    outreach.reach = (struct outreach_reach){.has_model = true, .grade = GRADE_CONFIGURED};
    page_print(&outreach, REPORT_CHINESE, &out);
    char *words = markup_words(str_text(&out));
    has(words, "本期有1,234次播放，都没有计入，原因见“数据质量”。");
    lacks(words, "本期没有播放记录。");
    lacks(words, "未登记服务人口"); // it may be known: nobody was reached
    lacks(words, "95%区间0");
    free(words);
    str_fini(&out);
}

static void screens_without_an_audience_are_told_beside_the_reach(void **state)
{
    (void)state;
    struct outreach outreach = {.first_day = 20000, .last_day = 20000};
    struct str out = {0};
    outreach.plays.plays = 10;
    outreach.reach =
        (struct outreach_reach){.has_model = true, .visits = 5, .grade = GRADE_COUNTED};
    static const char *const ids[] = {"a", "b", "c"};
    for (size_t i = 0; i < 3; i++) {
        struct outreach_point *point = outreach_point(&outreach, ids[i]);
        point->is_reporting = true;
        point->audience.per_hour[0][12] = i < 2 ? 60 : 0;
    }
    page_print(&outreach, REPORT_CHINESE, &out);
    has(str_text(&out), "触达只含登记了客流的2个点位；另有1个点位没有登记，不作推算。");
    outreach_fini(&outreach);
    str_fini(&out);
}

static void what_is_not_known_is_not_estimated(void **state)
{
    (void)state;
    char *plain = page_of(&samples[3], REPORT_CHINESE);
    char *words = markup_words(plain);
    has(words, "没有点位登记客流，不作估计。");
    lacks(words, "95%区间1");
    lacks(words, "接触频次");
    lacks(plain, "<i>约</i>");
    free(words);
    free(plain);
    char *no_population = page_of(&samples[4], REPORT_CHINESE);
    words = markup_words(no_population);
    has(words, "未登记服务人口，只报人次");
    has(words, "95%区间");
    free(words);
    free(no_population);
}

static void screens_that_did_not_report_are_named(void **state)
{
    (void)state;
    const struct sample sample = {.points = 40, .days = 7, .items = 2};
    char *page = page_of(&sample, REPORT_CHINESE);
    char *words = markup_words(page);
    has(words, "应上报点位 40 ");
    has(words, "已上报 38 ");
    has(words, "未上报 2 ");
    has(words, "上报率 95.0% ");
    has(words, "测试点十二 test-0012 · 最近播放");
    has(words, "测试点四十 test-0040 · 最近播放");
    has(words, "未上报的点位不作推算");
    free(words);
    free(page);
}

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

static void manual_outreach_stands_apart_and_corrections_are_marked(void **state)
{
    (void)state;
    char *page = page_of(&samples[2], REPORT_CHINESE);
    char *words = markup_words(page);
    has(words, "由工作人员填报，不由屏幕测得，与播放、触达互不相加。");
    has(words, "发放宣传单 265 份 2条填报");
    has(words, "测试员一");
    assert_int_equal(markup_count(page, "em"), 1);
    has(page, "<em>更正</em>");
    free(words);
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

static void the_report_says_what_it_was_made_of(void **state)
{
    (void)state;
    struct outreach outreach;
    struct str out = {0};
    outreach_sample(&outreach, &samples[2]);
    page_print(&outreach, REPORT_CHINESE, &out);
    has(str_text(&out), OUTREACH_METHOD);
    has(str_text(&out), outreach.checkpoint);
    for (size_t i = 0; i < outreach.point_count; i++) {
        has(str_text(&out), outreach.points[i].chain_head);
        has(str_text(&out), outreach.points[i].log_id);
    }
    str_fini(&out);
    outreach_fini(&outreach);
}

static void the_page_says_what_it_does_not_claim(void **state)
{
    (void)state;
    char *page = page_of(&samples[0], REPORT_CHINESE);
    has(page, "曝光和触达都是模型估计的“有机会看到”，不等于看了、记住或学会了。");
    has(page, "受教育人数无法由屏幕测得，本报告不提供。");
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

static void what_happened_is_told_in_words(void **state)
{
    (void)state;
    static const struct {
        enum outreach_notice kind;
        int64_t value;
        const char *text, *want;
    } cases[] = {
        {OUTREACH_GAP, 1234, "", "台账缺口 1,234条记录未能存入台账 "},
        {OUTREACH_GAP, 2, "disk full", "台账缺口 2条记录未能存入台账 · disk full "},
        {OUTREACH_FAULT, 0, "disk <full>", "故障 disk &lt;full&gt; "},
        {OUTREACH_CLOCK, INT64_C(1788218520000000), "", "时钟调整 调快20,696天 "},
        {OUTREACH_CLOCK, INT64_C(-7200000000), "", "时钟调整 调慢2小时 "},
        {OUTREACH_CLOCK, INT64_C(7199000000), "", "时钟调整 调快119分钟 "},
        {OUTREACH_CLOCK, INT64_C(-1500000), "", "时钟调整 调慢1.5秒 "},
        {OUTREACH_CLOCK, 0, "", "时钟调整 已对时 "},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct outreach outreach = {.first_day = 20000, .last_day = 20000};
        struct str out = {0};
        outreach_point(&outreach, "test-1");
        outreach.events = mem_zeroed(1, sizeof *outreach.events);
        outreach.event_count = 1;
        outreach.events[0] = (struct outreach_event){
            .kind = cases[i].kind, .value = cases[i].value, .text = mem_copy(cases[i].text)};
        page_print(&outreach, REPORT_CHINESE, &out);
        char *words = markup_words(str_text(&out));
        has(words, cases[i].want);
        free(words);
        str_fini(&out);
        outreach_fini(&outreach);
    }
}

static void a_share_is_none_or_all_only_when_it_is(void **state)
{
    (void)state;
    static const struct {
        int64_t untrusted, plays;
        const char *want;
    } cases[] = {{0, 100, "<td>0.0%</td>"},       {1, 99, "<td>1.0%</td>"},
                 {1, 99999, "<td>&lt;0.1%</td>"}, {99999, 1, "<td>&gt;99.9%</td>"},
                 {7, 0, "<td>100.0%</td>"},       {0, 0, "<td>–</td>"}};
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct outreach outreach = {.first_day = 20000, .last_day = 20000};
        outreach.plays.untrusted = cases[i].untrusted;
        outreach.plays.plays = cases[i].plays;
        struct str out = {0};
        page_print(&outreach, REPORT_CHINESE, &out);
        const char *row = strstr(str_text(&out), "<th scope=\"row\">时间待核</th>");
        assert_non_null(row);
        char *line = mem_format("%.*s", (int)strcspn(row, "\n"), row);
        has(line, cases[i].want);
        free(line);
        str_fini(&out);
    }
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
        cmocka_unit_test(a_day_is_told_in_figures_with_interval_and_grade),
        cmocka_unit_test(what_is_not_known_is_not_estimated),
        cmocka_unit_test(a_head_can_be_copied_to_an_audit),
        cmocka_unit_test(plays_of_which_none_counts_are_told),
        cmocka_unit_test(screens_without_an_audience_are_told_beside_the_reach),
        cmocka_unit_test(screens_that_did_not_report_are_named),
        cmocka_unit_test(a_screen_stands_within_its_district),
        cmocka_unit_test(manual_outreach_stands_apart_and_corrections_are_marked),
        cmocka_unit_test(every_table_says_that_its_rows_do_not_add_up),
        cmocka_unit_test(pictures_and_tables_are_told_to_those_who_cannot_see_them),
        cmocka_unit_test(the_heat_map_has_a_cell_for_each_hour_of_each_day),
        cmocka_unit_test(a_year_is_drawn_in_as_few_rows_as_can_be_read),
        cmocka_unit_test(what_is_beyond_three_hundred_rows_folds_away),
        cmocka_unit_test(the_report_says_what_it_was_made_of),
        cmocka_unit_test(the_page_says_what_it_does_not_claim),
        cmocka_unit_test(a_title_of_ones_own_is_kept_and_the_usual_one_is_translated),
        cmocka_unit_test(what_happened_is_told_in_words),
        cmocka_unit_test(a_share_is_none_or_all_only_when_it_is),
        cmocka_unit_test(a_page_in_english_has_not_one_chinese_character),
        cmocka_unit_test(a_page_in_chinese_has_no_english_words),
        cmocka_unit_test(a_month_of_220_screens_stays_below_a_megabyte),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
