// An outreach for spreadsheets and for programs.
#include "report/outreach_print.h"
#include "report/outreach_sample.h"
#include "support/test.h"

#include "base/mem.h"

#include <jansson.h>

static char *print(const struct sample *sample,
                   void (*printer)(const struct outreach *, struct str *))
{
    struct outreach outreach;
    struct str out = {0};
    outreach_sample(&outreach, sample);
    printer(&outreach, &out);
    outreach_fini(&outreach);
    return str_take(&out);
}

static const struct sample small = {.points = 2, .days = 2, .items = 3};

// --- CSV ---------------------------------------------------------------------------------------

// Line `number` of `text`, without its CRLF, which must be there. Owns: the caller.
static char *line_of(const char *text, size_t number)
{
    for (size_t i = 0; i < number; i++) {
        text = strstr(text, "\r\n");
        assert_non_null(text);
        text += 2;
    }
    const char *end = strstr(text, "\r\n");
    assert_non_null(end);
    return mem_format("%.*s", (int)(end - text), text);
}

static void the_columns_are_those_that_were_agreed_on(void **state)
{
    (void)state;
    char *csv = print(&small, outreach_csv);
    char *heading = line_of(csv, 0);
    assert_string_equal(
        heading, "\xEF\xBB\xBF"
                 "day 日期,org_code 区划,screen_id 屏编号,venue_kind 六进类别,fraud_type 诈骗类型,"
                 "audience 受众,item_id 内容,plays 播放次数,full_plays 完整播放次数,"
                 "visible_s 播放时长秒,impressions_ots 曝光人次,visits_reached 触达人次,"
                 "persons_reached 触达人数,lo95 下限,hi95 上限,grade 等级,"
                 "time_untrusted 时间待核次数,model_ver 方法版本");
    free(heading);
    free(csv);
}

static void a_cell_is_a_row_with_full_values(void **state)
{
    (void)state;
    struct outreach outreach = {.first_day = 20782, .last_day = 20782};
    struct outreach_point *point = outreach_point(&outreach, "007");
    free(point->district);
    point->district = mem_copy("区/盟/旗");
    const struct outreach_cell_key key = {20782, 0, "=item, \"one\"", "刷单返利", NULL};
    struct outreach_cell *cell = outreach_cell(&outreach, &key);
    cell->plays = (struct outreach_plays){
        .plays = 12, .full_plays = 11, .visible_ms = 180045, .untrusted = 2};
    cell->reach = (struct outreach_reach){.has_model = true,
                                          .impressions = 563.2135415,
                                          .visits = 1.0 / 3,
                                          .visits_lo = 0.25,
                                          .visits_hi = 0.5,
                                          .persons = 12,
                                          .grade = GRADE_COUNTED};
    struct str out = {0};
    outreach_csv(&outreach, &out);
    char *row = line_of(str_text(&out), 1);
    assert_string_equal(row,
                        "2026-11-25,区/盟/旗,'007,,刷单返利,,\"'=item, \"\"one\"\"\",12,11,180.045,"
                        "563.2135415,0.3333333333333333,12,0.25,0.5,A,2," OUTREACH_METHOD);
    free(row);
    str_fini(&out);
    cell->reach = (struct outreach_reach){0};
    outreach_csv(&outreach, &out);
    row = line_of(str_text(&out), 1);
    assert_non_null(strstr(row, ",180.045,,,,,,,2,")); // nothing is known, which is not 0
    free(row);
    str_fini(&out);
    outreach_fini(&outreach);
}

static void every_row_has_every_column_and_every_cell_a_row(void **state)
{
    (void)state;
    struct sample sample = small;
    char *csv = print(&sample, outreach_csv);
    size_t rows = 0;
    for (const char *at = csv; *at != '\0'; rows++) {
        size_t commas = 0;
        for (; *at != '\n'; at++) {
            commas += *at == ',';
        }
        assert_int_equal(commas, 17);
        assert_int_equal(at[-1], '\r');
        at++;
    }
    assert_int_equal(rows, 1 + 2 * 2 * 3);
    free(csv);
}

// --- JSON --------------------------------------------------------------------------------------

static json_t *read_back(const char *text)
{
    json_error_t error;
    json_t *root = json_loads(text, JSON_REJECT_DUPLICATES, &error);
    if (root == NULL) {
        fail_msg("%d:%d: %s", error.line, error.column, error.text);
    }
    return root;
}

static void the_object_says_everything(void **state)
{
    (void)state;
    struct outreach outreach;
    struct str out = {0};
    outreach_sample(&outreach, &small);
    outreach_json(&outreach, &out);
    json_t *root = read_back(str_text(&out));
    const char *first = NULL;
    const char *made = NULL;
    const char *method = NULL;
    const char *grade = NULL;
    json_int_t plays = 0;
    double visits = 0;
    double hi = 0;
    assert_int_equal(json_unpack(root, "{s:s, s:s, s:s, s:{s:I}, s:{s:f, s:f, s:s}}", "first_day",
                                 &first, "made", &made, "method", &method, "plays", "plays", &plays,
                                 "reach", "visits", &visits, "persons_hi95", &hi, "grade", &grade),
                     0);
    assert_string_equal(first, "2026-11-01");
    assert_string_equal(made, "2026-11-03T08:00:00+08:00");
    assert_string_equal(method, OUTREACH_METHOD);
    assert_string_equal(grade, "C");
    assert_int_equal(plays, outreach.plays.plays);
    assert_true(visits == outreach.reach.visits && hi == outreach.reach.persons_hi);
    assert_int_equal(json_array_size(json_object_get(root, "cells")), outreach.cell_count);
    assert_int_equal(json_array_size(json_object_get(root, "points")), outreach.point_count);
    assert_int_equal(json_array_size(json_object_get(root, "manual")), outreach.manual_count);
    assert_int_equal(json_array_size(json_object_get(root, "events")), outreach.event_count);
    json_t *hours = json_object_get(root, "visible_ms_by_day_and_hour");
    assert_int_equal(json_array_size(hours), 2);
    assert_int_equal(json_integer_value(json_array_get(json_array_get(hours, 1), 12)),
                     outreach.hours_ms[1][12]);
    json_t *tables = json_object_get(root, "tables");
    assert_int_equal(json_object_size(tables), OUTREACH_TABLES);
    assert_int_equal(json_array_size(json_object_get(tables, "items")), 3);
    json_decref(root);
    str_fini(&out);
    outreach_fini(&outreach);
}

static void what_is_not_known_is_null(void **state)
{
    (void)state;
    struct sample sample = small;
    sample.has_no_model = true;
    char *text = print(&sample, outreach_json);
    json_t *root = read_back(text);
    assert_true(json_is_null(json_object_get(root, "reach")));
    json_decref(root);
    free(text);
    sample = small;
    sample.has_no_population = true;
    text = print(&sample, outreach_json);
    root = read_back(text);
    json_t *reach = json_object_get(root, "reach");
    assert_true(json_is_null(json_object_get(reach, "persons")));
    assert_true(json_is_real(json_object_get(reach, "visits")));
    json_decref(root);
    free(text);
    const struct outreach nothing = {.first_day = 20000, .last_day = 20000};
    struct str out = {0};
    outreach_json(&nothing, &out);
    root = read_back(str_text(&out));
    assert_true(json_is_null(json_object_get(root, "made")));
    assert_true(json_is_null(json_object_get(root, "checkpoint")));
    json_decref(root);
    str_fini(&out);
}

static void hostile_names_stay_texts(void **state)
{
    (void)state;
    struct sample sample = small;
    sample.hostile = "\"}],\\ \x01\n<script>\xff";
    char *text = print(&sample, outreach_json);
    json_t *root = read_back(text);
    json_t *point = json_array_get(json_object_get(root, "points"), 0);
    assert_string_equal(json_string_value(json_object_get(point, "name")),
                        "测试点一\"}],\\ \x01\n<script>\xEF\xBF\xBD");
    json_decref(root);
    free(text);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_columns_are_those_that_were_agreed_on),
        cmocka_unit_test(a_cell_is_a_row_with_full_values),
        cmocka_unit_test(every_row_has_every_column_and_every_cell_a_row),
        cmocka_unit_test(the_object_says_everything),
        cmocka_unit_test(what_is_not_known_is_null),
        cmocka_unit_test(hostile_names_stay_texts),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
