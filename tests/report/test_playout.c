// Plays told to the out-of-home trade.
#include "report/playout.h"
#include "support/test.h"

#include "base/civil.h"

static struct play play_at(const char *start)
{
    struct civil civil;
    assert_true(civil_parse(start, &civil));
    return (struct play){
        .seq = 4711,
        .log_id = "0a1b2c3d-0000-4000-8000-000000000001",
        .run_id = "99887766-0000-4000-8000-000000000002",
        .boot_id = "boot",
        .point = "nm-0001",
        .item = "shuadan",
        .kind = "video",
        .zone = "main",
        .content_sha256 = "00ff",
        .playlist = "branch",
        .start_wall = civil_instant(civil, CIVIL_CHINA_OFFSET_S),
        .planned_ms = 15000,
        .shown = {.span_ms = 15010, .visible_ms = 14980},
    };
}

static char *told(const struct playout_terms *terms, const struct play *play)
{
    struct str out = {0};
    playout_add(terms, play, &out);
    return str_take(&out);
}

static void a_line_has_the_nineteen_fields_of_the_format(void **state)
{
    (void)state;
    struct play play = play_at("2026-11-25T08:30:01");
    play.start_wall.us += 250999;
    const struct playout_terms terms = {.frame = "1234567890",
                                        .order = "order 7",
                                        .line = "2",
                                        .buyer = "11",
                                        .brand = "22",
                                        .offset_s = CIVIL_CHINA_OFFSET_S};
    char *line = told(&terms, &play);
    assert_string_equal(line,
                        "1234567890,2026-11-25T00:30:01.250,+08:00,,,14980,,order 7,2,11,,22,,"
                        "shuadan,shuadan,00ff,,0a1b2c3d-0000-4000-8000-000000000001,"
                        "nm-0001-0a1b2c3d99887766-4711\n");
    free(line);
}

static void what_nobody_said_is_empty(void **state)
{
    (void)state;
    struct play play = play_at("2026-11-25T08:30");
    play.content_sha256 = NULL;
    const struct playout_terms terms = {0};
    char *line = told(&terms, &play);
    assert_string_equal(line, "nm-0001,2026-11-25T00:30:00.000,Z,,,14980,,branch,,,,,,shuadan,"
                              "shuadan,,,0a1b2c3d-0000-4000-8000-000000000001,"
                              "nm-0001-0a1b2c3d99887766-4711\n");
    free(line);
}

static void offsets_are_told_with_their_sign(void **state)
{
    (void)state;
    static const struct {
        int offset_s;
        const char *want;
    } cases[] = {{3600, ",+01:00,"}, {-12600, ",-03:30,"}, {0, ",Z,"}, {20700, ",+05:45,"}};
    const struct play play = play_at("2026-11-25T08:30");
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        const struct playout_terms terms = {.offset_s = cases[i].offset_s};
        char *line = told(&terms, &play);
        assert_non_null(strstr(line, cases[i].want));
        free(line);
    }
}

static void texts_are_quoted_and_cut_but_never_break_the_line(void **state)
{
    (void)state;
    struct play play = play_at("2026-11-25T08:30");
    char item[400] = " \"a\", b\nc ";
    play.item = item;
    const struct playout_terms terms = {0};
    char *line = told(&terms, &play);
    assert_non_null(strstr(line, ",\"\"\"a\"\", b c\",\"\"\"a\"\", b c\",00ff,"));
    assert_ptr_equal(strchr(line, '\n'), line + strlen(line) - 1);
    free(line);
    item[0] = '\0';
    for (int i = 0; i < 130; i++) {
        strcat(item, "诈");
    }
    line = told(&terms, &play);
    const char *creative = strstr(line, ",诈") + 1;
    assert_int_equal(strcspn(creative, ","), 64 * strlen("诈")); // characters, not bytes
    const char *name = creative + strcspn(creative, ",") + 1;
    assert_int_equal(strcspn(name, ","), 128 * strlen("诈"));
    free(line);
}

static void a_reference_is_never_too_long_and_keeps_what_tells_plays_apart(void **state)
{
    (void)state;
    struct play play = play_at("2026-11-25T08:30");
    play.point = "a-point-whose-id-has-as-many-letters-as-it-may-have-which-is-64";
    play.seq = INT64_MAX;
    const struct playout_terms terms = {.frame = "1"};
    char *line = told(&terms, &play);
    const char *reference = strrchr(line, ',') + 1;
    assert_int_equal(strlen(reference), 48 + 1);
    assert_string_equal(reference, "a-point-who-0a1b2c3d99887766-9223372036854775807\n");
    free(line);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_line_has_the_nineteen_fields_of_the_format),
        cmocka_unit_test(what_nobody_said_is_empty),
        cmocka_unit_test(offsets_are_told_with_their_sign),
        cmocka_unit_test(texts_are_quoted_and_cut_but_never_break_the_line),
        cmocka_unit_test(a_reference_is_never_too_long_and_keeps_what_tells_plays_apart),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
