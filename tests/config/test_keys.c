// Typed keys: what each reader takes, and what it says about the rest.
#include "support/test.h"

#include "config/keys.h"

static struct troubles troubles;
static struct config *config;

// Opens `text` as the section whose keys the test reads.
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

static const struct range weight = {1, 100, "", NULL, 0};
static const struct range speed = {1, 4000, "px/s", "auto", 0};
static const struct range hold = {0.1, 600, "s", "auto", 0};

static void a_missing_key_keeps_the_default(void **state)
{
    (void)state;
    struct section top = given("other = 1;");
    int value = 42;
    int64_t length = 43;
    double number = 44;
    bool truth = true;
    const char *text = "kept";
    assert_false(key_integer(&top, "a", weight, &value));
    assert_false(key_length(&top, "a", hold, &length));
    assert_false(key_number(&top, "a", weight, &number));
    assert_false(key_bool(&top, "a", &truth));
    assert_false(key_text(&top, "a", 10, &text));
    assert_int_equal(value, 42);
    assert_int_equal(length, 43);
    assert_true(number == 44 && truth);
    assert_string_equal(text, "kept");
    done("");
}

static void whole_numbers_stay_in_their_range(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        int value; // -1: a finding
        const char *findings;
    } cases[] = {
        {"a = 1;", 1, ""},
        {"a = 4000;", 4000, ""},
        {"a = \"auto\";", 0, ""},
        {"a = 0;", -1, "f.cfg:1: error: a: 0 px/s is too little (1 … 4000 px/s, or \"auto\")\n"},
        {"a = 5000000000;", -1,
         "f.cfg:1: error: a: 5000000000 px/s is too much (1 … 4000 px/s, or \"auto\")\n"},
        {"a = 4294967297;", -1, // 1 in 32 bits
         "f.cfg:1: error: a: 4294967297 px/s is too much (1 … 4000 px/s, or \"auto\")\n"},
        {"a = 1.5;", -1,
         "f.cfg:1: error: a: must be a whole number, and is a number with a fraction (1 … 4000 "
         "px/s, or \"auto\")\n"},
        {"a = \"fast\";", -1,
         "f.cfg:1: error: a: must be a whole number, and is \"fast\" (1 … 4000 px/s, or "
         "\"auto\")\n"},
        {"a = true;", -1,
         "f.cfg:1: error: a: must be a whole number, and is true or false (1 … 4000 px/s, or "
         "\"auto\")\n"},
        {"a = { };", -1,
         "f.cfg:1: error: a: must be a whole number, and is a group { … } (1 … 4000 px/s, or "
         "\"auto\")\n"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct section top = given(cases[i].text);
        int value = -1;
        assert_int_equal(key_integer(&top, "a", speed, &value), cases[i].value >= 0);
        assert_int_equal(value, cases[i].value);
        done(cases[i].findings);
    }
}

static void a_whole_number_is_fine_where_a_fraction_may_stand(void **state)
{
    (void)state;
    static const struct range gain = {-60, 12, "dB", NULL, 0};
    double value = 0;
    struct section top = given("a = -6; b = -4.5; c = 1e2; d = 1.0e999;");
    assert_true(key_number(&top, "a", gain, &value) && value == -6);
    assert_true(key_number(&top, "b", gain, &value) && value == -4.5);
    assert_false(key_number(&top, "c", gain, &value));
    assert_false(key_number(&top, "d", gain, &value));
    done("f.cfg:1: error: c: 100 dB is too much (-60 … 12 dB)\n"
         "f.cfg:1: error: d: inf dB is too much (-60 … 12 dB)\n");
}

static void lengths_of_time_are_read_as_people_write_them(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        int64_t us; // -1: a finding
    } cases[] = {
        {"a = \"2.5s\";", 2500000},
        {"a = \"300ms\";", 300000},
        {"a = \"10m\";", 600000000},
        {"a = \"2 s\";", 2000000},
        {"a = 3;", 3000000},
        {"a = 0.25;", 250000},
        {"a = \"auto\";", 0},
        {"a = \"1min\";", 60000000},
        {"a = \"1h\";", -1},
        {"a = \"50ms\";", -1},
        {"a = \"5\";", -1},
        {"a = \"-5s\";", -1},
        {"a = \"1.2.3s\";", -1},
        {"a = \"s\";", -1},
        {"a = \"\";", -1},
        {"a = \"5 sec\";", -1},
        {"a = false;", -1},
        {"a = ( 1 );", -1},
        {"a = \"99999999999999999s\";", -1},
        {"a = 5000000000;", -1},
        {"a = 0;", -1},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct section top = given(cases[i].text);
        int64_t us = -1;
        bool is_good = key_length(&top, "a", hold, &us);
        if (is_good != (cases[i].us >= 0) || us != cases[i].us) {
            fail_msg("%s reads %lld", cases[i].text, (long long)us);
        }
        assert_int_equal(troubles.count, is_good ? 0 : 1);
        config_close(config);
        troubles_fini(&troubles);
    }
    struct section top = given("a = \"5\";\nb = \"1h\";");
    int64_t us = 0;
    assert_false(key_length(&top, "a", hold, &us) || key_length(&top, "b", hold, &us));
    done("f.cfg:1: error: a: must be a length of time (such as \"2.5s\", \"300ms\", \"10m\" or "
         "\"1h\", or \"auto\")\n"
         "f.cfg:2: error: b: 3600 s is too much (0.1 … 600 s, or \"auto\")\n");
}

static void texts_ids_and_truths_say_what_they_want(void **state)
{
    (void)state;
    struct section top = given("a = 12; b = \"\"; c = \"四个字呢\"; d = \"中文\"; e = \"yes\"; "
                               "f = 1; g = \"film-1.a_B\"; h = true;");
    const char *text = NULL;
    bool truth = false;
    assert_false(key_text(&top, "a", 10, &text));
    assert_false(key_text(&top, "b", 10, &text));
    assert_false(key_text(&top, "c", 10, &text));
    assert_false(key_id(&top, "d", &text));
    assert_false(key_bool(&top, "e", &truth));
    assert_false(key_bool(&top, "f", &truth));
    assert_null(text);
    assert_true(key_id(&top, "g", &text));
    assert_string_equal(text, "film-1.a_B");
    assert_true(key_bool(&top, "h", &truth) && truth);
    done("f.cfg:1: error: a: must be a text, and is a whole number (a text stands between \" and "
         "\")\n"
         "f.cfg:1: error: b: the text is empty (leave the key out)\n"
         "f.cfg:1: error: c: the text is 12 bytes long, and at most 10 are possible\n"
         "f.cfg:1: error: d: “中文” is not an id (1 … 64 of the characters A–Z a–z 0–9 _ . -)\n"
         "f.cfg:1: error: e: must be true or false, and is a text (without quotes)\n"
         "f.cfg:1: error: f: must be true or false, and is a whole number (without quotes)\n");
}

static void colours_sizes_and_choices(void **state)
{
    (void)state;
    static const struct choice sides[] = {{"left", 1}, {"right", 2}, {"links", 1}, {NULL, 0}};
    struct section top = given("a = \"#ffd600\"; b = \"1024x128\"; c = \"1920×1080\"; d = \"auto\";"
                               "e = \"links\"; f = \"pink\"; g = \"0x5\"; h = \"up\"; i = 3; "
                               "j = \"99999x1\"; k = 3; l = 4;");
    struct colour colour = {0};
    struct size size = {0};
    int side = 0;
    assert_true(key_colour(&top, "a", &colour) && colour.g == 0xD6);
    assert_true(key_size(&top, "b", &size) && size.w == 1024 && size.h == 128);
    assert_true(key_size(&top, "c", &size) && size.w == 1920 && size.h == 1080);
    assert_true(key_size(&top, "d", &size) && size.w == 0);
    assert_true(key_choice(&top, "e", sides, &side) && side == 1);
    assert_false(key_colour(&top, "f", &colour) || key_size(&top, "g", &size));
    assert_false(key_choice(&top, "h", sides, &side) || key_choice(&top, "i", sides, &side));
    assert_false(key_size(&top, "j", &size) || key_size(&top, "k", &size));
    assert_false(key_colour(&top, "l", &colour));
    assert_int_equal(troubles.count, 7);
    assert_string_equal(troubles.items[0].sentence, "“pink” is not a colour");
    assert_string_equal(troubles.items[1].hint,
                        "such as \"1024x128\", each side 1 … 16384 px, or \"auto\"");
    assert_string_equal(troubles.items[2].sentence, "“up” is not known here");
    assert_string_equal(troubles.items[2].hint, "one of: \"left\", \"right\"");
    config_close(config);
    troubles_fini(&troubles);
}

static void unknown_keys_get_the_nearest_spelling(void **state)
{
    (void)state;
    static const char *const known[] = {"name", "items", "zones"};
    struct section top = given("nmae = 1;\nitem = 2;\nsomething = 3;\nname = 4;");
    section_know(&top, known, 3);
    done("f.cfg:1: error: nmae: there is no such key (did you mean name?)\n"
         "f.cfg:2: error: item: there is no such key (did you mean items?)\n"
         "f.cfg:3: error: something: there is no such key\n");
}

static void a_key_path_counts_elements_from_one(void **state)
{
    (void)state;
    struct section top = given("a = ( 1, { b = ( \"x\", \"y\" ); } );");
    struct str path = {0};
    node_path(&section_find(&top, "a")->children[1].children[0].children[1], &path);
    assert_string_equal(path.text, "a[2].b[2]");
    str_fini(&path);
    done("");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_missing_key_keeps_the_default),
        cmocka_unit_test(whole_numbers_stay_in_their_range),
        cmocka_unit_test(a_whole_number_is_fine_where_a_fraction_may_stand),
        cmocka_unit_test(lengths_of_time_are_read_as_people_write_them),
        cmocka_unit_test(texts_ids_and_truths_say_what_they_want),
        cmocka_unit_test(colours_sizes_and_choices),
        cmocka_unit_test(unknown_keys_get_the_nearest_spelling),
        cmocka_unit_test(a_key_path_counts_elements_from_one),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
