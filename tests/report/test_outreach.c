// An outreach as it is put together: its parts are found again, and end up in order.
#include "report/outreach_sample.h"
#include "support/test.h"

#include "base/civil.h"

static int64_t day_of(const char *date)
{
    struct civil civil;
    assert_true(civil_parse(date, &civil));
    return civil_day_number(civil);
}

static void the_title_follows_the_length_of_the_period(void **state)
{
    (void)state;
    static const struct {
        const char *first, *last, *want;
    } cases[] = {
        {"2026-11-25", "2026-11-25", "反诈宣传日报"},
        {"2026-11-23", "2026-11-29", "反诈宣传周报"},
        {"2026-11-25", "2026-12-01", "反诈宣传周报"},
        {"2026-11-01", "2026-11-30", "反诈宣传月报"},
        {"2024-02-01", "2024-02-29", "反诈宣传月报"},
        {"2025-02-01", "2025-02-28", "反诈宣传月报"},
        {"2024-02-01", "2024-02-28", "反诈宣传统计报告"},
        {"2026-10-01", "2026-12-31", "反诈宣传季报"},
        {"2026-11-01", "2027-01-31", "反诈宣传统计报告"},
        {"2026-01-01", "2026-12-31", "反诈宣传年报"},
        {"2026-07-01", "2027-06-30", "反诈宣传统计报告"},
        {"2026-11-01", "2026-11-02", "反诈宣传统计报告"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        assert_string_equal(outreach_title(day_of(cases[i].first), day_of(cases[i].last)),
                            cases[i].want);
    }
}

static void what_is_asked_for_again_is_the_same(void **state)
{
    (void)state;
    struct outreach outreach = {0};
    char key[32];
    for (int round = 0; round < 3; round++) {
        for (int i = 0; i < 1000; i++) {
            snprintf(key, sizeof key, "key-%d", i);
            outreach_row(&outreach, OUTREACH_TOPIC, key, NULL)->plays.plays++;
            outreach_point(&outreach, key)->chain_length++;
            const struct outreach_cell_key cell = {20000 + i % 7, (size_t)i, "item", NULL, ""};
            outreach_cell(&outreach, &cell)->plays.plays++;
        }
    }
    assert_int_equal(outreach.tables[OUTREACH_TOPIC].count, 1000);
    assert_int_equal(outreach.point_count, 1000);
    assert_int_equal(outreach.cell_count, 1000);
    for (size_t i = 0; i < 1000; i++) {
        assert_int_equal(outreach.tables[OUTREACH_TOPIC].rows[i].plays.plays, 3);
        assert_int_equal(outreach.points[i].chain_length, 3);
        assert_int_equal(outreach.cells[i].plays.plays, 3);
    }
    outreach_fini(&outreach);
}

static void cells_that_differ_in_one_word_are_two(void **state)
{
    (void)state;
    struct outreach outreach = {0};
    static const struct outreach_cell_key keys[] = {
        {1, 0, "a", "b", "c"}, {2, 0, "a", "b", "c"}, {1, 1, "a", "b", "c"},
        {1, 0, "ab", "", "c"}, {1, 0, "a", "bc", ""}, {1, 0, "a", "b", ""},
    };
    for (size_t i = 0; i < sizeof keys / sizeof keys[0]; i++) {
        outreach_cell(&outreach, &keys[i]);
    }
    assert_int_equal(outreach.cell_count, sizeof keys / sizeof keys[0]);
    outreach_fini(&outreach);
}

static void each_level_of_a_district_has_a_row_and_stands_before_what_it_holds(void **state)
{
    (void)state;
    static const char *const paths[] = {"区/乙盟/丙旗", "", "区/乙盟-二/丁旗", "区/乙盟/甲旗",
                                        "区"};
    static const struct {
        const char *key, *label;
        int depth;
    } want[] = {
        {"区", "区", 0},
        {"区/乙盟", "乙盟", 1},
        {"区/乙盟/丙旗", "丙旗", 2},
        {"区/乙盟/甲旗", "甲旗", 2},
        {"区/乙盟-二", "乙盟-二", 1},
        {"区/乙盟-二/丁旗", "丁旗", 2},
        {"", "", 0},
    };
    struct outreach outreach = {0};
    for (size_t i = 0; i < sizeof paths / sizeof paths[0]; i++) {
        size_t levels[OUTREACH_DEPTHS];
        size_t depth = outreach_district(&outreach, paths[i], levels);
        assert_string_equal(outreach.tables[OUTREACH_DISTRICT].rows[levels[depth - 1]].key,
                            paths[i]);
    }
    outreach_settle(&outreach);
    const struct outreach_rows *table = &outreach.tables[OUTREACH_DISTRICT];
    assert_int_equal(table->count, sizeof want / sizeof want[0]);
    for (size_t i = 0; i < table->count; i++) {
        assert_string_equal(table->rows[i].key, want[i].key);
        assert_string_equal(table->rows[i].label, want[i].label);
        assert_int_equal(table->rows[i].depth, want[i].depth);
    }
    outreach_fini(&outreach);
}

static void cells_follow_their_points_when_these_are_put_in_order(void **state)
{
    (void)state;
    struct outreach outreach = {0};
    static const struct {
        const char *id, *district;
    } points[] = {{"z", "乙/丁"}, {"nowhere", ""}, {"b", "乙"}, {"a", "乙"}};
    for (size_t i = 0; i < 4; i++) {
        struct outreach_point *point = outreach_point(&outreach, points[i].id);
        free(point->district);
        point->district = strdup(points[i].district);
        const struct outreach_cell_key key = {(int64_t)(9 - i), i, points[i].id, NULL, NULL};
        outreach_cell(&outreach, &key);
    }
    outreach_settle(&outreach);
    static const char *const want[] = {"a", "b", "z", "nowhere"};
    for (size_t i = 0; i < 4; i++) {
        assert_string_equal(outreach.points[i].id, want[i]);
        assert_string_equal(outreach.points[outreach.cells[i].point].id, outreach.cells[i].item);
        assert_true(i == 0 || outreach.cells[i - 1].day < outreach.cells[i].day);
    }
    outreach_fini(&outreach);
}

static void a_league_of_220_points_settles_in_order(void **state)
{
    (void)state;
    struct outreach outreach;
    outreach_sample(&outreach, &sample_league);
    assert_int_equal(outreach.point_count, 220);
    const struct outreach_rows *topics = &outreach.tables[OUTREACH_TOPIC];
    for (size_t i = 1; i < topics->count; i++) {
        assert_true(topics->rows[i - 1].plays.plays >= topics->rows[i].plays.plays);
    }
    int64_t plays = 0;
    for (size_t i = 0; i < outreach.cell_count; i++) {
        plays += outreach.cells[i].plays.plays;
    }
    assert_int_equal(plays, outreach.plays.plays);
    outreach_fini(&outreach);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_title_follows_the_length_of_the_period),
        cmocka_unit_test(what_is_asked_for_again_is_the_same),
        cmocka_unit_test(cells_that_differ_in_one_word_are_two),
        cmocka_unit_test(each_level_of_a_district_has_a_row_and_stands_before_what_it_holds),
        cmocka_unit_test(cells_follow_their_points_when_these_are_put_in_order),
        cmocka_unit_test(a_league_of_220_points_settles_in_order),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
