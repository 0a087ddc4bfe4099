// What the scanner says about a text before libconfig sees it, and that libconfig's silent mistakes
// stay harmless. Every case is compared with everything that is printed.
#include "support/test.h"

#include "config/config.h"
#include "config/keys.h"

struct scan_case {
    const char *text;
    const char *findings; // all that is printed, in order
};

// Parses `length` bytes and returns what was printed; the caller frees.
static char *findings_of(const char *bytes, size_t length)
{
    struct troubles troubles = {0};
    struct config *config = config_parse("f.cfg", bytes, length, &troubles);
    config_close(config);
    struct str out = {0};
    troubles_print(&troubles, &out);
    troubles_fini(&troubles);
    return str_take(&out);
}

static void check(const struct scan_case *cases, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        char *found = findings_of(cases[i].text, strlen(cases[i].text));
        if (strcmp(found, cases[i].findings) != 0) {
            fail_msg("of <<%s>>\n got: %s\nwant: %s", cases[i].text, found, cases[i].findings);
        }
        free(found);
    }
}
#define CHECK(cases) check(cases, sizeof(cases) / sizeof(cases)[0])

static void correct_texts_have_no_findings(void **state)
{
    (void)state;
    static const struct scan_case cases[] = {
        {"", ""},
        {"# nothing but a comment", ""}, // libconfig wants a line end behind it
        {"a = 1; // 注释“全角”，；\nb = 2;", ""},
        {"\xEF\xBB\xBF"
         "a = 1;",
         ""},
        {"a = 1;\r\nb = ( 1, 2 );\r\n", ""},
        {"a = \"@include \\\"x\\\" /* 文字 # // ；\";", ""},
        {"a = \"one \" \"two\";", ""},
        {"a = ( { b = 1; c = [ 1, 2 ]; }, ( ), \"x\" );", ""},
        {"a = 1.5; b = -2; c = 0x1F; d = TRUE; e = .5; f = 1e3; g = +7; h = 12L;", ""},
        {"a : { b : 2, c : 3 }", ""},
        {"a = 1;;", ""},
        {"a = \"他说“你好”\n第二行\";", ""},
        {"a = \"tab\\t line\\n quote\\\" slash\\\\ hex\\x41\";", ""},
        {"a = 1; /* one\n * two */ b = 2;", ""},
    };
    CHECK(cases);
}

static void full_width_signs_are_named_once_a_line(void **state)
{
    (void)state;
    static const struct scan_case cases[] = {
        {"a = 1；\nb ＝ 2；",
         "f.cfg:1: error: full-width ； outside of a text (write ; instead: switch the input "
         "method to English punctuation)\n"
         "f.cfg:2: error: full-width ＝ ； outside of a text (write = ; instead: switch the input "
         "method to English punctuation)\n"},
        {"a = “文字”；",
         "f.cfg:1: error: full-width “ ” ； outside of a text (write \" ; instead: switch the "
         "input method to English punctuation)\n"},
        {"a = （ 1， 2 ）；",
         "f.cfg:1: error: full-width （ ， ） ； outside of a text (write ( , ) ; instead: switch "
         "the input method to English punctuation)\n"},
        {"a =　1;", "f.cfg:1: error: full-width blank outside of a text (write a plain blank "
                    "instead: switch the input method to English punctuation)\n"},
        {"a = “文字;\nb = 1;",
         "f.cfg:1: error: this text never ends (close it with \")\n"
         "f.cfg:1: error: full-width “ outside of a text (write \" instead: switch the input "
         "method to English punctuation)\n"},
        {"a = \"文字”;\nb = \"x\";",
         "f.cfg:1: error: a full-width ” does not end the text that began with \" (close the text "
         "with \")\n"},
    };
    CHECK(cases);
}

static void values_without_quotes_are_shown_with_them(void **state)
{
    (void)state;
    static const struct scan_case cases[] = {
        {"a = 10s;", "f.cfg:1: error: 10s is not a plain number and needs quotes (\"10s\")\n"},
        {"a = 50%;", "f.cfg:1: error: 50% is not a plain number and needs quotes (\"50%\")\n"},
        {"a = 1024x128;",
         "f.cfg:1: error: 1024x128 is not a plain number and needs quotes (\"1024x128\")\n"},
        {"a = 08:30-18:00;",
         "f.cfg:1: error: 08:30-18:00 is not a plain number and needs quotes (\"08:30-18:00\")\n"},
        {"a = #ffd600;\nb = 1;",
         "f.cfg:1: error: a colour needs quotes, else # begins a comment (\"#ffd600\")\n"},
        {"a = video;", "f.cfg:1: error: a text needs quotes (\"video\")\n"},
        {"a = 反诈;", "f.cfg:1: error: a text needs quotes (\"反诈\")\n"},
        {"a = ( one, \"two\" );", "f.cfg:1: error: a text needs quotes (\"one\")\n"},
        {"\"a\" : 3;", "f.cfg:1: error: a key stands without quotes (key = value;)\n"},
        {"a = 'x';", "f.cfg:1: error: a text in single quotes (use \" instead of ')\n"},
    };
    CHECK(cases);
}

static void brackets_and_commas_are_told_by_line(void **state)
{
    (void)state;
    static const struct scan_case cases[] = {
        {"a = (\n1, 2\n", "f.cfg:1: error: this ( is never closed\n"},
        {"a = (\n{ b = 1; )\n", "f.cfg:2: error: ) stands where the { of line 2 closes with }\n"},
        {"a = 1; }", "f.cfg:1: error: this } closes nothing\n"},
        {"a = ( 1, 2, );", "f.cfg:1: error: a comma before the closing ) (take it away)\n"},
        {"a = ( { b = 1; }\n{ b = 2; } );",
         "f.cfg:2: error: a comma is missing before this, after line 1 (the elements of a list "
         "are separated by commas)\n"},
        {"a = ( { b = 1; }; { b = 2; }; );",
         "f.cfg:1: error: the elements of a list are not separated by semicolons (use a comma, "
         "and none after the last one)\n"
         "f.cfg:1: error: the elements of a list are not separated by semicolons (use a comma, "
         "and none after the last one)\n"},
        {"a = ( \"x\"\n\"y\" );",
         "f.cfg:2: warning: two texts of a list become one when no comma is between them (put a "
         "comma between them)\n"},
        {"a = ( \"x\" 3 );",
         "f.cfg:1: error: a comma is missing before this, after line 1 (the elements of a list "
         "are separated by commas)\n"},
        {"a = 1 b = $;", "f.cfg:1: error: $ has no meaning here (a text belongs between \" and "
                         "\")\n"},
    };
    CHECK(cases);
}

static void what_libconfig_swallows_is_said(void **state)
{
    (void)state;
    static const struct scan_case cases[] = {
        {"a = 1;\n/* b = 2;\n",
         "f.cfg:2: error: the comment that begins with /* here never ends (close it with */)\n"},
        {"a = \"x\\u53cdy\";", "f.cfg:1: error: \\u53cd would be shown just like that (write the "
                               "character itself, the file is UTF-8)\n"},
        {"a = \"x\\x00y\";", "f.cfg:1: error: \\x00 cannot be part of a text (leave it out)\n"},
        {"a = \"x\\xZZ\";",
         "f.cfg:1: error: \\x needs two hexadecimal digits (for example \\x41)\n"},
        {"a = \"C:\\pictures\";", "f.cfg:1: warning: a backslash that begins no escape is shown as "
                                  "it is (write \\\\ for a backslash)\n"},
        {"a = \"\\xE5\\x8F\";", "f.cfg:1: error: a: the escapes in this text make no UTF-8 (write "
                                "the characters themselves instead of \\x…)\n"},
        {"a = \"\\x1B[0m\";",
         "f.cfg:1: error: a: the text holds the control character 0x1B (take it out)\n"},
        {"a = \"never\nends;\n", "f.cfg:1: error: this text never ends (close it with \")\n"},
        {"a = 1;\na = 2;\n",
         "f.cfg:2: error: a key is given twice in the same group (keep one of them)\n"},
        {"a = [ 1, \"x\" ];",
         "f.cfg:1: error: between [ and ] all values must be of one type (use ( and ))\n"},
        {"a = 99999999999999999999;",
         "f.cfg:1: error: the number 99999999999999999999 is too large for a computer\n"},
        {"a b = 1;", "f.cfg:1: error: syntax error (key = value; is expected: look for a missing ; "
                     ", = or bracket here or in the line before)\n"},
        {"a = \"x;\nb = \"y\";\n",
         "f.cfg:1: warning: the text that begins here goes on in the next line (close it with \" "
         "in "
         "its own line)\n"
         "f.cfg:2: error: this text never ends (close it with \")\n"
         "f.cfg:3: error: syntax error (key = value; is expected: look for a missing ; , = or "
         "bracket here or in the line before)\n"},
        {"名称 = 1;", "f.cfg:1: error: “名称” is not a key (keys are English words, and Chinese "
                      "belongs between \" and \")\n"},
    };
    CHECK(cases);
}

static void an_include_never_reaches_libconfig(void **state)
{
    (void)state;
    static const char want[] =
        "f.cfg:1: error: @include is not supported: a file says everything itself (copy what the "
        "other file says into this one)\n";
    static const struct scan_case cases[] = {
        {"@include \".\"\na = 1;", want},
        {"  @include \"../secret.cfg\"\na = 1;", want},
        {"@include \"/etc/passwd\"", want},
    };
    CHECK(cases);
}

static void bytes_that_are_no_text_are_told_by_line(void **state)
{
    (void)state;
    static const struct {
        const char *bytes;
        size_t length;
        const char *findings;
    } cases[] = {
        {"a = 1;\nb = \"\xB7\xB4\xD5\xA9\";\n", 16,
         "f.cfg:2: error: byte 0xB7 is no UTF-8 text (save the file as UTF-8)\n"},
        {"a = 1;\n\0b = 2;\n", 15,
         "f.cfg:2: error: byte 0x00 is no UTF-8 text (save the file as UTF-8)\n"},
        {"\xFF\xFE"
         "a\0",
         4, "f.cfg:1: error: the file is UTF-16 (save the file as UTF-8)\n"},
    };
    for (size_t i = 0; i < 2; i++) {
        char *found = findings_of(cases[i].bytes, cases[i].length);
        // What the mended byte makes of the grammar is not what this test is about.
        assert_memory_equal(found, cases[i].findings, strlen(cases[i].findings));
        free(found);
    }
    char *found = findings_of(cases[2].bytes, cases[2].length);
    assert_string_equal(found, cases[2].findings);
    free(found);
}

static void integers_beyond_32_bits_keep_their_value(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        int64_t value;
    } cases[] = {
        {"a = 5000000000;", 5000000000},
        {"a = 2147483648;", 2147483648},
        {"a = 2147483647;", 2147483647},
        {"a = -2147483649;", -2147483649},
        {"a = 0xFFFFFFFF;", 4294967295},
        {"a = 0x7FFFFFFF;", 2147483647},
        {"a = -12;", -12},
        {"a = 3000000000L;", 3000000000},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct troubles troubles = {0};
        struct config *config =
            config_parse("f.cfg", cases[i].text, strlen(cases[i].text), &troubles);
        assert_non_null(config);
        struct section top = section_root(config);
        const struct node *node = section_find(&top, "a");
        assert_int_equal(node->type, NODE_INTEGER);
        assert_int_equal(node->integer, cases[i].value);
        config_close(config);
        troubles_fini(&troubles);
    }
}

static void mended_mistakes_leave_the_rest_readable(void **state)
{
    (void)state;
    static const char text[] = "a = “文字”；\nb = ( 10s, #fff\n );\nc = 7;\n";
    struct troubles troubles = {0};
    struct config *config = config_parse("f.cfg", text, strlen(text), &troubles);
    assert_non_null(config);
    assert_false(config_is_usable(config));
    struct section top = section_root(config);
    assert_string_equal(section_find(&top, "a")->text, "文字");
    assert_string_equal(section_find(&top, "b")->children[0].text, "10s");
    assert_int_equal(section_find(&top, "c")->integer, 7);
    assert_int_equal(section_find(&top, "c")->line, 4);
    config_close(config);
    troubles_fini(&troubles);
}

static void lines_are_right_behind_long_texts_and_comments(void **state)
{
    (void)state;
    static const char text[] = "/* one\n two */ a = \"x\ny\";\n\n# c\nb = 1；\n";
    char *found = findings_of(text, strlen(text));
    assert_memory_equal(found, "f.cfg:6: error: full-width ；", 29);
    free(found);
}

static void nesting_and_size_have_a_limit(void **state)
{
    (void)state;
    struct str deep = {0};
    str_add(&deep, "a = ");
    for (int i = 0; i < 5000; i++) {
        str_add(&deep, "(");
    }
    char *found = findings_of(deep.text, deep.length);
    assert_string_equal(found, "f.cfg:1: error: brackets are nested too deep, more than 32\n");
    free(found);
    str_fini(&deep);
    char *large = calloc(CONFIG_FILE_LIMIT + 1, 1);
    memset(large, ' ', CONFIG_FILE_LIMIT + 1);
    found = findings_of(large, CONFIG_FILE_LIMIT + 1);
    assert_string_equal(found, "f.cfg: error: the file is larger than 1 MiB\n");
    free(found);
    found = findings_of(large, CONFIG_FILE_LIMIT);
    assert_string_equal(found, "");
    free(found);
    free(large);
}

// libconfig needs minutes for tens of thousands of keys in one group.
static void a_group_has_a_limit_too(void **state)
{
    (void)state;
    struct str text = {0};
    for (int i = 0; i < 60000; i++) {
        str_addf(&text, "k%d = 1;\n", i);
    }
    char *found = findings_of(text.text, text.length);
    assert_string_equal(found, "f.cfg:1001: error: more than 1000 keys in one group\n");
    free(found);
    str_fini(&text);
}

static void a_flood_of_errors_is_summed_up(void **state)
{
    (void)state;
    struct str text = {0};
    for (int i = 0; i < 900; i++) {
        str_addf(&text, "k%d = 1；\n", i);
    }
    struct troubles troubles = {0};
    config_close(config_parse("f.cfg", text.text, text.length, &troubles));
    assert_int_equal(troubles.count, CONFIG_ERROR_LIMIT + 1);
    assert_int_equal(troubles_errors(&troubles), CONFIG_ERROR_LIMIT + 1);
    troubles_fini(&troubles);
    str_fini(&text);
}

static void a_file_that_cannot_be_read_is_one_finding(void **state)
{
    (void)state;
    char *folder = test_folder_make();
    struct troubles troubles = {0};
    assert_null(config_open(folder, &troubles));
    assert_int_equal(troubles.count, 1);
    assert_string_equal(troubles.items[0].sentence, "is not a file");
    assert_string_equal(troubles.items[0].file, folder);
    troubles_fini(&troubles);
    test_folder_remove(folder);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(correct_texts_have_no_findings),
        cmocka_unit_test(full_width_signs_are_named_once_a_line),
        cmocka_unit_test(values_without_quotes_are_shown_with_them),
        cmocka_unit_test(brackets_and_commas_are_told_by_line),
        cmocka_unit_test(what_libconfig_swallows_is_said),
        cmocka_unit_test(an_include_never_reaches_libconfig),
        cmocka_unit_test(bytes_that_are_no_text_are_told_by_line),
        cmocka_unit_test(integers_beyond_32_bits_keep_their_value),
        cmocka_unit_test(mended_mistakes_leave_the_rest_readable),
        cmocka_unit_test(lines_are_right_behind_long_texts_and_comments),
        cmocka_unit_test(nesting_and_size_have_a_limit),
        cmocka_unit_test(a_group_has_a_limit_too),
        cmocka_unit_test(a_flood_of_errors_is_summed_up),
        cmocka_unit_test(a_file_that_cannot_be_read_is_one_finding),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
