// Findings are printed in file and line order, whatever order they came in.
#include "support/test.h"

#include "config/troubles.h"

static void findings_are_printed_by_file_and_line(void **state)
{
    (void)state;
    struct troubles troubles = {0};
    troubles_add(&troubles, TROUBLE_ERROR, "b.cfg", 9, "items[1].text", NULL, "后一个 %d", 2);
    troubles_add(&troubles, TROUBLE_WARNING, "a.cfg", 3, NULL, "hint", "third");
    troubles_add(&troubles, TROUBLE_ERROR, "b.cfg", 1, NULL, NULL, "前一个");
    troubles_add(&troubles, TROUBLE_ERROR, "a.cfg", 0, NULL, NULL, "whole file");
    troubles_add(&troubles, TROUBLE_ERROR, "b.cfg", 9, NULL, NULL, "same line, later");
    assert_int_equal(troubles_errors(&troubles), 4);
    struct str out = {0};
    troubles_print(&troubles, &out);
    assert_string_equal(out.text, "b.cfg:1: error: 前一个\n"
                                  "b.cfg:9: error: items[1].text: 后一个 2\n"
                                  "b.cfg:9: error: same line, later\n"
                                  "a.cfg: error: whole file\n"
                                  "a.cfg:3: warning: third (hint)\n");
    str_fini(&out);
    troubles_fini(&troubles);
    assert_int_equal(troubles.count, 0);
}

static void nothing_found_prints_nothing(void **state)
{
    (void)state;
    struct troubles troubles = {0};
    struct str out = {0};
    troubles_print(&troubles, &out);
    assert_string_equal(str_text(&out), "");
    assert_int_equal(troubles_errors(&troubles), 0);
    str_fini(&out);
    troubles_fini(&troubles);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(findings_are_printed_by_file_and_line),
        cmocka_unit_test(nothing_found_prints_nothing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
