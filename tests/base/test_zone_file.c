// Zone files that the test makes: tables, rules, and files that are broken in every place.
#include "base/civil.h"
#include "base/meridian.h"
#include "support/test.h"

static struct wall utc(const char *text)
{
    struct civil civil;
    if (!civil_parse(text, &civil)) {
        fail_msg("%s is no time", text);
    }
    return civil_instant(civil, 0);
}

struct bytes {
    char at[4096];
    size_t length;
};

static void put_number(struct bytes *to, int64_t value, size_t count)
{
    for (size_t i = count; i-- > 0;) {
        to->at[to->length++] = (char)((uint64_t)value >> (8 * i) & 0xFF);
    }
}

static void put_text(struct bytes *to, const char *text)
{
    memcpy(to->at + to->length, text, strlen(text));
    to->length += strlen(text);
}

struct recipe {
    char version;     // '\0', '2', …
    int offsets_s[3]; // types
    int64_t changes_s[4];
    int types_of[4];
    int types, changes, leaps;
    const char *rule;
};

static void put_data(struct bytes *to, const struct recipe *recipe, size_t wide)
{
    put_text(to, "TZif");
    put_number(to, recipe->version, 1);
    put_number(to, 0, 8);
    put_number(to, 0, 7);
    const int counts[] = {0, 0, recipe->leaps, recipe->changes, recipe->types, 4};
    for (size_t i = 0; i < 6; i++) {
        put_number(to, counts[i], 4);
    }
    for (int i = 0; i < recipe->changes; i++) {
        put_number(to, recipe->changes_s[i], wide);
    }
    for (int i = 0; i < recipe->changes; i++) {
        put_number(to, recipe->types_of[i], 1);
    }
    for (int i = 0; i < recipe->types; i++) {
        put_number(to, recipe->offsets_s[i], 4);
        put_number(to, 0, 2);
    }
    put_text(to, "ABC");
    put_number(to, 0, 1);
    for (int i = 0; i < recipe->leaps; i++) {
        put_number(to, 78796800, wide);
        put_number(to, 1, 4);
    }
}

static struct bytes zone_bytes(const struct recipe *recipe)
{
    struct bytes bytes = {.length = 0};
    put_data(&bytes, recipe, 4);
    if (recipe->version != '\0') {
        put_data(&bytes, recipe, 8);
        put_text(&bytes, "\n");
        put_text(&bytes, recipe->rule);
        put_text(&bytes, "\n");
    }
    return bytes;
}

// In memory of exactly its size, so that a byte read behind it is seen.
static struct meridian *parse(const char *bytes, size_t length, struct error *err)
{
    char *exact = malloc(length > 0 ? length : 1);
    memcpy(exact, bytes, length);
    struct meridian *meridian = meridian_parse(exact, length, err);
    free(exact);
    return meridian;
}

static struct meridian *zone_with(const struct recipe *recipe)
{
    struct error err = {0};
    struct bytes bytes = zone_bytes(recipe);
    struct meridian *meridian = parse(bytes.at, bytes.length, &err);
    if (meridian == NULL) {
        fail_msg("%s", err.text);
    }
    return meridian;
}

static struct meridian *zone_by_rule(const char *rule)
{
    const struct recipe recipe = {.version = '2', .offsets_s = {0}, .types = 1, .rule = rule};
    return zone_with(&recipe);
}

static void check_refused(const struct recipe *recipe, const char *wanted)
{
    struct error err = {0};
    struct bytes bytes = zone_bytes(recipe);
    assert_null(parse(bytes.at, bytes.length, &err));
    assert_int_equal(err.code, ERROR_CONFIG);
    if (strstr(err.text, wanted) == NULL) {
        fail_msg("\"%s\" does not say \"%s\"", err.text, wanted);
    }
}

static void rules_hold_in_every_year(void **state)
{
    (void)state;
    static const struct {
        const char *rule, *at;
        int offset_s;
    } table[] = {
        {"UTC0", "2026-07-01", 0},
        {"<+0330>-3:30", "2026-07-01", 12600},
        {"<-0930>+9:30:15", "2026-07-01", -34215},
        {"ABC-1DEF,J60,J61", "2024-02-29T23:00", 3600}, // 1 March, leap year or not
        {"ABC-1DEF,J60,J61", "2024-03-01T01:00", 7200},
        {"ABC-1DEF,J60,J61", "2025-03-01T01:00", 7200},
        {"ABC-1DEF,59,60", "2024-02-29T01:00", 7200}, // 29 February, or 1 March
        {"ABC-1DEF,59,60", "2025-03-01T01:00", 7200},
        {"ABC-1DEF,59,60", "2024-03-01T01:00", 3600},
        {"ABC-1DEF-3,M3.5.0,M10.5.0", "2026-07-01", 10800},
        {"ABC-1DEF,M2.5.5,M10.5.0", "2026-02-27T00:59:59", 3600}, // four Fridays
        {"ABC-1DEF,M2.5.5,M10.5.0", "2026-02-27T01:00:00", 7200},
        {"ABC-1DEF,M2.5.4,M12.5.5", "2024-02-29T01:00:00", 7200}, // five Thursdays
        {"ABC-1DEF,M2.5.4,M12.5.5", "2026-12-24T12:00:00", 7200},
        {"ABC-1DEF,M2.5.4,M12.5.5", "2026-12-25T12:00:00", 3600},
        {"<-02>2<-01>,M3.5.0/-1,M10.5.0/0", "2050-03-27T00:59:59", -7200}, // the evening before
        {"<-02>2<-01>,M3.5.0/-1,M10.5.0/0", "2050-03-27T01:00:00", -3600},
        {"EET-2EEST,M3.4.4/50,M10.4.4/50", "2026-03-27T23:59:59", 7200}, // two days later
        {"EET-2EEST,M3.4.4/50,M10.4.4/50", "2026-03-28T00:00:00", 10800},
        {"ABC3DEF,0/0,J365/25", "2026-01-01T03:00", -7200}, // daylight saving all the year
        {"ABC3DEF,0/0,J365/25", "2026-12-31T23:59", -7200},
        {"ABC3DEF,0/0,J365/25", "2027-01-01T02:00", -7200},
        {"ABC-1DEF,J1/-167,J5/167", "2026-12-25T01:00", 7200}, // begins a week before its year
        {"ABC-1DEF,J1/-167,J5/167", "2026-12-24T23:59:59", 3600},
        {"ABC-1DEF,J1/-167,J5/167", "2026-01-11T20:59:59", 7200},
        {"ABC-1DEF,J1/-167,J5/167", "2026-01-11T21:00:00", 3600},
        {"AEST-10AEDT,M10.1.0,M4.1.0/3", "2026-01-01", 39600},
        {"AEST-10AEDT,M10.1.0,M4.1.0/3", "2099-07-01", 36000},
    };
    for (size_t i = 0; i < sizeof table / sizeof table[0]; i++) {
        struct meridian *meridian = zone_by_rule(table[i].rule);
        int got = meridian_offset_s(meridian, utc(table[i].at));
        if (got != table[i].offset_s) {
            fail_msg("%s at %s: %d", table[i].rule, table[i].at, got);
        }
        meridian_free(meridian);
    }
}

static void what_is_no_rule_is_refused(void **state)
{
    (void)state;
    static const char *const bad[] = {
        "A",
        "AB1",
        "ABC",
        "ABC25",
        "ABC1:60",
        "<AB1",
        "<A>1",
        "ABC1DEF", // when?
        "ABC1DEF,",
        "ABC1DEF,M3.5.0",
        "ABC1DEF,M3.5.0,",
        "ABC1DEF,M13.5.0,M10.5.0",
        "ABC1DEF,M3.6.0,M10.5.0",
        "ABC1DEF,M3.0.0,M10.5.0",
        "ABC1DEF,M3.5.7,M10.5.0",
        "ABC1DEF,M3.5,M10.5.0",
        "ABC1DEF,J0,J100",
        "ABC1DEF,J366,J100",
        "ABC1DEF,366,100",
        "ABC1DEF,M3.5.0/168,M10.5.0",
        "ABC1DEF,M3.5.0/,M10.5.0",
        "ABC1DEF,M3.5.0,M10.5.0/3x",
        "ABC1DEF,M3.5.0,M10.5.0,",
        "ABC99999999999999",
    };
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
        const struct recipe recipe = {.version = '2', .types = 1, .rule = bad[i]};
        check_refused(&recipe, "rule");
    }
}

// Two changes, and a rule from then on.
static const struct recipe plain = {.version = '2',
                                    .offsets_s = {3600, 7200, -34200},
                                    .changes_s = {1000, 2000, 3000},
                                    .types_of = {1, 0, 2},
                                    .types = 3,
                                    .changes = 3,
                                    .rule = "<-0930>9:30"};

static void tables_of_every_version_are_read(void **state)
{
    (void)state;
    static const char versions[] = {'\0', '2', '3', '4'};
    for (size_t i = 0; i < sizeof versions; i++) {
        struct recipe recipe = plain;
        recipe.version = versions[i];
        struct meridian *meridian = zone_with(&recipe);
        static const int want[] = {3600, 7200, 3600, -34200, -34200};
        for (int k = 0; k < 5; k++) {
            struct wall at = {k * 1000 * CLOCK_SECOND_US};
            assert_int_equal(meridian_offset_s(meridian, at), want[k]);
        }
        assert_int_equal(meridian_offset_s(meridian, (struct wall){999999999}), 3600);
        assert_int_equal(meridian_offset_s(meridian, (struct wall){INT64_MIN}), 3600);
        assert_int_equal(meridian_offset_s(meridian, (struct wall){INT64_MAX}), -34200);
        meridian_free(meridian);
    }
}

static void without_a_rule_the_last_change_holds(void **state)
{
    (void)state;
    struct recipe recipe = plain;
    recipe.rule = "";
    struct meridian *meridian = zone_with(&recipe);
    assert_int_equal(meridian_offset_s(meridian, utc("2100-01-01")), -34200);
    meridian_free(meridian);
}

static void instants_beyond_32_bits_are_read(void **state)
{
    (void)state;
    struct recipe recipe = plain;
    recipe.changes_s[0] = INT64_MIN;
    recipe.changes_s[1] = INT64_C(1) << 33;
    recipe.changes_s[2] = (INT64_C(1) << 33) + 1;
    struct meridian *meridian = zone_with(&recipe);
    assert_int_equal(meridian_offset_s(meridian, utc("2026-01-01")), 7200);
    assert_int_equal(meridian_offset_s(meridian, utc("2300-01-01")), -34200);
    meridian_free(meridian);
}

static void what_cannot_be_is_refused(void **state)
{
    (void)state;
    struct recipe recipe = plain;
    recipe.types_of[1] = 3;
    check_refused(&recipe, "in order");
    recipe = plain;
    recipe.changes_s[1] = 1000;
    check_refused(&recipe, "in order");
    recipe = plain;
    recipe.changes_s[2] = INT64_MAX;
    check_refused(&recipe, "in order");
    recipe = plain;
    recipe.offsets_s[2] = 93600;
    check_refused(&recipe, "from UTC");
    recipe = plain;
    recipe.offsets_s[2] = INT32_MIN;
    check_refused(&recipe, "from UTC");
    recipe = plain;
    recipe.types = 0;
    check_refused(&recipe, "counts");
    recipe = plain;
    recipe.leaps = 1;
    check_refused(&recipe, "right/");
}

// The meridian of any bytes, if they have one, can be asked anything.
static void ask(const char *bytes, size_t length)
{
    struct error err = {0};
    struct meridian *meridian = parse(bytes, length, &err);
    if (meridian == NULL) {
        assert_int_equal(err.code, ERROR_CONFIG);
        return;
    }
    static const char *const times[] = {"0001-01-01", "1900-01-01", "2026-06-01", "9999-12-31"};
    for (size_t i = 0; i < sizeof times / sizeof times[0]; i++) {
        struct wall at = utc(times[i]);
        assert_in_range(meridian_offset_s(meridian, at) + 93600, 1, 187199);
        struct wall midnight = meridian_instant(meridian, meridian_day(meridian, at), 0);
        assert_true(midnight.us <= at.us);
    }
    (void)meridian_offset_s(meridian, (struct wall){INT64_MIN});
    (void)meridian_offset_s(meridian, (struct wall){INT64_MAX});
    meridian_free(meridian);
}

static void a_file_broken_anywhere_breaks_nothing(void **state)
{
    (void)state;
    struct recipe recipe = plain;
    recipe.rule = "ABC-1DEF,M3.5.0/-1,J300/25:00";
    const struct bytes whole = zone_bytes(&recipe);
    for (size_t length = 0; length < whole.length; length++) {
        struct error err = {0};
        assert_null(parse(whole.at, length, &err));
        assert_int_equal(err.code, ERROR_CONFIG);
    }
    static const unsigned char flips[] = {0x01, 0x10, 0x80, 0xFF};
    for (size_t i = 0; i < whole.length; i++) {
        for (size_t k = 0; k < sizeof flips; k++) {
            struct bytes broken = whole;
            broken.at[i] = (char)((unsigned char)broken.at[i] ^ flips[k]);
            ask(broken.at, broken.length);
        }
    }
    ask("", 0);
    ask("TZif", 4);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(rules_hold_in_every_year),
        cmocka_unit_test(what_is_no_rule_is_refused),
        cmocka_unit_test(tables_of_every_version_are_read),
        cmocka_unit_test(without_a_rule_the_last_change_holds),
        cmocka_unit_test(instants_beyond_32_bits_are_read),
        cmocka_unit_test(what_cannot_be_is_refused),
        cmocka_unit_test(a_file_broken_anywhere_breaks_nothing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
