// Base64 with padding.
#include "base/base64.h"
#include "support/test.h"

static void the_examples_of_the_standard_come_out(void **state)
{
    (void)state;
    static const char *const pairs[][2] = {
        {"", ""},
        {"f", "Zg=="},
        {"fo", "Zm8="},
        {"foo", "Zm9v"},
        {"foob", "Zm9vYg=="},
        {"fooba", "Zm9vYmE="},
        {"foobar", "Zm9vYmFy"},
    }; // Source: RFC 4648, section 10
    for (size_t i = 0; i < sizeof pairs / sizeof pairs[0]; i++) {
        struct str out = {0};
        base64_add(&out, pairs[i][0], strlen(pairs[i][0]));
        assert_string_equal(str_text(&out), pairs[i][1]);
        str_fini(&out);
    }
}

static void every_bit_has_its_place(void **state)
{
    (void)state;
    struct str out = {0};
    str_add(&out, "data:");
    base64_add(&out, "\x00\x10\x83\xFB\xEF\xFF", 6);
    assert_string_equal(str_text(&out), "data:ABCD++//");
    str_fini(&out);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_examples_of_the_standard_come_out),
        cmocka_unit_test(every_bit_has_its_place),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
