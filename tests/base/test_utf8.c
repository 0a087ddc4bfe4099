// Strict decoding: every code point there and back, every class of malformed bytes told.
#include "base/utf8.h"
#include "support/test.h"

static void every_code_point_comes_back(void **state)
{
    (void)state;
    for (uint32_t code = 1; code <= 0x10FFFF; code++) {
        if (code >= 0xD800 && code <= 0xDFFF) {
            continue;
        }
        char bytes[5];
        size_t length = utf8_encode(code, bytes);
        const char *at = bytes;
        uint32_t got = utf8_next(&at);
        if (got != code || at != bytes + length || bytes[length] != '\0' ||
            utf8_valid_length(bytes, length) != length) {
            fail_msg("U+%04X came back as U+%04X", code, got);
        }
    }
}

static void the_shortest_form_is_written(void **state)
{
    (void)state;
    char bytes[5];
    assert_int_equal(utf8_encode(0x7F, bytes), 1);
    assert_int_equal(utf8_encode(0x80, bytes), 2);
    assert_int_equal(utf8_encode(0x7FF, bytes), 2);
    assert_int_equal(utf8_encode(0x800, bytes), 3);
    assert_int_equal(utf8_encode(0xFFFF, bytes), 3);
    assert_int_equal(utf8_encode(0x10000, bytes), 4);
    utf8_encode(0x8BC8, bytes); // 诈
    assert_string_equal(bytes, "诈");
}

static void malformed_bytes_are_told_and_passed_one_by_one(void **state)
{
    (void)state;
    static const char *const bad[] = {
        "\x80",             // a tail without a head
        "\xBF",             //
        "\xC0\xAF",         // overlong /
        "\xC1\xBF",         // overlong DEL
        "\xE0\x80\xAF",     // overlong in three
        "\xE0\x9F\xBF",     //
        "\xF0\x80\x80\xAF", // overlong in four
        "\xF0\x8F\xBF\xBF", //
        "\xED\xA0\x80",     // U+D800, a surrogate
        "\xED\xBF\xBF",     // U+DFFF
        "\xF4\x90\x80\x80", // U+110000
        "\xF5\x80\x80\x80", //
        "\xFE",             // never in UTF-8
        "\xFF",             //
        "\xC3",             // cut short
        "\xE8\xAF",         //
        "\xF0\x9F\x98",     //
        "\xC3(",            // broken off by another character
        "\xE8\xAF(",        //
    };
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
        const char *at = bad[i];
        assert_true(utf8_next(&at) == UTF8_INVALID);
        assert_ptr_equal(at, bad[i] + 1);
        assert_int_equal(utf8_valid_length(bad[i], strlen(bad[i])), 0);
    }
}

static void the_first_malformed_byte_is_found(void **state)
{
    (void)state;
    assert_int_equal(utf8_valid_length("诈骗", 6), 6);
    assert_int_equal(utf8_valid_length("诈\xFF骗", 7), 3);
    assert_int_equal(utf8_valid_length("诈骗", 5), 3); // cut in the middle
    assert_int_equal(utf8_valid_length("a\0b", 3), 3);
    assert_int_equal(utf8_valid_length("", 0), 0);
}

static void bytes_behind_the_length_are_not_looked_at(void **state)
{
    (void)state;
    char *exact = malloc(2); // a sanitizer sees any step too far
    memcpy(exact, "\xE8\xAF", 2);
    assert_int_equal(utf8_valid_length(exact, 2), 0);
    free(exact);
}

static void the_end_of_a_text_is_not_passed(void **state)
{
    (void)state;
    const char *text = "";
    const char *at = text;
    assert_int_equal(utf8_next(&at), 0);
    assert_ptr_equal(at, text);
}

static void columns_are_counted_as_a_terminal_shows_them(void **state)
{
    (void)state;
    assert_int_equal(utf8_columns(""), 0);
    assert_int_equal(utf8_columns("play"), 4);
    assert_int_equal(utf8_columns("刷单"), 4);
    assert_int_equal(utf8_columns("刷单 x2"), 7);
    assert_int_equal(utf8_columns("，。！"), 6);
    assert_int_equal(utf8_columns("e\u0301"), 1); // an accent of its own
    assert_int_equal(utf8_columns("ＡＢ"), 4);    // full width
    assert_int_equal(utf8_columns("𠮷"), 2);      // beyond the first plane
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_code_point_comes_back),
        cmocka_unit_test(the_shortest_form_is_written),
        cmocka_unit_test(malformed_bytes_are_told_and_passed_one_by_one),
        cmocka_unit_test(the_first_malformed_byte_is_found),
        cmocka_unit_test(bytes_behind_the_length_are_not_looked_at),
        cmocka_unit_test(the_end_of_a_text_is_not_passed),
        cmocka_unit_test(columns_are_counted_as_a_terminal_shows_them),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
