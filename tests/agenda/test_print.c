// An agenda as it is printed: for people, spreadsheets and programs, and as a page.
#include "day.h"

#include "support/test.h"

#include "agenda/print.h"
#include "agenda/timeline.h"

static size_t count_of(const char *text, const char *part)
{
    size_t count = 0;
    for (; (text = strstr(text, part)) != NULL; text += strlen(part)) {
        count++;
    }
    return count;
}

static void assert_says(const struct str *text, const char *wanted)
{
    if (strstr(str_text(text), wanted) == NULL) {
        fail_msg("\"%s\" is not in \"%s\"", wanted, str_text(text));
    }
}

static void the_table_joins_hours_that_are_alike(void **state)
{
    (void)state;
    struct day day;
    day_init(&day);
    day_open(&day, 8 * 60, 20 * 60 + 30);
    day_gather(&day);
    struct str out = {0};
    agenda_print_table(&day.agenda, false, &out);
    assert_says(&out,
                "p.cfg on 2026-11-26, Thursday, a workday\ncanvas 1280x720, open 08:00–20:30\n");
    assert_says(&out, "  08:00–20:00   2160  12:00:00  0:00:00     0:00:00   0:00:00\n");
    assert_says(&out, "  b     养老诈骗    750  4:10:00  33.3 %                08:00:10  20:29:10"
                      "    0:00:40\n");
    assert_null(strstr(str_text(&out), " \n")); // nothing empty at the end of a line
    str_fini(&out);

    agenda_print_table(&day.agenda, true, &out);
    assert_says(&out, "  08:00:10  08:00:30     20.0  b\n");
    str_fini(&out);
    day_fini(&day);
}

static void csv_has_a_row_for_each_slot(void **state)
{
    (void)state;
    struct day day;
    day_init(&day);
    static char formula[] = "=1+1";
    day.list.items[0].title = formula;
    day_open(&day, 23 * 60, 24 * 60);
    day_gather(&day);
    struct str out = {0};
    agenda_print_csv(&day.agenda, &out);
    assert_memory_equal(str_text(&out), "\xEF\xBB\xBFzone 区域,slot 序号,", 24);
    assert_int_equal(count_of(str_text(&out), "\r\n"), day.agenda.zones[0].slot_count + 1);
    assert_int_equal(count_of(str_text(&out), "\n"), day.agenda.zones[0].slot_count + 1);
    assert_says(&out, "main,0,2026-11-26,00:00:00,23:00:00,82800.000,dark 关屏,,,,,0\r\n");
    assert_says(&out,
                "main,1,2026-11-26,23:00:00,23:00:10,10.000,item 节目,a,'=1+1,刷单返利,,0\r\n");
    assert_says(&out, ",23:59:30,24:00:00,30.000,item 节目,c,c,,,0\r\n");
    str_fini(&out);
    day_fini(&day);
}

static void json_says_the_same(void **state)
{
    (void)state;
    struct day day;
    day_init(&day);
    assert_true(lifts_parse("{\"default\":1000,\"topics\":[[\"刷单返利\",7,3000]]}", &day.lifts));
    day_open(&day, 23 * 60, 24 * 60);
    day_gather(&day);
    struct str out = {0};
    agenda_print_json(&day.agenda, &out);
    assert_says(&out, "{\"date\":\"2026-11-26\",\"workday\":true,\"playlist\":\"p.cfg\"");
    assert_says(&out,
                "{\"from\":\"2026-11-26T23:00:00+08:00\",\"to\":\"2026-11-26T23:00:10+08:00\","
                "\"ms\":10000,\"kind\":\"item\",\"item\":\"a\",\"filler\":false,\"cut\":false}");
    assert_says(&out,
                "\"lifts_by_cases\":[{\"topic\":\"刷单返利\",\"cases\":7,\"permille\":3000}]");
    assert_int_equal(count_of(str_text(&out), "{"), count_of(str_text(&out), "}"));
    str_fini(&out);
    day_fini(&day);
}

static void items_have_their_pictures_beside_their_names(void **state)
{
    (void)state;
    struct day day;
    day_init(&day);
    static char title[] = "<b>";
    static char uri[] = "data:image/png;base64,AAAA";
    day.list.items[0].title = title;
    day.list.items[0].kind = ITEM_SLOGAN;
    day.list.items[1].kind = ITEM_VIDEO;
    day_gather(&day);
    struct agenda_picture each[] = {{uri, {78, 44}}, {NULL, {78, 44}}, {0}};
    struct agenda_pictures pictures = {each, 3};
    struct str out = {0};
    agenda_print_html(&day.agenda, &pictures, &out);
    assert_says(&out,
                "<td><img class=\"pic\" width=\"78\" height=\"44\" alt=\"标语“&lt;b&gt;”的画面\""
                " src=\"data:image/png;base64,AAAA\">&lt;b&gt;<small>a</small></td>");
    assert_says(&out, "aria-label=\"短片，没有画面\" style=\"width:78px;height:44px;");
    assert_says(&out, ">短片</span>b</td>");
    assert_says(&out, "<td>c</td>");
    assert_int_equal(count_of(str_text(&out), "data:image"), 1);
    assert_int_equal(count_of(str_text(&out), "<img"), 1);
    str_fini(&out);
    day_fini(&day);
}

static void the_page_stands_alone_and_escapes_what_authors_wrote(void **state)
{
    (void)state;
    struct day day;
    day_init(&day);
    static char title[] = "<script>\"&\"</script>";
    day.list.items[0].title = title;
    day_gather(&day);
    struct str out = {0};
    agenda_print_html(&day.agenda, NULL, &out);
    assert_memory_equal(str_text(&out), "<!DOCTYPE html>\n<html lang=\"zh-CN\">", 34);
    assert_says(&out, "2026年11月26日 星期四");
    assert_says(&out, "&lt;script&gt;&quot;&amp;&quot;&lt;/script&gt;");
    assert_null(strstr(str_text(&out), "<script"));
    assert_null(strstr(str_text(&out), "http"));
    static const char *const tags[] = {"section", "table", "tr", "td", "rect", "svg",  "div",
                                       "ul",      "li",    "g",  "p",  "span", "title"};
    for (size_t i = 0; i < sizeof tags / sizeof tags[0]; i++) {
        char open[16], open_more[16], close[16], alone[16];
        snprintf(open, sizeof open, "<%s>", tags[i]);
        snprintf(open_more, sizeof open_more, "<%s ", tags[i]);
        snprintf(close, sizeof close, "</%s>", tags[i]);
        snprintf(alone, sizeof alone, "%s", tags[i]);
        size_t opened = count_of(str_text(&out), open) + count_of(str_text(&out), open_more);
        bool may_stand_alone = strcmp(alone, "rect") == 0;
        assert_true(may_stand_alone || opened == count_of(str_text(&out), close));
    }
    str_fini(&out);
    day_fini(&day);
}

static void a_busy_day_is_drawn_with_few_rectangles(void **state)
{
    (void)state;
    struct day day;
    day_init(&day);
    for (size_t i = 0; i < 3; i++) {
        day.list.lengths_us[i] = 4 * CLOCK_SECOND_US; // 21,600 slots
    }
    day_gather(&day);
    struct palette palette = {&day.agenda.topics};
    assert_int_equal(timeline_column_min(&day.agenda, &palette), 10);
    struct str out = {0};
    timeline_draw(&out, &day.agenda, &palette);
    assert_in_range(count_of(str_text(&out), "<rect"), 3 * 144, TIMELINE_RECTANGLES);
    assert_says(&out, "08:00–08:10 刷单返利 33.3 %");
    str_fini(&out);
    day_fini(&day);
}

static void a_quiet_day_is_drawn_slot_by_slot(void **state)
{
    (void)state;
    struct day day;
    day_init(&day);
    day_open(&day, 9 * 60, 10 * 60);
    day_gather(&day);
    struct palette palette = {&day.agenda.topics};
    assert_int_equal(timeline_column_min(&day.agenda, &palette), 0);
    struct str out = {0};
    timeline_draw(&out, &day.agenda, &palette);
    assert_says(&out, "09:00:10–09:00:30 b，养老诈骗");
    assert_says(&out, "10:00:00–24:00:00 关屏");
    str_fini(&out);
    day_fini(&day);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_table_joins_hours_that_are_alike),
        cmocka_unit_test(csv_has_a_row_for_each_slot),
        cmocka_unit_test(json_says_the_same),
        cmocka_unit_test(items_have_their_pictures_beside_their_names),
        cmocka_unit_test(the_page_stands_alone_and_escapes_what_authors_wrote),
        cmocka_unit_test(a_busy_day_is_drawn_with_few_rectangles),
        cmocka_unit_test(a_quiet_day_is_drawn_slot_by_slot),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
