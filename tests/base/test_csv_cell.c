// Cells that spreadsheets read as they were written.
#include "base/csv_cell.h"
#include "support/test.h"

static void what_a_spreadsheet_would_mistake_is_marked_and_quoted(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        bool is_id;
        const char *want;
    } cells[] = {
        {"反诈", true, "反诈"},
        {"", true, ""},
        {"=1+1", false, "'=1+1"},
        {"@SUM(A1)", false, "'@SUM(A1)"},
        {"-x", false, "'-x"},
        {"007", true, "'007"},
        {"007", false, "007"},
        {"a,b", true, "\"a,b\""},
        {"a\"b", true, "\"a\"\"b\""},
        {"+1,2", false, "\"'+1,2\""},
        {"a\r\nb", false, "\"a\r\nb\""},
    };
    for (size_t i = 0; i < sizeof cells / sizeof cells[0]; i++) {
        struct str out = {0};
        csv_cell_add(&out, cells[i].text, cells[i].is_id);
        assert_string_equal(str_text(&out), cells[i].want);
        str_fini(&out);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_a_spreadsheet_would_mistake_is_marked_and_quoted),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
