// Text as pages want it.
#include "base/html.h"
#include "support/test.h"

static void what_a_page_would_misread_is_written_out(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        const char *want;
    } cases[] = {
        {NULL, ""},
        {"", ""},
        {"反诈宣传", "反诈宣传"},
        {"<script>", "&lt;script&gt;"},
        {"a&b \"c\" 'd'", "a&amp;b &quot;c&quot; 'd'"},
        {"&amp;", "&amp;amp;"},
        {"two\nlines\tand a tab", "two\nlines\tand a tab"},
        {"bell\aand\x1b[1m", "bell\xEF\xBF\xBD"
                             "and\xEF\xBF\xBD[1m"},
        {"cut \xE5\x8F", "cut \xEF\xBF\xBD\xEF\xBF\xBD"},
        {"no character \xEF\xBF\xBE", "no character \xEF\xBF\xBD"},
        {"<", "&lt;"},
        {"端<", "端&lt;"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct str out = {0};
        html_text(&out, cases[i].text);
        assert_string_equal(str_text(&out), cases[i].want);
        str_fini(&out);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_a_page_would_misread_is_written_out),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
