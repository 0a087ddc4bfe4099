// Many ledgers as one outreach: who is counted, once; what is known of each row; what staff
// entered.
#include "base/file.h"
#include "base/str.h"
#include "reach/people.h"
#include "report/assemble.h"
#include "report/fixture.h"

#include <math.h>

enum { PLAY_MS = 15000, PLAYS = 60 };
#define PER_HOUR 60.0

// --- ledgers ---

static struct store *open_run(const char *path, const char *run)
{
    struct error err = {0};
    const struct store_run identity = {run, run, "nm-0001", "0.1.0", true};
    struct store *store = store_open(path, &identity, &err);
    assert_non_null(store);
    return store;
}

static void apply(struct store *store, struct entry *entry)
{
    struct error err = {0};
    assert_true(store_apply(store, &entry, 1, &err));
    free(entry);
}

static void tell(struct store *store, enum event_kind kind, int64_t ticket, const char *detail)
{
    apply(store, entry_new_event(ticket, &(struct event){.kind = kind,
                                                         .wall = at("2026-11-25T08:00"),
                                                         .trust = CLOCK_TRUSTED,
                                                         .value = kind == EVENT_MANUAL ? 300 : 5,
                                                         .detail = detail}));
}

static void tell_audience(struct store *store, int64_t ticket, double population,
                          const char *catchment)
{
    struct audience audience;
    struct str text = {0};
    audience_init(&audience);
    for (int day = 0; day < AUDIENCE_DAYS; day++) {
        for (int hour = 0; hour < AUDIENCE_HOURS; hour++) {
            audience.per_hour[day][hour] = PER_HOUR;
        }
    }
    audience.dwell = (struct dwell){
        .kind = DWELL_MIXTURE, .parts = {{.weight = 1, .mean_s = 300}}, .part_count = 1};
    assert_true(dwell_settle(&audience.dwell));
    audience.grade = GRADE_SURVEYED;
    audience.rel_sd = 0.2;
    audience.dwell_sd_s = 30;
    audience.population = population;
    snprintf(audience.catchment, sizeof audience.catchment, "%s", catchment);
    audience_print(&audience, &text);
    tell(store, EVENT_AUDIENCE, ticket, str_text(&text));
    str_fini(&text);
}

// A quarter of an hour from nine on, of two topics in turn; `mono_s` goes on from run to run.
static void play_day(struct store *store, const char *start, enum clock_trust trust)
{
    static const char *const items[] = {"brush", "refund"};
    static const char *const topics[] = {"刷单", "冒充客服退款"};
    for (int i = 0; i < PLAYS; i++) {
        struct play_start play = play_of(items[i % 2]);
        const struct play_progress shown = {PLAY_MS, PLAY_MS, 900, 0};
        play.topic = topics[i % 2];
        play.audience = "老年人";
        play.planned_ms = PLAY_MS;
        play.trust = trust;
        play.start_mono.us = INT64_C(1000) * PLAY_MS * i;
        play.start_wall.us = at(start).us + INT64_C(1000) * PLAY_MS * i;
        apply(store, entry_new_open(i + 1, &play));
        apply(store, entry_new_close(i + 1, PLAY_COMPLETE, &shown));
    }
}

struct screen {
    const char *point; // facts, as JSON
    double population; // < 0: nobody says who comes past
    const char *catchment;
};

static void make_screen(const char *path, const struct screen *screen)
{
    struct store *store = open_run(path, "run-1");
    tell(store, EVENT_POINT, 1, screen->point);
    if (screen->population >= 0) {
        tell_audience(store, 2, screen->population, screen->catchment);
    }
    play_day(store, "2026-11-25T09:00", CLOCK_TRUSTED);
    store_close(store, true);
}

#define ULANHOT                                                                                    \
    "{\"id\":\"a\",\"name\":\"甲\",\"district\":\"兴安盟/乌兰浩特市\",\"venue\":\"单位\"}"
#define ARXAN "{\"id\":\"b\",\"name\":\"乙\",\"district\":\"兴安盟/阿尔山市\",\"venue\":\"学校\"}"

// --- reports ---

static struct outreach report_on(const char *const *paths, size_t count, struct assemble_wish wish)
{
    struct error err = {0};
    struct outreach out;
    wish.ledgers = paths;
    wish.ledger_count = count;
    wish.first_day = wish.last_day = INT64_MIN;
    wish.days = wish.days > 0 ? wish.days : 1;
    wish.wants_cells = true;
    if (!assemble(&wish, &out, &err)) {
        fail_msg("%s", err.text);
    }
    return out;
}

static const struct outreach_row *row_in(const struct outreach *self, enum outreach_table table,
                                         const char *key)
{
    for (size_t i = 0; i < self->tables[table].count; i++) {
        if (strcmp(self->tables[table].rows[i].key, key) == 0) {
            return &self->tables[table].rows[i];
        }
    }
    fail_msg("there is no row \"%s\"", key);
    return NULL;
}

static void assert_near(double got, double want)
{
    if (!(fabs(got - want) <= 1e-9 * (1 + fabs(want)))) {
        fail_msg("%.12g is not %.12g", got, want);
    }
}

static void the_newest_day_of_one_screen_is_in_every_table(void **state)
{
    struct fixture *self = *state;
    const char *const paths[] = {self->path};
    make_screen(self->path, &(struct screen){ULANHOT, 20000, ""});
    struct outreach out = report_on(paths, 1, (struct assemble_wish){0});
    assert_int_equal(out.plays.plays, PLAYS);
    assert_int_equal(out.plays.full_plays, PLAYS);
    assert_int_equal(out.plays.visible_ms, PLAYS * PLAY_MS);
    assert_int_equal(out.first_day, out.last_day);
    assert_int_equal(out.point_count, 1);
    assert_string_equal(out.points[0].name, "甲");
    assert_true(out.points[0].is_reporting);
    assert_int_equal(strlen(out.points[0].chain_head), 64);
    assert_int_equal(out.hours_ms[0][9], PLAYS * PLAY_MS);
    assert_int_equal(out.cell_count, 2);
    static const struct {
        enum outreach_table table;
        const char *key;
        int64_t plays;
    } rows[] = {
        {OUTREACH_DISTRICT, "兴安盟", PLAYS}, {OUTREACH_DISTRICT, "兴安盟/乌兰浩特市", PLAYS},
        {OUTREACH_POINT, "a", PLAYS},         {OUTREACH_VENUE, "单位", PLAYS},
        {OUTREACH_TOPIC, "刷单", PLAYS / 2},  {OUTREACH_AUDIENCE, "老年人", PLAYS},
        {OUTREACH_ITEM, "refund", PLAYS / 2}, {OUTREACH_DAY, "2026-11-25", PLAYS}};
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        const struct outreach_row *row = row_in(&out, rows[i].table, rows[i].key);
        assert_int_equal(row->plays.plays, rows[i].plays);
        assert_true(row->reach.has_model);
        assert_int_equal(row->reach.grade, GRADE_SURVEYED);
        bool is_whole = rows[i].plays == PLAYS;
        if (is_whole) {
            assert_near(row->reach.visits, out.reach.visits);
            assert_near(row->reach.impressions, out.reach.impressions);
            assert_near(row->reach.visits_hi, out.reach.visits_hi);
        } else { // visits to both topics are counted in each of them, and once in all
            assert_true(row->reach.visits < out.reach.visits);
            assert_true(row->reach.visits > out.reach.visits / 2);
            assert_near(row->reach.impressions * 2, out.reach.impressions);
        }
    }
    assert_near(out.frequency[0], out.reach.visits);
    assert_near(out.reach.persons, people_reached(out.reach.visits, 20000, 1));
    outreach_fini(&out);
}

// Two equal screens: twice the visits, and an error that is √2 as large, not twice.
static void errors_of_two_screens_add_up_in_squares(void **state)
{
    struct fixture *self = *state;
    const char *const paths[] = {self->path, self->second};
    make_screen(self->path, &(struct screen){ULANHOT, 20000, ""});
    make_screen(self->second, &(struct screen){ARXAN, 20000, ""});
    struct outreach one = report_on(paths, 1, (struct assemble_wish){0});
    struct outreach both = report_on(paths, 2, (struct assemble_wish){0});
    assert_near(both.reach.visits, 2 * one.reach.visits);
    double of_one = log(one.reach.visits_hi / one.reach.visits);
    double of_both = log(both.reach.visits_hi / both.reach.visits);
    assert_near(of_both * sqrt(2), of_one);
    assert_near(both.reach.persons, 2 * one.reach.persons); // two catchments
    assert_int_equal(row_in(&both, OUTREACH_DISTRICT, "兴安盟")->plays.plays, 2 * PLAYS);
    assert_int_equal(row_in(&both, OUTREACH_VENUE, "学校")->plays.plays, PLAYS);
    outreach_fini(&one);
    outreach_fini(&both);
}

static void impressions_are_at_least_as_unsure_as_those_who_come(void **state)
{
    struct fixture *self = *state;
    const char *const paths[] = {self->path};
    make_screen(self->path, &(struct screen){ULANHOT, 20000, ""});
    struct outreach out = report_on(paths, 1, (struct assemble_wish){0});
    double up = log(out.reach.impressions_hi / out.reach.impressions);
    double down = log(out.reach.impressions / out.reach.impressions_lo);
    assert_near(up, down);
    assert_true(up > 1.96 * 0.2 && up < 1.96 * 0.6); // footfall alone is off by 20 %
    outreach_fini(&out);
}

static void points_that_do_not_agree_on_their_catchment_have_the_fewest_people(void **state)
{
    struct fixture *self = *state;
    const char *const paths[] = {self->path, self->second};
    make_screen(self->path, &(struct screen){ULANHOT, 500, "老城"});
    make_screen(self->second, &(struct screen){ARXAN, 100, "老城"});
    struct outreach out = report_on(paths, 2, (struct assemble_wish){0});
    assert_near(out.reach.persons, people_reached(out.reach.visits, 100, 1));
    outreach_fini(&out);
}

static void screens_that_share_their_people_count_them_once(void **state)
{
    struct fixture *self = *state;
    const char *const paths[] = {self->path, self->second};
    make_screen(self->path, &(struct screen){ULANHOT, 100, "老城"});
    make_screen(self->second, &(struct screen){ARXAN, 100, "老城"});
    struct outreach out = report_on(paths, 2, (struct assemble_wish){0});
    assert_near(out.reach.persons, people_reached(out.reach.visits, 100, 1));
    outreach_fini(&out);
}

static void catchments_within_one_population_overlap_by_chance(void **state)
{
    struct fixture *self = *state;
    const char *const paths[] = {self->path, self->second};
    make_screen(self->path, &(struct screen){ULANHOT, 100, ""});
    make_screen(self->second, &(struct screen){ARXAN, 100, ""});
    struct outreach out = report_on(paths, 2, (struct assemble_wish){.universe = 150});
    double reached = people_reached(out.reach.visits / 2, 100, 1);
    assert_near(out.reach.persons, 150 * (1 - (1 - reached / 150) * (1 - reached / 150)));
    outreach_fini(&out);
}

static void fewer_people_in_the_whole_area_than_around_one_screen_are_refused(void **state)
{
    struct fixture *self = *state;
    const char *const paths[] = {self->path};
    struct outreach out;
    struct error err = {0};
    make_screen(self->path, &(struct screen){ULANHOT, 100, "老城"});
    struct assemble_wish wish = {.ledgers = paths,
                                 .ledger_count = 1,
                                 .first_day = INT64_MIN,
                                 .last_day = INT64_MIN,
                                 .days = 1,
                                 .universe = 99};
    assert_false(assemble(&wish, &out, &err));
    assert_non_null(strstr(err.text, "100 cannot live around one screen, in 老城"));
    wish.universe = 100;
    assert_true(assemble(&wish, &out, &err));
    outreach_fini(&out);
}

static void people_are_not_told_when_a_population_is_unknown(void **state)
{
    struct fixture *self = *state;
    const char *const paths[] = {self->path, self->second};
    make_screen(self->path, &(struct screen){ULANHOT, 100, ""});
    make_screen(self->second, &(struct screen){ARXAN, 0, ""});
    struct outreach out = report_on(paths, 2, (struct assemble_wish){0});
    assert_true(out.reach.visits > 0);
    assert_near(out.reach.persons, 0);
    assert_true(row_in(&out, OUTREACH_POINT, "a")->reach.persons > 0);
    outreach_fini(&out);
}

static void a_screen_that_does_not_say_who_comes_past_has_plays_and_no_reach(void **state)
{
    struct fixture *self = *state;
    const char *const paths[] = {self->path};
    make_screen(self->path, &(struct screen){ULANHOT, -1, ""});
    struct outreach out = report_on(paths, 1, (struct assemble_wish){0});
    assert_int_equal(out.plays.plays, PLAYS);
    assert_false(out.reach.has_model);
    assert_near(out.reach.visits, 0);
    outreach_fini(&out);
}

static void copy_file(const char *from, const char *to)
{
    struct error err = {0};
    char *bytes = NULL;
    size_t length = 0;
    assert_true(file_read(from, 1 << 26, &bytes, &length, &err));
    assert_true(file_write(to, bytes, length, &err));
    free(bytes);
}

static void an_older_copy_of_a_ledger_adds_nothing(void **state)
{
    struct fixture *self = *state;
    const char *const paths[] = {self->second, self->path, self->path};
    make_screen(self->path, &(struct screen){ULANHOT, 100, ""});
    copy_file(self->path, self->second);
    struct store *store = open_run(self->path, "run-2");
    play_day(store, "2026-11-25T14:00", CLOCK_TRUSTED);
    store_close(store, true);
    struct outreach out = report_on(paths, 3, (struct assemble_wish){0});
    assert_int_equal(out.plays.plays, 2 * PLAYS);
    assert_int_equal(out.ledger_count, 1);
    outreach_fini(&out);
}

static void a_cloned_card_tells_two_stories_with_one_beginning(void **state)
{
    struct fixture *self = *state;
    const char *const paths[] = {self->second, self->path};
    make_screen(self->path, &(struct screen){ULANHOT, 100, ""});
    struct store *store = open_run(self->path, "run-1b");
    tell(store, EVENT_MANUAL, 1,
         "{\"kind\":\"leaflets\",\"id\":\"0000000a\",\"day\":\"2026-11-25\",\"by\":\"甲\"}");
    tell(store, EVENT_TOUCH, 2, NULL);
    tell(store, EVENT_GAP, 3, "the disk was full");
    store_close(store, true);
    copy_file(self->path, self->second);
    store = open_run(self->path, "run-2");
    play_day(store, "2026-11-25T14:00", CLOCK_TRUSTED);
    store_close(store, true);
    store = open_run(self->second, "run-3");
    tell(store, EVENT_MANUAL, 1,
         "{\"kind\":\"talks\",\"id\":\"0000000b\",\"day\":\"2026-11-25\",\"by\":\"乙\"}");
    play_day(store, "2026-11-25T16:00", CLOCK_TRUSTED);
    tell(store, EVENT_PAUSE, 2, NULL);
    store_close(store, true);
    struct outreach out = report_on(paths, 2, (struct assemble_wish){0});
    assert_int_equal(out.plays.plays, 3 * PLAYS);
    assert_int_equal(out.ledger_count, 2);
    assert_int_equal(out.manual_count, 2); // what both have counts once
    assert_near(out.reach.engagements, 5);
    assert_int_equal(out.event_count, 1);
    outreach_fini(&out);
}

static void who_is_due_and_did_not_report_is_told_and_nothing_is_made_up_for_them(void **state)
{
    struct fixture *self = *state;
    const char *const paths[] = {self->path};
    static const struct assemble_due due[] = {{"a", "甲", "兴安盟/乌兰浩特市", "单位"},
                                              {"z", "癸", "兴安盟/突泉县", "社区"}};
    make_screen(self->path, &(struct screen){ULANHOT, 100, ""});
    struct outreach out = report_on(paths, 1, (struct assemble_wish){.due = due, .due_count = 2});
    assert_int_equal(out.point_count, 2);
    int reporting = 0;
    for (size_t i = 0; i < out.point_count; i++) {
        bool is_ours = strcmp(out.points[i].id, "a") == 0;
        assert_int_equal(out.points[i].is_reporting, is_ours);
        assert_true(is_ours || out.points[i].last_day == INT64_MIN);
        reporting += out.points[i].is_reporting;
    }
    assert_int_equal(reporting, 1);
    assert_int_equal(out.plays.plays, PLAYS);
    outreach_fini(&out);
}

static void what_staff_entered_stands_by_itself_and_is_corrected_by_a_later_entry(void **state)
{
    struct fixture *self = *state;
    const char *const paths[] = {self->path};
    make_screen(self->path, &(struct screen){ULANHOT, 100, ""});
    struct store *store = open_run(self->path, "run-2");
    tell(store, EVENT_MANUAL, 1,
         "{\"kind\":\"leaflets\",\"id\":\"0000000a\",\"day\":\"2026-11-25\",\"by\":\"甲\"}");
    tell(store, EVENT_MANUAL, 2,
         "{\"kind\":\"leaflets\",\"id\":\"0000000b\",\"day\":\"2026-11-25\",\"by\":\"乙\","
         "\"supersedes\":\"0000000a\"}");
    tell(store, EVENT_MANUAL, 3,
         "{\"kind\":\"talks\",\"id\":\"0000000c\",\"day\":\"2026-11-24\",\"by\":\"甲\"}");
    tell(store, EVENT_MANUAL, 4, "{\"kind\":\"leaflets\""); // not JSON: nothing
    store_close(store, true);
    struct outreach out = report_on(paths, 1, (struct assemble_wish){0});
    assert_int_equal(out.manual_count, 1); // the talk was the day before
    assert_string_equal(out.manual[0].id, "0000000b");
    assert_true(out.manual[0].is_correction);
    assert_int_equal(out.manual[0].count, 300);
    assert_string_equal(out.manual[0].point, "a");
    outreach_fini(&out);
}

static void gaps_and_faults_are_told(void **state)
{
    struct fixture *self = *state;
    const char *const paths[] = {self->path};
    make_screen(self->path, &(struct screen){ULANHOT, 100, ""});
    struct store *store = open_run(self->path, "run-2");
    tell(store, EVENT_GAP, 1, "the disk was full");
    tell(store, EVENT_FAULT, 2, "the display is unplugged");
    tell(store, EVENT_TOUCH, 3, NULL);
    store_close(store, true);
    struct outreach out = report_on(paths, 1, (struct assemble_wish){0});
    assert_int_equal(out.event_count, 2);
    assert_near(out.reach.engagements, 5);
    outreach_fini(&out);
}

static void
a_clock_that_the_point_vouches_for_counts_and_one_that_nobody_does_is_listed(void **state)
{
    struct fixture *self = *state;
    const char *const paths[] = {self->path};
    for (int vouches = 0; vouches < 2; vouches++) {
        remove(self->path);
        struct store *store = open_run(self->path, "run-1");
        const char *facts = vouches == 1 ? "{\"id\":\"a\",\"clock\":\"good\"}" : "{\"id\":\"a\"}";
        apply(store, entry_new_event(1, &(struct event){.kind = EVENT_POINT,
                                                        .wall = at("2026-11-25T08:00"),
                                                        .trust = CLOCK_BOUNDED,
                                                        .detail = facts}));
        play_day(store, "2026-11-25T09:00", CLOCK_BOUNDED);
        store_close(store, true);
        struct outreach out = report_on(paths, 1, (struct assemble_wish){0});
        assert_int_equal(out.plays.plays, vouches == 1 ? PLAYS : 0);
        assert_int_equal(out.plays.untrusted, vouches == 1 ? 0 : PLAYS);
        outreach_fini(&out);
    }
}

static void a_week_has_a_row_for_each_of_its_days(void **state)
{
    struct fixture *self = *state;
    const char *const paths[] = {self->path};
    make_screen(self->path, &(struct screen){ULANHOT, 100, ""});
    struct outreach out = report_on(paths, 1, (struct assemble_wish){.days = 7});
    assert_int_equal(out.tables[OUTREACH_DAY].count, 7);
    assert_string_equal(out.tables[OUTREACH_DAY].rows[0].key, "2026-11-19");
    assert_int_equal(out.tables[OUTREACH_DAY].rows[0].plays.plays, 0);
    assert_int_equal(out.tables[OUTREACH_DAY].rows[6].plays.plays, PLAYS);
    outreach_fini(&out);
}

static void what_is_no_ledger_is_said(void **state)
{
    struct fixture *self = *state;
    struct error err = {0};
    struct outreach out;
    const char *const paths[] = {self->path};
    const struct assemble_wish wish = {
        .ledgers = paths, .ledger_count = 1, .first_day = 1, .last_day = 1, .days = 1};
    assert_false(assemble(&wish, &out, &err));
    assert_non_null(strstr(err.text, self->path));
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)
    const struct CMUnitTest tests[] = {
        TEST(the_newest_day_of_one_screen_is_in_every_table),
        TEST(errors_of_two_screens_add_up_in_squares),
        TEST(impressions_are_at_least_as_unsure_as_those_who_come),
        TEST(points_that_do_not_agree_on_their_catchment_have_the_fewest_people),
        TEST(screens_that_share_their_people_count_them_once),
        TEST(catchments_within_one_population_overlap_by_chance),
        TEST(fewer_people_in_the_whole_area_than_around_one_screen_are_refused),
        TEST(people_are_not_told_when_a_population_is_unknown),
        TEST(a_screen_that_does_not_say_who_comes_past_has_plays_and_no_reach),
        TEST(an_older_copy_of_a_ledger_adds_nothing),
        TEST(a_cloned_card_tells_two_stories_with_one_beginning),
        TEST(who_is_due_and_did_not_report_is_told_and_nothing_is_made_up_for_them),
        TEST(what_staff_entered_stands_by_itself_and_is_corrected_by_a_later_entry),
        TEST(gaps_and_faults_are_told),
        TEST(a_clock_that_the_point_vouches_for_counts_and_one_that_nobody_does_is_listed),
        TEST(a_week_has_a_row_for_each_of_its_days),
        TEST(what_is_no_ledger_is_said),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
