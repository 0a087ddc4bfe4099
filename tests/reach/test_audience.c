// Who comes past, as the ledger keeps it: the same bytes for the same audience, read back exactly,
// and nothing taken from a text that somebody else may have written.
#include "base/mem.h"
#include "reach/audience.h"
#include "support/test.h"

#include <math.h>

static struct audience bank(void)
{
    struct audience audience;
    audience_init(&audience);
    for (int day = 0; day < 5; day++) {
        for (int hour = 8; hour < 17; hour++) {
            audience.per_hour[day][hour] = 60 + hour / 3.0;
        }
    }
    audience.dwell =
        (struct dwell){.kind = DWELL_MIXTURE, .parts = {{1, 20}, {2, 480}}, .part_count = 2};
    assert_true(dwell_settle(&audience.dwell));
    audience.rel_sd = 0.1;
    audience.dwell_sd_s = 1.0 / 3;
    audience.full_s = 15;
    audience.notice = 0.4;
    audience.repeat = 0.3;
    audience.population = 20000;
    strcpy(audience.catchment, "乌兰浩特");
    strcpy(audience.source, "2026 \"tally\"");
    audience.grade = GRADE_SURVEYED;
    return audience;
}

static char *printed(const struct audience *audience)
{
    struct str out = {0};
    audience_print(audience, &out);
    return str_take(&out);
}

static void assert_reads_back(const struct audience *audience)
{
    char *text = printed(audience);
    struct audience back;
    struct error err = {0};
    if (!audience_parse(text, &back, &err)) {
        fail_msg("%s", err.text);
    }
    assert_memory_equal(&back, audience, sizeof back);
    char *again = printed(&back);
    assert_string_equal(again, text);
    assert_null(strchr(text, '\n'));
    free(again);
    free(text);
}

static void what_is_printed_reads_back_to_the_last_bit(void **state)
{
    (void)state;
    struct audience audience = bank();
    assert_reads_back(&audience);
    audience.dwell = (struct dwell){.kind = DWELL_FIXED, .fixed_s = 1e-300};
    audience.grade = GRADE_COUNTED;
    assert_reads_back(&audience);
    audience.dwell = (struct dwell){.kind = DWELL_HISTOGRAM, .bin_count = DWELL_BINS};
    for (size_t i = 0; i < DWELL_BINS; i++) {
        audience.dwell.bins[i].until_s = 7.7 * (double)(i + 1);
        audience.dwell.bins[i].weight = (double)(i % 5) / 7;
    }
    assert_true(dwell_settle(&audience.dwell));
    audience.grade = GRADE_CONFIGURED;
    assert_reads_back(&audience);
}

static void nobody_reads_back_as_nobody(void **state)
{
    (void)state;
    struct audience audience;
    audience_init(&audience);
    assert_false(audience_is_known(&audience));
    assert_reads_back(&audience);
    audience.per_hour[6][23] = 0.5;
    assert_true(audience_is_known(&audience));
}

static void the_text_is_as_it_always_was(void **state)
{
    (void)state;
    struct audience audience;
    audience_init(&audience);
    audience.per_hour[0][1] = 0.1;
    audience.dwell = (struct dwell){.kind = DWELL_FIXED, .fixed_s = 300};
    audience.grade = GRADE_CONFIGURED;
    char *text = printed(&audience);
    static const char zeros[] = "[0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0]";
    char *want = mem_format("{\"per_hour\":[[0,0.1%s,%s,%s,%s,%s,%s,%s],\"dwell\":{\"fixed\":300},"
                            "\"rel_sd\":0,\"dwell_sd_s\":0,\"full_s\":0,\"notice\":0,\"repeat\":1,"
                            "\"population\":0,\"catchment\":\"\",\"source\":\"\",\"grade\":\"C\"}",
                            zeros + 4, zeros, zeros, zeros, zeros, zeros, zeros);
    assert_string_equal(text, want);
    free(want);
    free(text);
}

// `text` with the first `what` in it exchanged. Owns: the caller.
static char *exchanged(const char *text, const char *what, const char *with)
{
    const char *at = strstr(text, what);
    if (at == NULL) {
        fail_msg("no %s in %s", what, text);
    }
    return mem_format("%.*s%s%s", (int)(at - text), text, with, at + strlen(what));
}

static const struct {
    const char *what, *with, *says;
} hostile[] = {
    {"\"rel_sd\":0.1", "\"rel_sd\":2.5", "rel_sd: not a number, 0 to 2"},
    {"\"rel_sd\":0.1", "\"rel_sd\":\"0.1\"", "rel_sd: not a number"},
    {"\"rel_sd\":0.1", "\"rel_sd\":NaN", "at byte"},
    {"\"rel_sd\":0.1", "\"rel_sd\":1e999", "at byte"},
    {"\"rel_sd\":0.1", "\"rel_sd\":null", "rel_sd: not a number"},
    {"\"rel_sd\":0.1", "\"rel_sd\":0,\"rel_sd\":1", "a key comes twice"},
    {"\"rel_sd\":0.1", "\"relsd\":0.1", "\"relsd\" is not known"},
    {"\"rel_sd\":0.1", "\"rel\\nsd\":0.1", "\"rel…\" is not known"},
    {"\"notice\":0.4", "\"notice\":1.01", "notice: not a number, 0 to 1"},
    {"\"repeat\":0.3", "\"repeat\":0", "repeat: not a number, 0.001"},
    {"\"population\":20000", "\"population\":-1", "population: not a number"},
    {"\"population\":20000", "\"population\":99999999999999999999", "at byte"},
    {"\"grade\":\"B\"", "\"grade\":\"D\"", "grade: not"},
    {"\"grade\":\"B\"", "\"grade\":1", "grade: not"},
    {"\"catchment\":\"乌兰浩特\"", "\"catchment\":7", "catchment: not a text"},
    {"\"catchment\":\"乌兰浩特\"", "\"catchment\":\"a\\u0000b\"", "at byte"},
    {"[[0,0,", "[[0,-1,", "per_hour[0][1]: not a number"},
    {"[[0,0,", "[[0,[],", "per_hour[0][1]: not a number"},
    {"[[0,0,", "[[0,", "per_hour[0]: not a list of 24 hours"},
    {"[[0,0,", "[[],[0,0,", "per_hour: not a list of 7 days"},
    {"\"per_hour\":", "\"per_hour\":{},\"x\":", "\"x\" is not known"},
    {"{\"mixture\":", "{\"fixed\":5,\"mixture\":", "dwell: not one of"},
    {"{\"mixture\":", "{\"gamma\":", "dwell: not one of"},
    {"{\"mixture\":", "{\"fixed\":", "dwell.fixed: not a number"},
    {"{\"mixture\":", "{\"histogram\":[],\"x\":", "dwell: not one of"},
    {",480]", ",0]", "no distribution"},
    {",480]", "]", "dwell.mixture[1]: not [weight, seconds]"},
    {",480]", ",-480]", "dwell.mixture[1]"},
    {",480]]", ",480],[0.1,1],[0.1,1],[0.1,1]]", "list of 1 to 4 parts"},
    {"{\"per_hour\"", "[\"per_hour\"", "at byte"},
};

static void what_was_not_printed_is_refused_and_the_place_told(void **state)
{
    (void)state;
    struct audience audience = bank();
    char *good = printed(&audience);
    for (size_t i = 0; i < sizeof hostile / sizeof hostile[0]; i++) {
        char *text = exchanged(good, hostile[i].what, hostile[i].with);
        struct audience out = {.population = 7};
        struct error err = {0};
        assert_false(audience_parse(text, &out, &err));
        assert_int_equal(err.code, ERROR_CONFIG);
        if (strstr(err.text, hostile[i].says) == NULL || strncmp(err.text, "audience: ", 10) != 0) {
            fail_msg("%s: says \"%s\"", hostile[i].with, err.text);
        }
        assert_true(out.population == 7);
        free(text);
    }
    free(good);
}

static void a_text_that_is_too_long_or_nothing_is_refused(void **state)
{
    (void)state;
    struct audience out;
    struct error err = {0};
    char *blank = mem_format("%70000s", "{}");
    assert_false(audience_parse(blank, &out, &err));
    assert_non_null(strstr(err.text, "65536 bytes"));
    free(blank);
    char *deep = mem_format("%060000d", 0);
    memset(deep, '[', strlen(deep));
    assert_false(audience_parse(deep, &out, &err));
    free(deep);
    assert_false(audience_parse("", &out, &err));
    assert_false(audience_parse("null", &out, &err));
    assert_false(audience_parse("{}", &out, &err));
}

// Cut anywhere, it is no audience; not even nearly.
static void no_beginning_of_a_text_is_an_audience(void **state)
{
    (void)state;
    struct audience audience = bank();
    char *text = printed(&audience);
    struct audience out;
    for (size_t length = strlen(text); length-- > 0;) {
        text[length] = '\0';
        assert_false(audience_parse(text, &out, NULL));
    }
    free(text);
}

static void what_an_earlier_version_did_not_print_has_its_default(void **state)
{
    (void)state;
    struct audience audience = bank();
    char *text = printed(&audience);
    char *shorter = exchanged(text, "\"notice\":0.4,\"repeat\":0.3,", "");
    struct audience out;
    assert_true(audience_parse(shorter, &out, NULL));
    assert_true(out.notice == 0 && out.repeat == 1 && out.population == 20000);
    free(shorter);
    free(text);
}

static void somebody_without_a_stay_is_refused(void **state)
{
    (void)state;
    struct audience audience = bank();
    audience.dwell = (struct dwell){0};
    char *text = printed(&audience);
    struct error err = {0};
    assert_false(audience_parse(text, &audience, &err));
    assert_non_null(strstr(err.text, "nothing says how long"));
    free(text);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_printed_reads_back_to_the_last_bit),
        cmocka_unit_test(nobody_reads_back_as_nobody),
        cmocka_unit_test(the_text_is_as_it_always_was),
        cmocka_unit_test(what_was_not_printed_is_refused_and_the_place_told),
        cmocka_unit_test(a_text_that_is_too_long_or_nothing_is_refused),
        cmocka_unit_test(no_beginning_of_a_text_is_an_audience),
        cmocka_unit_test(what_an_earlier_version_did_not_print_has_its_default),
        cmocka_unit_test(somebody_without_a_stay_is_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
