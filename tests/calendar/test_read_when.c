// Keys of a `when` group: what arrives, and what is said about the rest.
#include "support/findings.h"
#include "support/test.h"

#include "base/str.h"
#include "calendar/read_when.h"

static struct when read(const char *text, const char *findings)
{
    struct troubles troubles = {0};
    struct config *config = config_parse("f.cfg", text, strlen(text), &troubles);
    assert_non_null(config);
    struct section top = section_root(config);
    struct when when;
    when_init(&when);
    read_when(&top, &when);
    expect_findings(&troubles, troubles_errors(&troubles) > 0, text, findings);
    config_close(config);
    return when;
}

static int64_t day_of(const char *text)
{
    struct civil civil;
    assert_true(civil_parse(text, &civil));
    return civil_day_number(civil);
}

static void nothing_said_is_always(void **state)
{
    (void)state;
    struct when when = read("", "");
    assert_true(when_is_always(&when));
    when_fini(&when);
}

static void every_key_arrives(void **state)
{
    (void)state;
    struct when when =
        read("from = \"2026-11-01\"; until = \"2026-11-30\"; days = ( \"workday\", \"sun\" );"
             "month_days = ( 5, 15, -1 ); festivals = ( \"重阳节\", \"春节\" );"
             "hours = ( \"08:30-11:30\", \"22:00-02:00\" );",
             "");
    assert_false(when_is_always(&when));
    assert_int_equal(when.first_day, day_of("2026-11-01"));
    assert_int_equal(when.last_day, day_of("2026-11-30"));
    assert_int_equal(when.days, DAYS_WORKDAY | DAYS_SUNDAY);
    assert_int_equal(when.month_days, 1 << 5 | 1 << 15 | 1);
    assert_int_equal(when.festival_count, 2);
    assert_string_equal(when.festivals[0], "重阳节");
    assert_string_equal(when.festivals[1], "春节");
    assert_int_equal(when.hours_count, 2);
    assert_int_equal(when.hours[0].from_min, 510);
    assert_int_equal(when.hours[0].to_min, 690);
    assert_int_equal(when.hours[1].from_min, 1320);
    assert_int_equal(when.hours[1].to_min, 1560);
    when_fini(&when);
}

static void one_value_needs_no_list(void **state)
{
    (void)state;
    struct when when =
        read("days = \"mon\"; month_days = 15; festivals = \"春节\"; hours = \"8:00-9:00\";", "");
    assert_int_equal(when.days, 1 << 1);
    assert_int_equal(when.month_days, 1 << 15);
    assert_int_equal(when.festival_count, 1);
    assert_int_equal(when.hours_count, 1);
    when_fini(&when);
}

static void days_are_understood_in_both_languages(void **state)
{
    (void)state;
    enum { MON = 1 << 1, TUE = 1 << 2, WED = 1 << 3, THU = 1 << 4, FRI = 1 << 5 };
    static const struct {
        const char *word;
        unsigned days;
    } cases[] = {
        {"sun", DAYS_SUNDAY},
        {"周日", DAYS_SUNDAY},
        {"sat", DAYS_SATURDAY},
        {"周六", DAYS_SATURDAY},
        {"周三", WED},
        {"mon-fri", MON | TUE | WED | THU | FRI},
        {"周一至周五", MON | TUE | WED | THU | FRI},
        {"周一-周五", MON | TUE | WED | THU | FRI},
        {"fri-mon", FRI | DAYS_SATURDAY | DAYS_SUNDAY | MON},
        {"tue-tue", TUE},
        {"weekend", DAYS_SATURDAY | DAYS_SUNDAY},
        {"周末", DAYS_SATURDAY | DAYS_SUNDAY},
        {"workday", DAYS_WORKDAY},
        {"工作日", DAYS_WORKDAY},
        {"holiday", DAYS_HOLIDAY},
        {"休息日", DAYS_HOLIDAY},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct str text = {0};
        str_addf(&text, "days = \"%s\";", cases[i].word);
        struct when when = read(text.text, "");
        assert_int_equal(when.days, cases[i].days);
        when_fini(&when);
        str_fini(&text);
    }
}

#define DAYS_HINT                                                                                        \
    " (mon … sun, \"mon-fri\", workday, holiday, weekend; or 周一 … 周日, \"周一至周五\", " \
    "工作日, 休息日, 周末)\n"
#define HOURS_HINT                                                                                 \
    ": must be hours of the day (\"08:30-18:00\"; \"18:00-02:00\" runs past midnight; "            \
    "\"00:00-24:00\" is round the clock)\n"
#define MONTH_HINT " (1 … 31, or -1 for the last day of the month)\n"

static void mistakes_are_told_all_at_once(void **state)
{
    (void)state;
    static const struct {
        const char *text, *findings;
    } cases[] = {
        {"from = \"2026-11-30\"; until = \"2026-11-01\";",
         "f.cfg:1: error: until: until is before from: that is never (exchange the two)\n"},
        {"from = \"2026-02-29\"; until = 20261101;",
         "f.cfg:1: error: from: “2026-02-29” is not a date (such as \"2026-11-01\")\n"
         "f.cfg:1: error: until: must be a date in quotes, and is a whole number (such as "
         "\"2026-11-01\")\n"},
        {"from = \"2026-11-01T08:00\";",
         "f.cfg:1: error: from: “2026-11-01T08:00” is not a date (such as \"2026-11-01\")\n"},
        {"days = ( \"monday\", 3 );\nmonth_days = ( 0, 32, \"last\" );",
         "f.cfg:1: error: days[1]: “monday” is no sort of day" DAYS_HINT
         "f.cfg:1: error: days[2]: must be a word in quotes, and is a whole number" DAYS_HINT
         "f.cfg:2: error: month_days[1]: 0 is no day of a month" MONTH_HINT
         "f.cfg:2: error: month_days[2]: 32 is no day of a month" MONTH_HINT
         "f.cfg:2: error: month_days[3]: must be a whole number, and is a text" MONTH_HINT},
        {"days = \"mon-\";", "f.cfg:1: error: days: “mon-” is no sort of day" DAYS_HINT},
        {"days = \"mon-fri \";", "f.cfg:1: error: days: “mon-fri ” is no sort of day" DAYS_HINT},
        {"days = ( );", "f.cfg:1: error: days: the list is empty" DAYS_HINT},
        {"festivals = ( \"\", 3 );",
         "f.cfg:1: error: festivals[1]: the text is empty (leave the key out)\n"
         "f.cfg:1: error: festivals[2]: must be a text, and is a whole number (a text stands "
         "between \" and \")\n"},
        {"hours = ( \"8-18\", \"08:00-18:00\", 8 );",
         "f.cfg:1: error: hours[1]" HOURS_HINT "f.cfg:1: error: hours[3]" HOURS_HINT},
        {"hours = { };", "f.cfg:1: error: hours" HOURS_HINT},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct when when = read(cases[i].text, cases[i].findings);
        when_fini(&when);
    }
}

static void hours_may_run_past_midnight_or_round_the_clock(void **state)
{
    (void)state;
    static const struct {
        const char *hours;
        int from_min, to_min; // −1: a finding
    } cases[] = {
        {"18:00-02:00", 1080, 1560}, {"00:00-24:00", 0, 1440},    {"0:00 - 0:00", 0, 1440},
        {"08:00-08:00", 480, 1920},  {"18:00-00:00", 1080, 1440}, {"8-18", -1, -1},
        {"08:30", -1, -1},           {"08:60-18:00", -1, -1},     {"24:00-08:00", -1, -1},
        {"08:00-24:01", -1, -1},     {"08:00-18:00 ", -1, -1},    {"", -1, -1},
        {"08:00—18:00", -1, -1},     {"123:00-18:00", -1, -1},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct str text = {0};
        str_addf(&text, "hours = \"%s\";", cases[i].hours);
        bool is_wrong = cases[i].from_min < 0;
        struct when when = read(text.text, is_wrong ? "f.cfg:1: error: hours" HOURS_HINT : "");
        assert_int_equal(when.hours_count, is_wrong ? 0 : 1);
        if (!is_wrong) {
            assert_int_equal(when.hours[0].from_min, cases[i].from_min);
            assert_int_equal(when.hours[0].to_min, cases[i].to_min);
        }
        when_fini(&when);
        str_fini(&text);
    }
}

static void the_names_of_the_keys_are_handed_out(void **state)
{
    (void)state;
    size_t count = 0;
    const char *const *keys = when_keys(&count);
    assert_int_equal(count, 6);
    assert_string_equal(keys[0], "from");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(nothing_said_is_always),
        cmocka_unit_test(every_key_arrives),
        cmocka_unit_test(one_value_needs_no_list),
        cmocka_unit_test(days_are_understood_in_both_languages),
        cmocka_unit_test(mistakes_are_told_all_at_once),
        cmocka_unit_test(hours_may_run_past_midnight_or_round_the_clock),
        cmocka_unit_test(the_names_of_the_keys_are_handed_out),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
