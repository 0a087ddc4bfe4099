// JSON text as a strict reader wants it.
#include "base/json.h"
#include "support/test.h"

#include <math.h>

static void check_string(const char *text, const char *want)
{
    struct str out = {0};
    struct json json = {.out = &out};
    json_string(&json, text);
    assert_string_equal(str_text(&out), want);
    str_fini(&out);
}

static void strings_are_quoted_and_what_must_not_stand_in_them_is_escaped(void **state)
{
    (void)state;
    check_string("", "\"\"");
    check_string("刷单", "\"刷单\"");
    check_string("a\"b\\c", "\"a\\\"b\\\\c\"");
    check_string("1\n2\t3\x01", "\"1\\n2\\u00093\\u0001\"");
    check_string("\x7f", "\"\x7f\"");
    check_string("x\xff\xc3", "\"x\xEF\xBF\xBD\xEF\xBF\xBD\"");
    check_string("\xF0\x9F\x9A\xA8", "\"\xF0\x9F\x9A\xA8\"");
    check_string(NULL, "null");
}

static void commas_stand_between_values_and_nowhere_else(void **state)
{
    (void)state;
    struct str out = {0};
    struct json json = {.out = &out};
    json_open(&json, '{');
    json_key(&json, "empty");
    json_open(&json, '[');
    json_close(&json, ']');
    json_key(&json, "list");
    json_open(&json, '[');
    json_integer(&json, INT64_MIN);
    json_open(&json, '{');
    json_close(&json, '}');
    json_boolean(&json, true);
    json_boolean(&json, false);
    json_close(&json, ']');
    json_key(&json, "last");
    json_integer(&json, 0);
    json_close(&json, '}');
    assert_string_equal(str_text(&out),
                        "{\"empty\":[],\"list\":[-9223372036854775808,{},true,false],\"last\":0}");
    str_fini(&out);
}

static void numbers_read_back_as_they_were_and_are_no_longer_than_needed(void **state)
{
    (void)state;
    static const struct {
        double value;
        const char *want;
    } rows[] = {{0.1, "0.1"},       {1, "1"},
                {-2.5, "-2.5"},     {1.0 / 3, "0.3333333333333333"},
                {1e22, "1e+22"},    {0.1 + 0.2, "0.30000000000000004"},
                {1e-300, "1e-300"}, {HUGE_VAL, "null"},
                {NAN, "null"}};
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct str out = {0};
        struct json json = {.out = &out};
        json_number(&json, rows[i].value);
        assert_string_equal(str_text(&out), rows[i].want);
        str_fini(&out);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(strings_are_quoted_and_what_must_not_stand_in_them_is_escaped),
        cmocka_unit_test(numbers_read_back_as_they_were_and_are_no_longer_than_needed),
        cmocka_unit_test(commas_stand_between_values_and_nowhere_else),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
