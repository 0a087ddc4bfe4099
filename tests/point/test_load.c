// A point's file: what arrives, what is said about the rest, and that sample and manual keep up.
#include "support/findings.h"
#include "support/test.h"

#include "base/file.h"
#include "base/str.h"
#include "point/keys.h"
#include "point/point.h"

static const char sample_path[] = XIAOLABA_SOURCE_DIR "/playlists/sample-point.cfg";
static const char manual_path[] = XIAOLABA_SOURCE_DIR "/player/man/xiaolaba-point.5.scd";

static struct point *load(const char *text, const char *findings)
{
    struct troubles troubles = {0};
    struct point *point = point_parse("p.cfg", text, strlen(text), &troubles);
    expect_findings(&troubles, point == NULL, text, findings);
    return point;
}

static void assert_is_default(const struct point *point)
{
    assert_non_null(point);
    assert_string_equal(point->id, "local");
    assert_null(point->name);
    assert_null(point->district);
    assert_int_equal(point->venue, 0);
    assert_int_equal(point->canvas.w, 0);
    assert_int_equal(point->output, OUTPUT_WINDOW);
    assert_false(point->has_place);
    assert_int_equal(point->volume, 100);
    assert_int_equal(point->fps, 0);
    assert_int_equal(point->opening_count, 0);
    assert_int_equal(point->quarters, 0);
    assert_int_equal(point->wall.count, 0);
    assert_true(light_is_plain(&point->light));
    assert_int_equal(point->light.ramp_us, 0);
    assert_true(point->pixel_pitch_mm == 0 && point->viewing_distance_m == 0);
}

static void without_a_file_everything_has_its_default(void **state)
{
    (void)state;
    struct troubles troubles = {0};
    struct point *point = point_load(NULL, &troubles);
    assert_is_default(point);
    assert_int_equal(troubles.count, 0);
    assert_null(venue_name(point->venue));
    point_free(point);
    assert_null(point_load("/nonexistent/point.cfg", &troubles));
    assert_int_equal(troubles_errors(&troubles), 1);
    troubles_fini(&troubles);
}

static void every_key_arrives(void **state)
{
    (void)state;
    struct point *point = load(
        "id = \"bank-1\"; name = \"大厅屏\"; district = \"内蒙古/兴安盟\";"
        "venue = \"社区\"; canvas = \"1024x128\"; output = \"fullscreen\";"
        "place = { x = 100; y = -20; }; volume = 30; fps = 50;"
        "pixel_pitch = 2.5; viewing_distance = 12;"
        "hours = \"8:30-18:00\"; timezone = \"Europe/Berlin\"; clock = \"good\";"
        "content = \"signed\"; fleet = \"hinggan-ga\"; playlist = \"hall\"; on_expiry = \"slate\";"
        "update_url = \"https://example.org/x\";",
        "p.cfg:1: warning: place: begins outside of the output: a part of the canvas is never seen "
        "(x = 0; y = 0;)\n");
    assert_string_equal(point->id, "bank-1");
    assert_string_equal(point->name, "大厅屏");
    assert_string_equal(point->district, "内蒙古/兴安盟");
    assert_int_equal(point->venue, VENUE_COMMUNITY);
    assert_int_equal(point->canvas.w, 1024);
    assert_int_equal(point->canvas.h, 128);
    assert_int_equal(point->output, OUTPUT_FULLSCREEN);
    assert_true(point->has_place && point->place.x == 100 && point->place.y == -20);
    assert_int_equal(point->volume, 30);
    assert_int_equal(point->fps, 50);
    assert_true(point->pixel_pitch_mm == 2.5 && point->viewing_distance_m == 12);
    assert_int_equal(point->openings[0].hours[0].from_min, 510);
    assert_int_equal(point->openings[0].hours[0].to_min, 1080);
    assert_string_equal(point->timezone, "Europe/Berlin");
    assert_true(point->has_good_clock);
    assert_int_equal(point->content, CONTENT_SIGNED);
    assert_int_equal(point->on_expiry, EXPIRY_SLATE);
    assert_string_equal(point->fleet, "hinggan-ga");
    assert_string_equal(point->playlist, "hall");
    assert_string_equal(point->update_url, "https://example.org/x");
    point_free(point);
}

static void a_district_may_be_a_list(void **state)
{
    (void)state;
    struct point *point =
        load("id = \"a\"; district = ( \"内蒙古\", \"兴安盟\", \"乌兰浩特市\" );", "");
    assert_string_equal(point->district, "内蒙古/兴安盟/乌兰浩特市");
    point_free(point);
}

static void a_venue_is_understood_in_both_languages(void **state)
{
    (void)state;
    static const struct {
        const char *chinese, *english;
        enum venue_kind venue;
    } cases[] = {
        {"单位", "office", VENUE_OFFICE},       {"企业", "enterprise", VENUE_ENTERPRISE},
        {"社区", "community", VENUE_COMMUNITY}, {"学校", "school", VENUE_SCHOOL},
        {"公共场所", "public", VENUE_PUBLIC},   {"家庭", "household", VENUE_HOUSEHOLD},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        const char *const words[] = {cases[i].chinese, cases[i].english};
        for (size_t k = 0; k < 2; k++) {
            struct str text = {0};
            str_addf(&text, "id = \"a\"; venue = \"%s\";", words[k]);
            struct point *point = load(text.text, "");
            assert_int_equal(point->venue, cases[i].venue);
            assert_string_equal(venue_name(point->venue), cases[i].chinese);
            point_free(point);
            str_fini(&text);
        }
    }
}

static void hours_round_the_clock_are_no_hours(void **state)
{
    (void)state;
    static const char *const always[] = {"\"00:00-24:00\"", "\"08:00-8:00\"", "( \"0:00-0:00\" )",
                                         "( \"08:00-9:00\", \"0:00-24:00\" )"};
    for (size_t i = 0; i < sizeof always / sizeof always[0]; i++) {
        struct str text = {0};
        str_addf(&text, "id = \"a\"; hours = %s;", always[i]);
        struct point *point = load(text.text, "");
        assert_int_equal(point->opening_count, 0);
        point_free(point);
        str_fini(&text);
    }
}

static void hours_may_be_several_and_differ_from_day_to_day(void **state)
{
    (void)state;
    struct point *point = load("id = \"a\"; hours = ( \"8:30-11:30\", \"18:00-02:00\" );", "");
    assert_int_equal(point->opening_count, 1);
    assert_int_equal(point->openings[0].hours_count, 2);
    assert_int_equal(point->openings[0].hours[1].from_min, 1080);
    assert_int_equal(point->openings[0].hours[1].to_min, 1560);
    point_free(point);
    point = load("id = \"a\"; hours = ( { days = \"workday\"; hours = \"08:30-17:30\"; },"
                 "{ days = \"休息日\"; hours = \"09:00-16:00\"; } );",
                 "");
    assert_int_equal(point->opening_count, 2);
    assert_int_equal(point->openings[0].days, DAYS_WORKDAY);
    assert_int_equal(point->openings[0].hours[0].to_min, 1050);
    assert_int_equal(point->openings[1].days, DAYS_HOLIDAY);
    point_free(point);
    point = load("id = \"a\"; hours = { month_days = -1; };", "");
    assert_int_equal(point->opening_count, 1);
    assert_int_equal(point->openings[0].month_days, 1);
    point_free(point);
}

static void mistakes_in_hours_and_time_zones_are_told(void **state)
{
    (void)state;
    static const struct {
        const char *text, *findings;
    } cases[] = {
        {"id = \"a\"; hours = ( { days = \"workday\"; hour = 3; }, \"8:00-9:00\", { } );",
         "p.cfg:1: error: hours[1].hour: there is no such key (did you mean hours?)\n"
         "p.cfg:1: error: hours[2]: must be a group { … } as the others are, and is a text (hours "
         "= "
         "( { days = \"workday\"; hours = \"08:30-17:30\"; } );)\n"
         "p.cfg:1: error: hours[3]: the group is empty (hours = ( { days = \"workday\"; hours = "
         "\"08:30-17:30\"; } );)\n"},
        {"id = \"a\"; hours = ( \"8:00-9:00\", \"8-9\" );",
         "p.cfg:1: error: hours[2]: must be hours of the day (\"08:30-18:00\"; \"18:00-02:00\" "
         "runs "
         "past midnight; \"00:00-24:00\" is round the clock)\n"},
        {"id = \"a\"; timezone = \"Asia/../etc\";",
         "p.cfg:1: error: timezone: is not the name of a time zone (\"Asia/Shanghai\", as in the "
         "IANA database)\n"},
        {"id = \"a\"; timezone = \"/Asia\";",
         "p.cfg:1: error: timezone: is not the name of a time zone (\"Asia/Shanghai\", as in the "
         "IANA database)\n"},
        {"id = \"a\"; timezone = 8;",
         "p.cfg:1: error: timezone: must be a text, and is a whole number (a text stands between "
         "\" and \")\n"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        point_free(load(cases[i].text, cases[i].findings));
    }
}

static void mistakes_are_told_with_what_would_be_right(void **state)
{
    (void)state;
    static const struct {
        const char *text, *findings;
    } cases[] = {
        {"name = \"x\";", "p.cfg:1: warning: id: without an id nobody can tell this screen's plays "
                          "from another's (id = \"bank-lobby-1\";)\n"},
        {"id = \"a\";\nvenu = 1;",
         "p.cfg:2: error: venu: there is no such key (did you mean venue?)\n"},
        {"id = \"a\"; venue = \"银行\";",
         "p.cfg:1: error: venue: “银行” is not known here (one of: \"单位\", \"企业\", \"社区\", "
         "\"学校\", \"公共场所\", \"家庭\")\n"},
        {"id = \"a\"; volume = 101; fps = 0;",
         "p.cfg:1: error: volume: 101 % is too much (0 … 100 %)\n"
         "p.cfg:1: error: fps: 0 is too little (1 … 240, or \"display\")\n"},
        {"id = \"a\"; pixel_pitch = 4;", "p.cfg:1: warning: pixel_pitch: has no effect without "
                                         "viewing_distance (viewing_distance = "
                                         "20; in metres)\n"},
        {"id = \"a\"; viewing_distance = 20;", "p.cfg:1: warning: viewing_distance: has no effect "
                                               "without pixel_pitch (pixel_pitch = 4.0; "
                                               "in millimetres)\n"},
        {"id = \"a\"; pixel_pitch = 0; viewing_distance = \"far\";",
         "p.cfg:1: error: pixel_pitch: 0 mm is too little (0.1 … 100 mm)\n"
         "p.cfg:1: error: viewing_distance: must be a number, and is \"far\" (0.1 … 1000 m)\n"},
        {"id = \"a\"; update_url = \"file:///etc\"; fleet = \"兴安\";",
         "p.cfg:1: error: fleet: “兴安” is not an id (1 … 64 of the characters A–Z a–z 0–9 _ . -)\n"
         "p.cfg:1: error: update_url: is not the address of a folder (https:// or http://) "
         "(update_url = \"https://example.org/xiaolaba\"; the manifest lies there)\n"},
        {"id = \"a\"; district = \"内蒙古//\";",
         "p.cfg:1: error: district: is not a path of districts (\"内蒙古/兴安盟/乌兰浩特市\", from "
         "large to small)\n"},
        {"id = \"a\"; district = ( \"内蒙古\", 3 );",
         "p.cfg:1: error: district[2]: is not the name of a district "
         "(\"内蒙古/兴安盟/乌兰浩特市\", from large to small)\n"},
        {"id = \"a\"; place = 3;",
         "p.cfg:1: error: place: must be a group { … }, and is a whole number (place = { x = 0; y "
         "= 0; };)\n"},
        {"id = \"a\"; place = { z = 1; x = 99999; };",
         "p.cfg:1: error: place.z: there is no such key (did you mean x?)\n"
         "p.cfg:1: error: place.x: 99999 px is too much (-65535 … 65535 px)\n"},
        {"id = \"a\"; output = \"tv\"; canvas = \"0x0\"; hours = 8;",
         "p.cfg:1: error: canvas: must be a size, width x height (such as \"1024x128\", each side "
         "1 … 16384 px, or \"auto\")\n"
         "p.cfg:1: error: output: “tv” is not known here (one of: \"window\", \"fullscreen\", "
         "\"offscreen\")\n"
         "p.cfg:1: error: hours: must be hours of the day (\"08:30-18:00\"; \"18:00-02:00\" runs "
         "past "
         "midnight; \"00:00-24:00\" is round the clock)\n"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        point_free(load(cases[i].text, cases[i].findings));
    }
}

static char *read_whole(const char *path)
{
    char *bytes = NULL;
    size_t length = 0;
    struct error err = {0};
    if (!file_read(path, 1 << 20, &bytes, &length, &err)) {
        fail_msg("%s", err.text);
    }
    return bytes;
}

static void the_sample_loads_as_the_defaults(void **state)
{
    (void)state;
    char *text = read_whole(sample_path);
    struct point *point = load(text, "");
    assert_is_default(point);
    point_free(point);
    // With these at their default as well as written out, nothing changes.
    static const char *const spoken[] = {
        "#canvas = ", "#output = ", "#volume = ",     "#fps = ",  "#hours = ", "#timezone = ",
        "#clock = ",  "#turn = ",   "#brightness = ", "#ramp = ", "#gamma = "};
    for (size_t i = 0; i < sizeof spoken / sizeof spoken[0]; i++) {
        char *at = strstr(text, spoken[i]);
        assert_non_null(at);
        *at = ' ';
    }
    point = load(text, "");
    assert_is_default(point);
    point_free(point);
    // The examples of what has no default load too.
    for (char *at = text; (at = strstr(at, "\n#")) != NULL; at++) {
        size_t word = strspn(at + 2, "abcdefghijklmnopqrstuvwxyz_");
        at[1] = word > 0 && strncmp(at + 2 + word, " = ", 3) == 0 ? ' ' : '#';
    }
    point = load(text, "");
    assert_non_null(point->district);
    assert_true(point->has_place);
    assert_int_equal(point->venue, VENUE_COMMUNITY);
    assert_true(point->pixel_pitch_mm == 4 && point->viewing_distance_m == 20);
    assert_true(point->has_audience);
    point_free(point);
    free(text);
}

static void sample_and_manual_name_every_key(void **state)
{
    (void)state;
    char *sample = read_whole(sample_path);
    char *manual = read_whole(manual_path);
    for (int group = POINT_TOP; group <= POINT_COUNTER; group++) {
        size_t count = 0;
        const char *const *keys = point_keys((enum point_group)group, &count);
        assert_true(count > 0);
        for (size_t i = 0; i < count; i++) {
            struct str in_sample = {0};
            struct str in_manual = {0};
            str_addf(&in_sample, "%s = ", keys[i]);
            str_addf(&in_manual, "*%s* = ", keys[i]);
            if (strstr(sample, in_sample.text) == NULL || strstr(manual, in_manual.text) == NULL) {
                fail_msg("the sample or the manual lacks “%s”", keys[i]);
            }
            str_fini(&in_sample);
            str_fini(&in_manual);
        }
    }
    free(sample);
    free(manual);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(without_a_file_everything_has_its_default),
        cmocka_unit_test(every_key_arrives),
        cmocka_unit_test(a_district_may_be_a_list),
        cmocka_unit_test(a_venue_is_understood_in_both_languages),
        cmocka_unit_test(hours_round_the_clock_are_no_hours),
        cmocka_unit_test(hours_may_be_several_and_differ_from_day_to_day),
        cmocka_unit_test(mistakes_in_hours_and_time_zones_are_told),
        cmocka_unit_test(mistakes_are_told_with_what_would_be_right),
        cmocka_unit_test(the_sample_loads_as_the_defaults),
        cmocka_unit_test(sample_and_manual_name_every_key),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
