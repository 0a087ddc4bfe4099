// One value or several, and dates.
#include "support/test.h"

#include "config/lists.h"

static struct troubles troubles;
static struct config *config;

static struct section given(const char *text)
{
    config = config_parse("f.cfg", text, strlen(text), &troubles);
    assert_non_null(config);
    assert_int_equal(troubles.count, 0);
    return section_root(config);
}

static void done(const char *findings)
{
    struct str out = {0};
    troubles_print(&troubles, &out);
    assert_string_equal(str_text(&out), findings);
    str_fini(&out);
    config_close(config);
    troubles_fini(&troubles);
}

static void one_text_is_a_list_of_one(void **state)
{
    (void)state;
    struct section top = given("one = \"a\"; two = ( \"a\", \"b\" );");
    char **texts = NULL;
    size_t count = 9;
    assert_false(key_texts(&top, "none", 10, &texts, &count));
    assert_null(texts);
    assert_int_equal(count, 9);
    assert_true(key_texts(&top, "one", 10, &texts, &count));
    assert_int_equal(count, 1);
    assert_string_equal(texts[0], "a");
    texts_free(texts, count);
    assert_true(key_texts(&top, "two", 10, &texts, &count));
    assert_int_equal(count, 2);
    assert_string_equal(texts[1], "b");
    texts_free(texts, count);
    texts_free(NULL, 0);
    done("");
}

static void a_list_with_one_wrong_text_is_not_taken(void **state)
{
    (void)state;
    struct section top = given("a = ( \"ok\", \"\", 3, \"long\" );\nb = ( );\nc = 3;");
    char **texts = NULL;
    size_t count = 0;
    assert_false(key_texts(&top, "a", 3, &texts, &count));
    assert_false(key_texts(&top, "b", 3, &texts, &count));
    assert_false(key_texts(&top, "c", 3, &texts, &count));
    assert_null(texts);
    done("f.cfg:1: error: a[2]: the text is empty (leave the key out)\n"
         "f.cfg:1: error: a[3]: must be a text, and is a whole number (a text stands between \" "
         "and \")\n"
         "f.cfg:1: error: a[4]: the text is 4 bytes long, and at most 3 are possible\n"
         "f.cfg:2: error: b: the list is empty (leave the key out)\n"
         "f.cfg:3: error: c: must be a text, and is a whole number (a text stands between \" and "
         "\")\n");
}

static void a_list_is_held_to_its_length(void **state)
{
    (void)state;
    struct section top = given("a = ( 1, 2, 3 ); b = 1;");
    assert_true(node_is_counted(config, section_find(&top, "a"), 3, NULL));
    assert_true(node_is_counted(config, section_find(&top, "b"), 1, NULL));
    assert_int_equal(node_element(section_find(&top, "a"), 2)->integer, 3);
    assert_ptr_equal(node_element(section_find(&top, "b"), 0), section_find(&top, "b"));
    assert_false(node_is_counted(config, section_find(&top, "a"), 2, NULL));
    done("f.cfg:1: error: a: the list is longer than 2 elements\n");
}

static void dates_are_days_of_the_calendar(void **state)
{
    (void)state;
    struct section top = given("a = \"1970-01-02\"; b = \"2028-02-29\"; c = \"2026-02-29\";\n"
                               "d = \"2026-1-4\"; e = 20260104; f = \"2026-01-04 08:30\";");
    int64_t day = 0;
    assert_true(key_date(&top, "a", &day));
    assert_int_equal(day, 1);
    assert_true(key_date(&top, "b", &day));
    assert_int_equal(day, 21243);
    assert_false(key_date(&top, "none", &day));
    assert_false(key_date(&top, "c", &day));
    assert_false(key_date(&top, "d", &day));
    assert_false(key_date(&top, "e", &day));
    assert_false(key_date(&top, "f", &day));
    assert_int_equal(day, 21243);
    done("f.cfg:1: error: c: “2026-02-29” is not a date (such as \"2026-11-01\")\n"
         "f.cfg:2: error: d: “2026-1-4” is not a date (such as \"2026-11-01\")\n"
         "f.cfg:2: error: e: must be a date in quotes, and is a whole number (such as "
         "\"2026-11-01\")\n"
         "f.cfg:2: error: f: “2026-01-04 08:30” is not a date (such as \"2026-11-01\")\n");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(one_text_is_a_list_of_one),
        cmocka_unit_test(a_list_with_one_wrong_text_is_not_taken),
        cmocka_unit_test(a_list_is_held_to_its_length),
        cmocka_unit_test(dates_are_days_of_the_calendar),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
