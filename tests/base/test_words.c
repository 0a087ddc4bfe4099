// Strings, colours, errors and growing lists: the small things that every room uses.
#include "base/colour.h"
#include "base/error.h"
#include "base/mem.h"
#include "base/str.h"
#include "support/test.h"

static void a_string_grows_and_is_handed_over(void **state)
{
    (void)state;
    struct str out = {0};
    assert_string_equal(str_text(&out), "");
    struct str want = {0};
    for (int i = 0; i < 1000; i++) {
        str_addf(&out, "%d,", i);
        char number[16];
        snprintf(number, sizeof number, "%d,", i);
        str_add(&want, number);
    }
    assert_string_equal(str_text(&out), str_text(&want));
    assert_int_equal(out.length, 10 * 2 + 90 * 3 + 900 * 4);
    char *taken = str_take(&out);
    assert_string_equal(taken, str_text(&want));
    assert_null(out.text);
    free(taken);
    taken = str_take(&out);
    assert_string_equal(taken, "");
    free(taken);
    str_fini(&want);
}

static void bytes_may_hold_nul(void **state)
{
    (void)state;
    struct str out = {0};
    str_add_bytes(&out, "a\0b", 3);
    str_add_bytes(&out, NULL, 0);
    assert_int_equal(out.length, 3);
    assert_memory_equal(out.text, "a\0b", 4);
    str_fini(&out);
    str_fini(&out);
}

static void texts_are_compared(void **state)
{
    (void)state;
    assert_true(str_is("a", "a"));
    assert_true(str_is(NULL, NULL));
    assert_false(str_is("a", NULL));
    assert_false(str_is(NULL, ""));
    assert_true(str_ends_with("film.mp4", ".mp4"));
    assert_true(str_ends_with("film", ""));
    assert_false(str_ends_with("mp4", ".mp4"));
}

static void the_distance_counts_slips_of_the_finger(void **state)
{
    (void)state;
    static const struct {
        const char *a, *b;
        int want;
    } table[] = {
        {"speed", "speed", 0}, {"sped", "speed", 1},  {"speeed", "speed", 1}, {"spead", "speed", 1},
        {"seped", "speed", 1}, {"", "speed", 5},      {"colour", "color", 1}, {"abc", "cab", 2},
        {"ca", "abc", 3},      {"motion", "text", 5},
    };
    for (size_t i = 0; i < sizeof table / sizeof table[0]; i++) {
        assert_int_equal(str_distance(table[i].a, table[i].b), table[i].want);
        assert_int_equal(str_distance(table[i].b, table[i].a), table[i].want);
    }
}

static void only_a_near_word_is_offered(void **state)
{
    (void)state;
    static const char *const keys[] = {"text", "speed", "colour", "background", "motion"};
    assert_string_equal(str_nearest("color", keys, 5), "colour");
    assert_string_equal(str_nearest("sped", keys, 5), "speed");
    assert_string_equal(str_nearest("backgruond", keys, 5), "background");
    static const char *const near[] = {"hold", "colour", "bold"};
    assert_string_equal(str_nearest("colr", near, 3), "colour");
    assert_string_equal(str_nearest("cold", near, 3), "hold");
    assert_null(str_nearest("volume", keys, 5));
    assert_null(str_nearest("x", keys, 5));
    char endless[300];
    memset(endless, 'a', sizeof endless);
    endless[299] = '\0';
    assert_true(str_distance(endless, "text") >= 60);
}

static void colours_are_read_as_authors_write_them(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        uint32_t want;
    } table[] = {
        {"#fff", 0xFFFFFFFF},      {"#a1C", 0xFFAA11CC},  {"#00ff7F", 0xFF00FF7F},
        {"#12345678", 0x78123456}, {"white", 0xFFFFFFFF}, {"none", 0x00000000},
        {"red", 0xFFEC0012},
    };
    for (size_t i = 0; i < sizeof table / sizeof table[0]; i++) {
        struct colour got;
        assert_true(colour_parse(table[i].text, &got));
        assert_true(colour_argb(got) == table[i].want);
    }
    static const char *const bad[] = {"",         "#",      "#12",     "#1234",      "#12345",
                                      "#1234567", "#ggg",   "#１２３", "#123456789", "Red",
                                      " red",     "purple", "#fff ",   "fff"};
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
        struct colour out = {1, 2, 3, 4};
        assert_false(colour_parse(bad[i], &out));
        assert_true(colour_argb(out) == 0x04010203);
    }
}

static void every_colour_that_is_offered_is_known(void **state)
{
    (void)state;
    char *names = mem_copy(colour_names());
    int count = 0;
    for (char *name = strtok(names, ", "); name != NULL; name = strtok(NULL, ", ")) {
        struct colour colour;
        assert_true(colour_parse(name, &colour));
        count++;
    }
    assert_true(count >= 8);
    free(names);
}

static void an_error_tells_where_it_happened(void **state)
{
    (void)state;
    struct error err = {0};
    assert_false(error_set(&err, ERROR_MEDIA, "no picture in %s", "a.mp4"));
    assert_int_equal(err.code, ERROR_MEDIA);
    assert_string_equal(err.text, "no picture in a.mp4");
    assert_false(error_prefix(&err, "item %d", 3));
    assert_string_equal(err.text, "item 3: no picture in a.mp4");
    assert_int_equal(err.code, ERROR_MEDIA);
    assert_false(error_set(NULL, ERROR_MEDIA, "nobody listens"));
    assert_false(error_prefix(NULL, "nobody"));
}

static void a_very_long_error_is_cut_not_overrun(void **state)
{
    (void)state;
    char endless[2000];
    memset(endless, 'a', sizeof endless);
    endless[1999] = '\0';
    struct error err = {0};
    error_set(&err, ERROR_CONFIG, "%s", endless);
    assert_int_equal(strlen(err.text), sizeof err.text - 1);
    error_prefix(&err, "%s", "file.cfg");
    assert_int_equal(strncmp(err.text, "file.cfg: aaa", 13), 0);
    assert_true(strlen(err.text) < sizeof err.text);
    error_prefix(&err, "%s", endless);
    assert_int_equal(strlen(err.text), sizeof err.text - 1);
}

static void a_list_grows_and_keeps_what_it_holds(void **state)
{
    (void)state;
    int *list = NULL;
    size_t count = 0;
    size_t capacity = 0;
    for (int i = 0; i < 1000; i++) {
        list = MEM_GROW(list, count, capacity);
        list[count++] = i;
        assert_true(capacity >= count);
    }
    for (int i = 0; i < 1000; i++) {
        assert_int_equal(list[i], i);
    }
    assert_true(capacity < 2048);
    free(list);
}

static void storage_is_zeroed_and_never_null(void **state)
{
    (void)state;
    char *bytes = mem_zeroed(100, 1);
    for (int i = 0; i < 100; i++) {
        assert_int_equal(bytes[i], 0);
    }
    free(bytes);
    bytes = mem_zeroed(0, 0);
    assert_non_null(bytes);
    bytes = mem_resize(bytes, 0, 4);
    assert_non_null(bytes);
    free(bytes);
    assert_null(mem_copy(NULL));
    char *made = mem_format("%d %s", 96110, "反诈");
    assert_string_equal(made, "96110 反诈");
    free(made);
}

// Oracles: WCAG's own examples, and the greys that designers know as the last that passes.
static void contrast_is_that_of_wcag(void **state)
{
    (void)state;
    static const struct {
        const char *a, *b;
        double contrast;
    } cases[] = {
        {"#000000", "#ffffff", 21.0}, {"#ffffff", "#ffffff", 1.0},   {"#767676", "#ffffff", 4.54},
        {"#777777", "#ffffff", 4.48}, {"#ff0000", "#ffffff", 4.00},  {"#0000ff", "#ffffff", 8.59},
        {"#949494", "#ffffff", 3.03}, {"#ffff00", "#000000", 19.56}, {"#0a0a0a", "#000000", 1.06},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct colour a;
        struct colour b;
        assert_true(colour_parse(cases[i].a, &a) && colour_parse(cases[i].b, &b));
        assert_float_equal(colour_contrast(a, b), cases[i].contrast, 0.005);
        assert_float_equal(colour_contrast(b, a), cases[i].contrast, 0.005);
    }
}

static void a_colour_lies_over_another(void **state)
{
    (void)state;
    struct colour white = {255, 255, 255, 255};
    assert_int_equal(colour_argb(colour_over((struct colour){0, 0, 0, 128}, white)), 0xFF7F7F7F);
    assert_int_equal(colour_argb(colour_over((struct colour){9, 9, 9, 0}, white)), 0xFFFFFFFF);
    assert_int_equal(colour_argb(colour_over((struct colour){1, 2, 3, 255}, white)), 0xFF010203);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_string_grows_and_is_handed_over),
        cmocka_unit_test(bytes_may_hold_nul),
        cmocka_unit_test(texts_are_compared),
        cmocka_unit_test(the_distance_counts_slips_of_the_finger),
        cmocka_unit_test(only_a_near_word_is_offered),
        cmocka_unit_test(colours_are_read_as_authors_write_them),
        cmocka_unit_test(every_colour_that_is_offered_is_known),
        cmocka_unit_test(an_error_tells_where_it_happened),
        cmocka_unit_test(a_very_long_error_is_cut_not_overrun),
        cmocka_unit_test(a_list_grows_and_keeps_what_it_holds),
        cmocka_unit_test(storage_is_zeroed_and_never_null),
        cmocka_unit_test(contrast_is_that_of_wcag),
        cmocka_unit_test(a_colour_lies_over_another),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
