// Reports as they are printed: for people, spreadsheets and programs.
#include "base/mem.h"
#include "report/fixture.h"

#include <ctype.h>

static void csv_is_what_a_spreadsheet_wants(void **state)
{
    struct fixture *self = *state;
    static const struct {
        const char *item;
        const char *cell;
    } cells[] = {
        {"=1+1", "'=1+1"},         {"+8613", "'+8613"},    {"-x", "'-x"},
        {"@SUM(A1)", "'@SUM(A1)"}, {"007", "'007"},        {"1e5", "'1e5"},
        {"a,b", "\"a,b\""},        {"a\"b", "\"a\"\"b\""}, {"反诈", "反诈"},
    };
    for (size_t i = 0; i < sizeof cells / sizeof cells[0]; i++) {
        struct row row = {cells[i].item, "2026-11-30T08:00", 1000, 1000, 1000, 9, GOOD, 0, NULL};
        char *path = mem_format("%s/%zu.db", self->folder, i);
        make(path, &row, 1);
        char *got = lines(report_everything(), path, NULL);
        char *want = mem_format("%s,1,1,1.000,0,0,0,0,0,0\n", cells[i].cell);
        assert_string_equal(got, want);
        free(want);
        free(got);
        free(path);
    }
    struct report_wish wish = report_everything();
    wish.format = REPORT_CSV;
    MAKE(self->path, {"a", "2026-11-30T08:00", 1000, 1000, 1000, 9, GOOD, 0, NULL});
    char *text = report(&wish, self->path, NULL);
    assert_memory_equal(text, "\xEF\xBB\xBFitem_id 内容,plays 播放次数,", 30);
    for (const char *at = text; (at = strchr(at, '\n')) != NULL; at++) {
        assert_int_equal(at[-1], '\r');
    }
    free(text);
}

// A strict JSON reader that keeps nothing: behind the value at `at`, or NULL when it is none.
static const char *skip_value(const char *at);

static const char *skip_string(const char *at)
{
    for (at++; *at != '"'; at++) {
        if ((unsigned char)*at < 0x20) {
            return NULL;
        }
        if (*at == '\\' && strchr("\"\\/bfnrtu", *++at) == NULL) {
            return NULL;
        }
    }
    return at + 1;
}

static const char *skip_list(const char *at, char end)
{
    if (*++at == end) {
        return at + 1;
    }
    for (;; at++) {
        if (end == '}' && (*at != '"' || (at = skip_string(at)) == NULL || *at++ != ':')) {
            return NULL;
        }
        at = skip_value(at);
        if (at == NULL || *at == end || *at != ',') {
            return at != NULL && *at == end ? at + 1 : NULL;
        }
    }
}

static const char *skip_value(const char *at)
{
    static const char *const words[] = {"null", "true", "false"};
    for (size_t i = 0; i < 3; i++) {
        if (strncmp(at, words[i], strlen(words[i])) == 0) {
            return at + strlen(words[i]);
        }
    }
    if (*at == '{' || *at == '[') {
        return skip_list(at, *at == '{' ? '}' : ']');
    }
    if (*at == '"') {
        return skip_string(at);
    }
    const char *number = at;
    at += *at == '-';
    while (isdigit((unsigned char)*at)) {
        at++;
    }
    return at > number ? at : NULL;
}

static void json_is_valid_and_says_what_the_table_says(void **state)
{
    struct fixture *self = *state;
    MAKE(self->path, {"say \"刷单\"\n", "2026-11-30T08:00", 1000, 1000, 999, 9, GOOD, 0, NULL});
    struct report_wish wish = report_everything();
    wish.format = REPORT_JSON;
    struct error err = {0};
    assert_true(report_range(&wish, "2026-11-30", NULL, &err));
    char *text = report(&wish, self->path, NULL);
    const char *end = skip_value(text);
    assert_non_null(end);
    assert_string_equal(end, "\n");
    assert_non_null(strstr(text, "\"from\":\"2026-11-30T00:00:00+08:00\",\"to\":null"));
    assert_non_null(strstr(text, "{\"item\":\"say \\\"刷单\\\"\\n\",\"plays\":1,\"full_plays\":1,"
                                 "\"visible_ms\":999,"));
    assert_non_null(strstr(text, "\"total\":{\"plays\":1,"));
    free(text);
}

static void the_table_is_aligned_by_what_a_terminal_makes_of_chinese(void **state)
{
    struct fixture *self = *state;
    MAKE(self->path, {"反诈视频", "2026-11-30T08:00", 1000, 1000, 1000, 9, GOOD, 0, NULL},
         {"ab", "2026-11-30T08:01", 1000, 3661000, 3661000, 9, GOOD, 0, NULL});
    struct report_wish wish = report_everything();
    char *text = report(&wish, self->path, NULL);
    const char *want = "item      plays  full  visible  failed  skipped  cut  time?\n"
                       "ab            1     1  1:01:01       0        0    0      0\n"
                       "反诈视频      1     1  0:00:01       0        0    0      0\n"
                       "total         2     2  1:01:02       0        0    0      0\n"
                       "\nA play is";
    assert_memory_equal(text, want, strlen(want));
    free(text);
}

static void an_empty_ledger_has_a_friendly_line_and_still_valid_files(void **state)
{
    struct fixture *self = *state;
    make(self->path, NULL, 0);
    struct report_wish wish = report_everything();
    char *table = report(&wish, self->path, NULL);
    assert_non_null(strstr(table, "No plays yet"));
    wish.format = REPORT_JSON;
    char *json = report(&wish, self->path, NULL);
    assert_non_null(strstr(json, "\"rows\":[]"));
    assert_non_null(skip_value(json));
    check(wish, self, "");
    free(table);
    free(json);
}

static void a_ledger_that_is_not_there_is_named(void **state)
{
    struct fixture *self = *state;
    struct report_wish wish = report_everything();
    struct str out = {0};
    struct error err = {0};
    const char *const ledgers[] = {self->path};
    assert_false(report_run(ledgers, 1, &wish, &out, &err));
    assert_non_null(strstr(err.text, self->path));
    assert_int_equal(out.length, 0);
    str_fini(&out);
}

static void every_way_to_group_has_a_name_that_is_read_back(void **state)
{
    (void)state;
    for (int by = REPORT_BY_ITEM; by <= REPORT_BY_POINT; by++) {
        enum report_by back = 0;
        assert_non_null(strstr(report_by_names(), report_by_name((enum report_by)by)));
        assert_true(report_by_parse(report_by_name((enum report_by)by), &back));
        assert_int_equal(back, by);
    }
    enum report_by untouched = REPORT_BY_DAY;
    assert_false(report_by_parse("itme", &untouched));
    assert_int_equal(untouched, REPORT_BY_DAY);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(csv_is_what_a_spreadsheet_wants),
        TEST(json_is_valid_and_says_what_the_table_says),
        TEST(the_table_is_aligned_by_what_a_terminal_makes_of_chinese),
        TEST(an_empty_ledger_has_a_friendly_line_and_still_valid_files),
        TEST(a_ledger_that_is_not_there_is_named),
        TEST(every_way_to_group_has_a_name_that_is_read_back),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
