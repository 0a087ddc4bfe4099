// xiaolaba plan as a user has it.
#include "program.h"

#include "support/test.h"

#include "base/file.h"

static int set_up(void **state)
{
    (void)state;
    int code = folder_set_up();
    write_text(
        "day.cfg",
        "cases = { file = \"cases.csv\"; };"
        "dayparts = ( { name = \"noon\"; hours = \"12:00-13:00\"; } );"
        "items = ( { id = \"a\"; text = \"不轻信\"; motion = \"hold\"; hold = 10;"
        "    topic = \"刷单返利\"; },"
        "  { id = \"b\"; kind = \"qr\"; text = \"96110\"; hold = 20; topic = \"通用\"; },"
        "  { id = \"c\"; text = \"不转账\"; motion = \"hold\"; hold = 10; when = \"noon\"; },"
        "  { id = \"d\"; file = \"gone.png\"; } );");
    write_text("cases.csv", "date,district,topic,cases\n2026-11-25,,刷单返利,7\n"
                            "2026-11-25,,通用,0\n");
    write_text("hall.cfg",
               "id = \"hall\"; name = \"大厅屏\"; hours = { hours = \"08:00-20:00\"; };");
    return code;
}

static int tear_down(void **state)
{
    (void)state;
    return folder_tear_down();
}

static void a_day_is_told_with_its_sums_and_findings(void **state)
{
    (void)state;
    assert_int_equal(run("plan --date 2026-11-26 --point hall.cfg day.cfg"), 0);
    assert_says(said.out, "day.cfg on 2026-11-26, Thursday, a workday\n大厅屏, canvas 1280x720, "
                          "open 08:00–20:00\n");
    assert_says(said.out, "  00:00–08:00      0   0:00:00");
    assert_says(said.out, "  d never plays: cannot be shown");
    assert_says(said.out, "  刷单返利: 7 起，权重 ×3.0\n");
    assert_says(said.out, "  noon  12:00–13:00\n");
    assert_says(said.err, "item \"d\" cannot be shown");
}

static void an_instant_is_explained(void **state)
{
    (void)state;
    assert_int_equal(run("plan --explain 2026-11-26T14:30:20 day.cfg"), 0);
    assert_says(said.out, "2026-11-26 14:30:20\n\nzone main: ");
    assert_says(said.out,
                "     c        1.0  not its time (its dayparts do not hold any more today)");
    assert_says(said.out, "     d        1.0  cannot be shown");
    assert_int_equal(run("plan --date 2026-11-26 --explain 12:00 --json day.cfg"), 0);
    assert_says(said.out, "\"at\":\"2026-11-26T12:00:00+08:00\",\"zones\":[{\"zone\":\"main\"");
    assert_says(said.out, "{\"item\":\"a\",\"chosen\":");
    assert_says(said.out, "\"weight_permille\":3000,");
}

static void the_same_day_comes_as_csv_json_and_a_page(void **state)
{
    (void)state;
    assert_int_equal(run("plan --date 2026-11-26 --csv day.cfg"), 0);
    assert_says(said.out, "main,0,2026-11-26,00:00:00,");
    assert_int_equal(run("plan --date 2026-11-26 --json day.cfg"), 0);
    assert_says(said.out, "{\"date\":\"2026-11-26\",\"workday\":true,\"playlist\":\"day.cfg\"");
    assert_int_equal(run("plan --date 2026-11-26 --html -o day.html day.cfg"), 0);
    assert_string_equal(said.out, "day.html\n");
    char *path = file_join(folder, "day.html");
    assert_true(file_exists(path));
    free(path);
    assert_int_equal(run("plan --date tomorrow day.cfg"), 0); // whichever day that is
}

// How often `text` stands in a file of the folder.
static int count_in(const char *name, const char *text)
{
    char *path = file_join(folder, name);
    char *bytes;
    size_t length;
    struct error err = {0};
    assert_true(file_read(path, 1 << 24, &bytes, &length, &err));
    int count = 0;
    for (const char *at = bytes; (at = strstr(at, text)) != NULL; at++) {
        count++;
    }
    free(bytes);
    free(path);
    return count;
}

static void the_page_has_one_picture_of_each_item_in_each_zone(void **state)
{
    (void)state;
    write_text(
        "zones.cfg",
        "canvas = \"320x200\"; zones = ( { name = \"main\"; h = 160; items = ( \"a\", \"b\","
        " \"gone\" ); }, { name = \"ticker\"; y = 160; h = 40; items = ( \"a\", \"c\" ); } );"
        "items = ( { id = \"a\"; text = \"不轻信\"; },"
        " { id = \"b\"; kind = \"qr\"; text = \"96110\"; },"
        " { id = \"c\"; kind = \"clock\"; seconds = true; },"
        " { id = \"gone\"; file = \"gone.mp4\"; } );");
    assert_int_equal(run("plan --date 2026-11-26 --html -o zones.html zones.cfg"), 0);
    assert_says(said.err, "\"gone\" cannot be shown");
    assert_int_equal(count_in("zones.html", "<img class=\"pic\""), 4);
    assert_int_equal(count_in("zones.html", "src=\"data:image/"), 4);
    assert_int_equal(count_in("zones.html", "src=\"") + count_in("zones.html", "href="), 4);
    assert_int_equal(count_in("zones.html", "width=\"88\" height=\"44\" alt=\"标语“a”的画面\""), 1);
    assert_int_equal(count_in("zones.html", "width=\"200\" height=\"25\" alt=\"标语“a”的画面\""),
                     1);
    assert_int_equal(count_in("zones.html", "aria-label=\"短片，没有画面\""), 1);
    assert_int_equal(run("plan --date 2026-11-26 --html -o again.html zones.cfg"), 0);
    char *path = file_join(folder, "zones.html");
    char *bytes;
    size_t length;
    struct error err = {0};
    assert_true(file_read(path, 1 << 24, &bytes, &length, &err));
    assert_int_equal(count_in("again.html", bytes), 1); // whenever it is made
    free(bytes);
    free(path);
}

static void cases_that_cannot_be_read_change_nothing_and_are_said(void **state)
{
    (void)state;
    write_text("cases.csv", "nothing of the kind\n");
    assert_int_equal(run("plan --date 2026-11-26 day.cfg"), 0);
    assert_null(strstr(said.out, "lifted by cases"));
    assert_says(said.err, "the cases are not used");
}

static void a_year_that_the_calendar_does_not_cover_is_said(void **state)
{
    (void)state;
    assert_int_equal(run("plan --date 2026-11-26 day.cfg"), 0);
    assert_null(strstr(said.err, "does not cover"));
    assert_int_equal(run("plan --date 2031-11-26 day.cfg"), 0);
    assert_says(said.err, "does not cover 2031");
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(a_day_is_told_with_its_sums_and_findings),
        TEST(an_instant_is_explained),
        TEST(the_same_day_comes_as_csv_json_and_a_page),
        TEST(the_page_has_one_picture_of_each_item_in_each_zone),
        TEST(cases_that_cannot_be_read_change_nothing_and_are_said),
        TEST(a_year_that_the_calendar_does_not_cover_is_said),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
