// What the page of a report tells: figures as exact as they are known, who and what is missing, and
// what it was made of.
#include "report/printed.h"

#include "base/mem.h"

static const struct sample day = {.points = 1, .days = 1, .items = 1};
static const struct sample week = {.points = 3, .days = 7, .items = 4};
static const struct sample without_model = {
    .points = 3, .days = 7, .items = 4, .has_no_model = true};
static const struct sample without_population = {
    .points = 3, .days = 7, .items = 4, .has_no_population = true};

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
    char *page = page_of(&day, REPORT_CHINESE);
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
    char *plain = page_of(&without_model, REPORT_CHINESE);
    char *words = markup_words(plain);
    has(words, "没有点位登记客流，不作估计。");
    lacks(words, "95%区间1");
    lacks(words, "接触频次");
    lacks(plain, "<i>约</i>");
    free(words);
    free(plain);
    char *no_population = page_of(&without_population, REPORT_CHINESE);
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

static void manual_outreach_stands_apart_and_corrections_are_marked(void **state)
{
    (void)state;
    char *page = page_of(&week, REPORT_CHINESE);
    char *words = markup_words(page);
    has(words, "由工作人员填报，不由屏幕测得，与播放、触达互不相加。");
    has(words, "发放宣传单 265 份 2条填报");
    has(words, "测试员一");
    assert_int_equal(markup_count(page, "em"), 1);
    has(page, "<em>更正</em>");
    free(words);
    free(page);
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

static void the_report_says_what_it_was_made_of(void **state)
{
    (void)state;
    struct outreach outreach;
    struct str out = {0};
    outreach_sample(&outreach, &week);
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
    char *page = page_of(&day, REPORT_CHINESE);
    has(page, "曝光和触达都是模型估计的“有机会看到”，不等于看了、记住或学会了。");
    has(page, "受教育人数无法由屏幕测得，本报告不提供。");
    free(page);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_day_is_told_in_figures_with_interval_and_grade),
        cmocka_unit_test(a_head_can_be_copied_to_an_audit),
        cmocka_unit_test(plays_of_which_none_counts_are_told),
        cmocka_unit_test(screens_without_an_audience_are_told_beside_the_reach),
        cmocka_unit_test(what_is_not_known_is_not_estimated),
        cmocka_unit_test(screens_that_did_not_report_are_named),
        cmocka_unit_test(manual_outreach_stands_apart_and_corrections_are_marked),
        cmocka_unit_test(what_happened_is_told_in_words),
        cmocka_unit_test(a_share_is_none_or_all_only_when_it_is),
        cmocka_unit_test(the_report_says_what_it_was_made_of),
        cmocka_unit_test(the_page_says_what_it_does_not_claim),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
