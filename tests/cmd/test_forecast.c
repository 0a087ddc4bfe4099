// Forecasts: what rows come to, against cases worked out elsewhere and against what a report makes
// of the same plays; and the command as a user has it.
#include "program.h"

#include "support/test.h"

#include "base/civil.h"
#include "base/file.h"
#include "cmd/forecast.h"
#include "report/daily.h"

#include <math.h>

#define DAY INT64_C(20783) // 2026-11-26, a Thursday

static void assert_near(double got, double want, double relative)
{
    if (!(fabs(got - want) <= relative * fabs(want) + 1e-12)) {
        fail_msg("%.12g, not %.12g", got, want);
    }
}

// --- rows --------------------------------------------------------------------------------------

enum { ITEMS = 3, CYCLES = 120, PLAYS = 2 * CYCLES, THURSDAY = 3 };

// Two items in a cycle of 300 s, of 15 s and of 60 s, and one that never plays.
struct work {
    char names[ITEMS][8], topics[ITEMS][16];
    struct item items[ITEMS];
    struct playlist playlist;
    struct audience audience;
    struct forecast_play plays[PLAYS];
    struct forecast forecast;
};

static int work_set_up(void **state)
{
    struct work *work = calloc(1, sizeof *work);
    assert_non_null(work);
    *work = (struct work){.names = {"short", "long", "never"}, .topics = {"刷单", "养老", "贷款"}};
    for (size_t i = 0; i < ITEMS; i++) {
        work->items[i] = (struct item){.id = work->names[i], .topic = work->topics[i]};
    }
    work->playlist = (struct playlist){.items = work->items, .item_count = ITEMS};
    audience_init(&work->audience);
    work->audience.dwell =
        (struct dwell){.kind = DWELL_MIXTURE, .parts = {{1, 300}}, .part_count = 1};
    work->audience.rel_sd = 0.2;
    work->audience.dwell_sd_s = 30;
    work->audience.grade = GRADE_CONFIGURED;
    for (int hour = 0; hour < 10; hour++) {
        work->audience.per_hour[THURSDAY][hour] = 60;
    }
    for (size_t k = 0; k < CYCLES; k++) {
        double at_s = 300 * (double)k;
        work->plays[2 * k] = (struct forecast_play){0, at_s, at_s + 15, 15};
        work->plays[2 * k + 1] = (struct forecast_play){1, at_s + 120, at_s + 180, 60};
    }
    *state = work;
    return 0;
}

static int work_tear_down(void **state)
{
    struct work *work = *state;
    forecast_fini(&work->forecast);
    free(work);
    return 0;
}

static void forecast_days(struct work *work, int days)
{
    struct arrivals arrivals;
    arrivals_init(&arrivals, 0);
    arrivals_add_day(&arrivals, &work->audience, THURSDAY);
    forecast_init(&work->forecast, &work->playlist, &work->audience);
    for (int i = 0; i < days; i++) {
        forecast_add_day(&work->forecast, &arrivals, work->plays, PLAYS);
    }
    forecast_finish(&work->forecast);
    arrivals_fini(&arrivals);
}

static void rows_are_as_worked_out_elsewhere_and_do_not_add_up(void **state)
{
    struct work *work = *state;
    struct forecast *forecast = &work->forecast;
    forecast_days(work, 1);
    const struct forecast_row *first = forecast_find(&forecast->items, "short");
    const struct forecast_row *second = forecast_find(&forecast->items, "long");
    assert_near(first->visits.count, 357.768547, 1e-6);
    assert_near(first->impressions.count, 618.026591, 1e-6);
    assert_near(first->exposures, 563.213541, 1e-6);
    assert_near(forecast_frequency(first), 563.213541 / 357.768547, 1e-6);
    assert_near(second->visits.count, 309.283838, 1e-6);
    assert_near(forecast->total.visits.count, 417.315741, 1e-6);
    assert_near(forecast->total.exposures, 1050.110956, 1e-6);
    assert_near(forecast->arrivals, 600, 1e-12);
    struct interval interval = forecast_visits(forecast, first);
    assert_true(fabs(interval.lo - 236.1) < 0.05 && fabs(interval.hi - 542.2) < 0.05);
    assert_int_equal(first->plays, CYCLES);
    assert_int_equal(forecast->total.full_plays, PLAYS);
}

static void rows_that_never_play_are_left_out_and_the_others_in_order(void **state)
{
    struct work *work = *state;
    struct forecast *forecast = &work->forecast;
    forecast_days(work, 1);
    assert_int_equal(forecast->items.count, 2);
    assert_null(forecast_find(&forecast->items, "never"));
    assert_int_equal(forecast->topics.count, 2);
    assert_string_equal(forecast->topics.rows[0].key, "养老"); // more time
    assert_int_equal(forecast->audiences.count, 1);
    assert_null(forecast->audiences.rows[0].key);
    assert_near(forecast->audiences.rows[0].visits.count, forecast->total.visits.count, 1e-12);
}

static void who_notices_is_told_only_where_it_was_surveyed(void **state)
{
    struct work *work = *state;
    forecast_days(work, 1);
    assert_true(work->forecast.total.noticed == 0);
    forecast_fini(&work->forecast);
    work->audience.notice = 0.4;
    forecast_days(work, 1);
    assert_near(work->forecast.total.noticed, 261.159890, 1e-5);
    assert_near(forecast_find(&work->forecast.items, "short")->noticed, 183.205258, 1e-6);
}

static void days_add_up_but_their_people_do_not(void **state)
{
    struct work *work = *state;
    struct forecast *forecast = &work->forecast;
    work->audience.population = 1000;
    forecast_days(work, 30);
    double visits = forecast->total.visits.count;
    assert_near(visits, 30 * 417.315741, 1e-6);
    assert_near(forecast_persons(forecast, visits), 1000 * visits / (1000 + visits), 1e-9);
    struct interval interval = forecast_visits(forecast, &forecast->total);
    assert_true(interval.lo < visits / 1.3); // who is off, is off on all days
}

static void without_an_audience_there_are_plays_only(void **state)
{
    struct work *work = *state;
    struct arrivals arrivals;
    arrivals_init(&arrivals, 0);
    forecast_init(&work->forecast, &work->playlist, NULL);
    forecast_add_day(&work->forecast, &arrivals, work->plays, PLAYS);
    forecast_finish(&work->forecast);
    arrivals_fini(&arrivals);
    assert_int_equal(work->forecast.total.plays, PLAYS);
    assert_true(work->forecast.total.shown_s == CYCLES * 75);
    assert_true(work->forecast.total.visits.count == 0);
    assert_true(forecast_frequency(&work->forecast.total) == 0);
    assert_true(forecast_persons(&work->forecast, 100) == 0);
    assert_true(forecast_visits(&work->forecast, &work->forecast.total).hi == 0);
}

// --- against a report --------------------------------------------------------------------------

static void make_daily(const struct work *work, struct daily *out)
{
    struct station_audience said_on = {.is_known = true, .audience = work->audience};
    struct station station = {
        .offset_s = CIVIL_CHINA_OFFSET_S, .audiences = &said_on, .audience_count = 1};
    daily_init(out, &station, DAY);
    for (size_t i = 0; i < PLAYS; i++) {
        const struct forecast_play *planned = &work->plays[i];
        int64_t ms = (int64_t)((planned->to_s - planned->from_s) * 1000);
        struct play play = {
            .item = work->names[planned->item],
            .topic = work->topics[planned->item],
            .start_wall = {DAY * CIVIL_DAY_US - CIVIL_CHINA_OFFSET_S * CLOCK_SECOND_US +
                           (int64_t)(planned->from_s * 1e6)},
            .planned_ms = (int64_t)(planned->planned_s * 1000),
            .shown = {.span_ms = ms, .visible_ms = ms, .frames = 1},
            .display = DISPLAY_ON,
            .end = PLAY_COMPLETE,
        };
        daily_add(out, &play, true);
    }
    daily_finish(out, &station);
}

static const struct daily_item *daily_item_of(const struct daily *daily, const char *id)
{
    for (size_t i = 0; i < daily->item_count; i++) {
        if (strcmp(daily->items[i].item, id) == 0) {
            return &daily->items[i];
        }
    }
    fail_msg("no %s", id);
    return NULL;
}

static void compare_with_report(struct work *work)
{
    struct daily daily;
    forecast_fini(&work->forecast);
    forecast_days(work, 1);
    make_daily(work, &daily);
    assert_true(daily.has_model);
    assert_near(work->forecast.total.visits.count, daily.all.visits, 1e-9);
    assert_near(work->forecast.total.visits.stretch, daily.all.stretch, 1e-9);
    for (size_t i = 0; i < work->forecast.items.count; i++) {
        const struct forecast_row *row = &work->forecast.items.rows[i];
        const struct daily_item *item = daily_item_of(&daily, row->key);
        assert_near(row->visits.count, item->reach.visits, 1e-9);
        assert_near(row->impressions.count, item->impressions.count, 1e-9);
        assert_int_equal(row->plays, item->plays.plays);
        assert_int_equal(row->full_plays, item->plays.full_plays);
    }
    for (size_t i = 0; i < daily.topic_count; i++) {
        const struct forecast_row *row = forecast_find(&work->forecast.topics, daily.topics[i].key);
        assert_near(row->visits.count, daily.topics[i].reach.visits, 1e-9);
    }
    daily_fini(&daily);
}

static void a_report_of_the_same_plays_says_the_same(void **state)
{
    struct work *work = *state;
    compare_with_report(work);
    work->audience.full_s = 10;
    compare_with_report(work);
    work->audience.dwell = (struct dwell){.kind = DWELL_FIXED, .fixed_s = 200};
    work->plays[6].to_s -= 0.4; // full all the same
    work->plays[8].to_s -= 9;   // cut
    work->plays[9].from_s -= 9;
    compare_with_report(work);
}

// --- the command -------------------------------------------------------------------------------

static int set_up(void **state)
{
    (void)state;
    int code = folder_set_up();
    write_text("day.cfg",
               "items = ( { id = \"a\"; text = \"不轻信\"; motion = \"hold\"; hold = 60;"
               "    topic = \"刷单返利\"; },"
               "  { id = \"b\"; kind = \"qr\"; text = \"96110\"; hold = 240; topic = \"通用\"; },"
               "  { id = \"c\"; text = \"不转账\"; when = { from = \"2027-01-01\"; }; } );");
    write_text(
        "quick.cfg",
        "items = ( { id = \"a\"; text = \"不轻信\"; motion = \"hold\"; hold = 30;"
        "    topic = \"刷单返利\"; },"
        "  { id = \"d\"; kind = \"qr\"; text = \"96110\"; hold = 120; topic = \"通用\"; } );");
    write_text("clock.cfg",
               "items = ( { id = \"a\"; text = \"不轻信\"; motion = \"hold\"; hold = 60; },"
               "  { id = \"k\"; kind = \"clock\"; hold = 10; } );");
    write_text("bare.cfg", "id = \"hall\"; hours = { hours = \"08:00-20:00\"; };");
    write_text(
        "hall.cfg",
        "id = \"hall\"; name = \"大厅屏\"; hours = { hours = \"08:00-20:00\"; };"
        "audience = { footfall = ( { days = \"thu\"; hours = \"08:00-20:00\"; per_hour = 60; } );"
        "  dwell = ( { share = 100; mean = \"5m\"; } ); full_after = \"15s\";"
        "  population = 20000; note = \"大堂经理估计\"; };");
    return code;
}

static int tear_down(void **state)
{
    (void)state;
    return folder_tear_down();
}

static void a_day_is_forecast_with_intervals_and_grade(void **state)
{
    (void)state;
    assert_int_equal(run("forecast --date 2026-11-26 --point hall.cfg day.cfg"), 0);
    assert_says(said.out, "day.cfg on 2026-11-26 (Thursday)\n大厅屏: 720 people come past and stay "
                          "0:05:00 on average; grade C, somebody's estimate: 大堂经理估计\n");
    assert_says(said.out, "item   plays  full      time  曝光人次");
    assert_says(said.out, "\na        144   144   2:24:00");
    assert_says(said.out, "\ntotal    288   288  12:00:00");
    assert_says(said.out, "topic     plays");
    assert_says(said.out, "触达人数: about ");
    assert_says(said.out, "seen in full, or for 15 s; ");
    assert_says(said.out, "Do not play in this time: c (xiaolaba plan says why).\n");
}

static void a_clock_plays_and_is_no_outreach(void **state)
{
    (void)state;
    assert_int_equal(run("forecast --date 2026-11-26 --point hall.cfg clock.cfg"), 0);
    assert_says(said.out, "\ntotal  ");
    assert_null(strstr(said.out, "\nk "));
    assert_null(strstr(said.out, "Do not play"));
}

// Nobody comes on a Friday.
static void the_hours_are_those_of_the_weekday(void **state)
{
    (void)state;
    assert_int_equal(run("forecast --date 2026-11-27 --point hall.cfg day.cfg"), 0);
    assert_says(said.out, "大厅屏: 0 people come past");
    assert_int_equal(run("forecast --date 2026-11-23 --days 7 --point hall.cfg day.cfg"), 0);
    assert_says(said.out, "day.cfg on 2026-11-23 to 2026-11-29 (7 days)\n大厅屏: 720 people");
}

static void two_playlists_stand_side_by_side(void **state)
{
    (void)state;
    const char *line = "forecast --date 2026-11-26 --point hall.cfg --compare quick.cfg day.cfg";
    assert_int_equal(run(line), 0);
    assert_says(said.out, "A  day.cfg\nB  quick.cfg\non 2026-11-26 (Thursday)\n");
    assert_says(said.out, "item   plays A    B  曝光人次 A");
    assert_says(said.out, "\na          144  288");
    assert_says(said.out, "\nb          144    0");
    assert_says(said.out, "\nd            0  288");
    assert_says(said.out, "\ntotal      288  576");
    assert_says(said.out, "触达人数, B: about ");
    assert_says(said.out, "The same people come past both");
}

static void programs_get_all_digits_and_the_differences(void **state)
{
    (void)state;
    assert_int_equal(
        run("forecast --date 2026-11-26 --json --point hall.cfg --compare quick.cfg day.cfg"), 0);
    assert_says(said.out, "{\"from\":\"2026-11-26\",\"to\":\"2026-11-26\",\"point\":\"大厅屏\","
                          "\"method\":\"xiaolaba-reach-");
    assert_says(said.out,
                "\"audience\":{\"grade\":\"C\",\"source\":\"大堂经理估计\",\"arrivals\":720,"
                "\"dwell_mean_s\":300,\"full_s\":15,\"notice\":0,\"population\":20000}");
    assert_says(said.out, "\"items\":[{\"item\":\"a\",\"plays\":144,");
    assert_says(said.out, "\"compare\":{\"playlist\":\"quick.cfg\"");
    assert_says(said.out, "\"differences\":{\"total\":{\"plays\":288,\"impressions\":");
    assert_says(said.out, "{\"item\":\"b\",\"plays\":-144,");
}

// The number behind `key` in the object of `item`.
static double number_of(const char *text, const char *item, const char *key)
{
    char wanted[64];
    snprintf(wanted, sizeof wanted, "{\"item\":\"%s\",", item);
    const char *at = strstr(text, wanted);
    assert_non_null(at);
    snprintf(wanted, sizeof wanted, "\"%s\":", key);
    at = strstr(at, wanted);
    assert_non_null(at);
    return strtod(at + strlen(wanted), NULL);
}

// Texts of an endless zone are in sight beyond their slots, and films of another zone beside them.
static void plays_and_times_are_those_that_a_simulated_show_logs(void **state)
{
    (void)state;
    static const char *const items[] = {"a", "b", "c", "d"};
    double plays[4], full[4], shown_s[4];
    write_text(
        "rail.cfg",
        "canvas = \"256x128\";"
        "zones = ( { name = \"rail\"; endless = true; items = (\"a\", \"b\"); h = 48;"
        "    separator = \"　◆　\"; }, { name = \"below\"; y = 48; items = (\"c\", \"d\"); } );"
        "items = ( { id = \"a\"; text = \"先垫付就是陷阱！\"; }, { id = \"b\"; text = "
        "\"不轻信\"; }, { id = \"c\"; kind = \"qr\"; text = \"96110\"; hold = 7; },"
        "  { id = \"d\"; text = \"不转账\"; motion = \"hold\"; hold = 5; } );");
    assert_int_equal(run("simulate --from 2026-11-26 --point hall.cfg --json rail.cfg"), 0);
    for (size_t i = 0; i < 4; i++) {
        plays[i] = number_of(said.out, items[i], "plays");
        full[i] = number_of(said.out, items[i], "full_plays");
        shown_s[i] = number_of(said.out, items[i], "visible_ms") / 1000;
    }
    assert_int_equal(run("forecast --date 2026-11-26 --point hall.cfg --json rail.cfg"), 0);
    for (size_t i = 0; i < 4; i++) {
        assert_true(number_of(said.out, items[i], "plays") == plays[i]);
        assert_true(number_of(said.out, items[i], "full_plays") == full[i]);
        assert_near(number_of(said.out, items[i], "shown_s"), shown_s[i], 1e-3);
    }
}

static void without_an_audience_it_says_what_to_add(void **state)
{
    (void)state;
    assert_int_equal(run("forecast --date 2026-11-26 --point bare.cfg day.cfg"), 1);
    assert_says(said.out, "\ntotal    288   288  12:00:00");
    assert_says(said.err, "bare.cfg does not say who comes past");
    assert_says(said.err, "    audience = {\n        footfall = 60;");
    assert_int_equal(run("forecast --date 2026-11-26 --json day.cfg"), 1);
    assert_says(said.out, "\"total\":{\"plays\":576,\"full_plays\":576,\"shown_s\":86400}");
    assert_says(said.err, "without --point FILE nothing says who comes past");
}

static void what_cannot_be_is_refused(void **state)
{
    (void)state;
    assert_int_equal(run("forecast --days 0 day.cfg"), 2);
    assert_says(said.err, "--days: \"0\" is not a number of days, 1 … 366");
    assert_int_equal(run("forecast --days 1x day.cfg"), 2);
    assert_int_equal(run("forecast --date 2026-02-30 day.cfg"), 2);
    assert_int_equal(run("forecast gone.cfg"), 3);
    assert_int_equal(run("forecast --compare gone.cfg day.cfg"), 3);
    assert_int_equal(run("forecast -o out.txt --date 2026-11-26 --point hall.cfg day.cfg"), 0);
    assert_string_equal(said.out, "out.txt\n");
}

int main(void)
{
    const struct CMUnitTest rows[] = {
        cmocka_unit_test_setup_teardown(rows_are_as_worked_out_elsewhere_and_do_not_add_up,
                                        work_set_up, work_tear_down),
        cmocka_unit_test_setup_teardown(rows_that_never_play_are_left_out_and_the_others_in_order,
                                        work_set_up, work_tear_down),
        cmocka_unit_test_setup_teardown(who_notices_is_told_only_where_it_was_surveyed, work_set_up,
                                        work_tear_down),
        cmocka_unit_test_setup_teardown(days_add_up_but_their_people_do_not, work_set_up,
                                        work_tear_down),
        cmocka_unit_test_setup_teardown(without_an_audience_there_are_plays_only, work_set_up,
                                        work_tear_down),
        cmocka_unit_test_setup_teardown(a_report_of_the_same_plays_says_the_same, work_set_up,
                                        work_tear_down),
    };
    const struct CMUnitTest command[] = {
        cmocka_unit_test(a_day_is_forecast_with_intervals_and_grade),
        cmocka_unit_test(a_clock_plays_and_is_no_outreach),
        cmocka_unit_test(the_hours_are_those_of_the_weekday),
        cmocka_unit_test(two_playlists_stand_side_by_side),
        cmocka_unit_test(programs_get_all_digits_and_the_differences),
        cmocka_unit_test(plays_and_times_are_those_that_a_simulated_show_logs),
        cmocka_unit_test(without_an_audience_it_says_what_to_add),
        cmocka_unit_test(what_cannot_be_is_refused),
    };
    int failed = cmocka_run_group_tests(rows, NULL, NULL);
    return failed + cmocka_run_group_tests(command, set_up, tear_down);
}
