// Events as the show sees them: what happened is in the file, in order, once; and what a start
// finds of the time before it.
#include "base/mem.h"
#include "ledger/collect.h"
#include "ledger/writer.h"
#include "support/test.h"

#include <sqlite3.h>

#define HOUR_US (INT64_C(3600) * CLOCK_SECOND_US)
#define NOON_US INT64_C(1796040000000000) // 2026-11-30T12:00:00Z

static const struct writer_identity identity = {.point_id = "nm-0001", .program_version = "0.1.0"};
static const struct play_progress whole = {15000, 15000, 900, 1};

struct fixture {
    char *folder;
    char *path;
    struct clock_virtual clock;
};

static int set_up(void **state)
{
    struct fixture *self = mem_zeroed(1, sizeof *self);
    self->folder = test_folder_make();
    self->path = mem_format("%s/ledger.db", self->folder);
    clock_virtual_init(&self->clock, (struct wall){0});
    *state = self;
    return 0;
}

static int tear_down(void **state)
{
    struct fixture *self = *state;
    free(self->path);
    test_folder_remove(self->folder);
    free(self);
    return 0;
}

static struct writer *start(struct fixture *self)
{
    return writer_start(self->path, &identity, &self->clock.clock);
}

static void check_text(const char *got, const char *want)
{
    assert_true((got == NULL) == (want == NULL));
    if (want != NULL) {
        assert_string_equal(got, want);
    }
}

static void check_event(const struct event *got, const struct event *want)
{
    assert_int_equal(got->kind, want->kind);
    assert_int_equal(got->mono.us, want->mono.us);
    assert_int_equal(got->wall.us, want->wall.us);
    assert_int_equal(got->trust, want->trust);
    assert_int_equal(got->value, want->value);
    check_text(got->zone, want->zone);
    check_text(got->item, want->item);
    check_text(got->detail, want->detail);
}

static void everything_that_is_said_of_an_event_is_in_the_file(void **state)
{
    struct fixture *self = *state;
    static const struct event said[] = {
        {EVENT_NEXT, {-5}, {NOON_US}, CLOCK_TRUSTED, "main", "刷单返利", INT64_MIN, "", NULL},
        {EVENT_CASES,
         {6},
         {NOON_US - 1},
         CLOCK_UNKNOWN,
         NULL,
         NULL,
         INT64_MAX,
         "{\"n\":\"’\"}",
         NULL},
        {EVENT_LIGHT, {7}, {NOON_US + 1}, CLOCK_BOUNDED, "", NULL, 0, NULL, NULL},
    };
    struct writer *writer = start(self);
    for (size_t i = 0; i < 3; i++) {
        char item[32];
        struct event event = said[i];
        if (event.item != NULL) {
            snprintf(item, sizeof item, "%s", event.item);
            event.item = item;
        }
        writer_event(writer, &event);
        memset(item, 'x', sizeof item); // it was copied
    }
    struct writer_status last = writer_stop(writer);
    assert_int_equal(last.stored, 3);
    assert_int_equal(last.dropped, 0);
    struct event_collection all = collect_events(self->path);
    assert_int_equal(all.count, 3);
    for (size_t i = 0; i < 3; i++) {
        check_event(&all.events[i], &said[i]);
    }
    event_collection_free(&all);
}

static void count(void *self, const struct event *event)
{
    *(int64_t *)self = *(int64_t *)self * 100 + event->value;
}

static void a_reader_sees_the_events_of_the_time_it_asks_for(void **state)
{
    struct fixture *self = *state;
    struct error err = {0};
    int64_t seen = 0;
    struct writer *writer = start(self);
    for (int i = 1; i <= 4; i++) { // stored against the clock
        writer_event(writer,
                     &(struct event){.kind = EVENT_SHOW, .wall = {NOON_US - i}, .value = i});
    }
    writer_stop(writer);
    struct ledger *ledger = ledger_open(self->path, &err);
    assert_non_null(ledger);
    assert_true(ledger_each_event(ledger, (struct wall){NOON_US - 3}, (struct wall){NOON_US - 1},
                                  count, &seen, &err));
    assert_int_equal(seen, 203);
    ledger_close(ledger);
}

static void every_event_has_a_name_of_its_own(void **state)
{
    (void)state;
    for (int kind = EVENT_NEXT; kind <= EVENT_MANUAL; kind++) {
        assert_non_null(event_kind_name((enum event_kind)kind));
        for (int other = EVENT_NEXT; other < kind; other++) {
            assert_string_not_equal(event_kind_name((enum event_kind)kind),
                                    event_kind_name((enum event_kind)other));
        }
    }
    assert_string_equal(event_kind_name(EVENT_EMERGENCY), "emergency");
    assert_null(event_kind_name((enum event_kind)0));
    assert_null(event_kind_name((enum event_kind)(EVENT_MANUAL + 1)));
    assert_null(event_kind_name((enum event_kind) - 1));
}

static void an_event_without_a_place_is_counted_and_the_closing_still_has_one(void **state)
{
    struct fixture *self = *state;
    char *not_a_folder = test_file(self->folder, "in-the-way", "");
    char *path = mem_format("%s/ledger.db", not_a_folder);
    struct writer *writer = writer_start(path, &identity, &self->clock.clock);
    struct play_start play = play_of("film");
    int64_t ticket = writer_open_play(writer, &play);
    for (int i = 0; i < WRITER_QUEUE; i++) {
        writer_event(writer, &(struct event){.kind = EVENT_PAUSE});
    }
    assert_int_equal(writer_status(writer).dropped, 2);
    writer_close_play(writer, ticket, PLAY_COMPLETE, &whole);
    assert_int_equal(writer_status(writer).dropped, 2);
    assert_int_equal(writer_status(writer).waiting, WRITER_QUEUE);
    assert_null(writer_take_past(writer)); // nothing was opened
    assert_int_equal(writer_stop(writer).dropped, 2 + 1 + WRITER_QUEUE - 2);
    free(path);
    free(not_a_folder);
}

// --- the past ---

static struct past *past_of(struct fixture *self)
{
    struct writer *writer = start(self);
    writer_event(writer, &(struct event){.kind = EVENT_LIGHT, // of this run, not before it
                                         .wall = {NOON_US + 9 * HOUR_US},
                                         .trust = CLOCK_TRUSTED});
    assert_true(writer_settle(writer));
    struct past *past = writer_take_past(writer);
    assert_non_null(past);
    assert_null(writer_take_past(writer));
    writer_stop(writer);
    return past;
}

static void put_play(struct writer *writer, int64_t wall_us, enum clock_trust trust)
{
    struct play_start play = play_of("film");
    play.start_wall.us = wall_us;
    play.trust = trust;
    writer_close_play(writer, writer_open_play(writer, &play), PLAY_COMPLETE, &whole);
}

static void put_event(struct writer *writer, int64_t wall_us, enum clock_trust trust, int64_t value)
{
    writer_event(
        writer,
        &(struct event){
            .kind = EVENT_SHOW, .wall = {wall_us}, .trust = trust, .item = "film", .value = value});
}

static void an_empty_ledger_has_no_past(void **state)
{
    struct past *past = past_of(*state);
    assert_int_equal(past->highest.us, 0);
    assert_int_equal(past->event_count, 0);
    past_free(past);
    past_free(NULL);
}

static void the_past_is_a_day_and_two_hours_up_to_the_latest_known_time(void **state)
{
    struct fixture *self = *state;
    struct writer *writer = start(self);
    put_event(writer, NOON_US - 26 * HOUR_US, CLOCK_TRUSTED, 1); // too old
    put_event(writer, NOON_US - 26 * HOUR_US + 1, CLOCK_TRUSTED, 2);
    put_event(writer, 1000, CLOCK_UNKNOWN, 3); // the clock stood at 1970
    put_event(writer, NOON_US - 1, CLOCK_UNKNOWN, 4);
    put_play(writer, NOON_US, CLOCK_BOUNDED); // the latest known
    put_play(writer, NOON_US + HOUR_US, CLOCK_UNKNOWN);
    put_event(writer, NOON_US - HOUR_US, CLOCK_REBASED, 5); // set back, stored later
    put_event(writer, NOON_US + HOUR_US, CLOCK_UNKNOWN, 6); // not to be believed
    writer_stop(writer);
    struct past *past = past_of(self);
    assert_int_equal(past->highest.us, NOON_US);
    assert_int_equal(past->event_count, 3);
    static const int64_t want[] = {2, 4, 5};
    for (size_t i = 0; i < 3; i++) {
        assert_int_equal(past->events[i].value, want[i]);
        assert_string_equal(past->events[i].item, "film");
        assert_null(past->events[i].zone);
    }
    past_free(past);
}

static void a_clock_set_right_forgets_the_years_that_it_was_ahead(void **state)
{
    struct fixture *self = *state;
    struct writer *writer = start(self);
    const int64_t ahead_us = NOON_US + 10 * 365 * 24 * HOUR_US;
    put_play(writer, ahead_us, CLOCK_TRUSTED);
    put_event(writer, ahead_us + 1, CLOCK_TRUSTED, 1);
    writer_stop(writer);
    struct past *past = past_of(self);
    assert_int_equal(past->highest.us, ahead_us + 1);
    past_free(past);
    writer = start(self);
    put_event(writer, NOON_US - HOUR_US, CLOCK_BOUNDED, 2);
    writer_event(writer,
                 &(struct event){.kind = EVENT_CLOCK, .wall = {NOON_US}, .trust = CLOCK_TRUSTED});
    put_play(writer, NOON_US + HOUR_US, CLOCK_TRUSTED);
    writer_stop(writer);
    past = past_of(self);
    assert_int_equal(past->highest.us, NOON_US + HOUR_US);
    past_free(past);
}

static void an_event_can_be_the_latest_known_time(void **state)
{
    struct fixture *self = *state;
    struct writer *writer = start(self);
    put_play(writer, NOON_US, CLOCK_TRUSTED);
    put_event(writer, NOON_US + 1, CLOCK_TRUSTED, 1);
    writer_stop(writer);
    struct past *past = past_of(self);
    assert_int_equal(past->highest.us, NOON_US + 1);
    assert_int_equal(past->event_count, 1);
    past_free(past);
}

// Only of the run just before: what was cut earlier has been looked at by that one.
static void what_was_on_when_the_run_before_broke_off_is_told(void **state)
{
    struct fixture *self = *state;
    struct writer *writer = start(self);
    struct play_start play = play_of("film");
    put_play(writer, NOON_US, CLOCK_TRUSTED); // closed
    play.start_mono.us = 7;
    (void)writer_open_play(writer, &play);
    writer_stop(writer);
    struct past *past = past_of(self);
    assert_int_equal(past->cut_count, 1);
    assert_string_equal(past->cuts[0].item, "film");
    assert_int_equal(past->cuts[0].start.us, 7);
    past_free(past);
    past = past_of(self);
    assert_int_equal(past->cut_count, 0);
    past_free(past);
}

static void a_past_that_nobody_took_goes_with_the_writer(void **state)
{
    struct fixture *self = *state;
    struct writer *writer = start(self);
    put_event(writer, NOON_US, CLOCK_TRUSTED, 1);
    writer_stop(writer);
    writer = start(self);
    assert_true(writer_settle(writer));
    writer_stop(writer); // the leak checker looks
}

static void a_flood_of_events_is_remembered_from_its_end(void **state)
{
    struct fixture *self = *state;
    sqlite3 *database = NULL;
    writer_stop(start(self));
    assert_int_equal(sqlite3_open(self->path, &database), SQLITE_OK);
    assert_int_equal(sqlite3_exec(database,
                                  "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n"
                                  " LIMIT 20005) INSERT INTO event (run, ticket, kind, mono_us,"
                                  " wall_us, trust, value) SELECT 1, i, 1, i,"
                                  " 1796040000000000 + i, 3, i FROM n",
                                  NULL, NULL, NULL),
                     SQLITE_OK);
    sqlite3_close(database);
    struct past *past = past_of(self);
    assert_int_equal(past->highest.us, NOON_US + 20005);
    assert_int_equal(past->event_count, 20000);
    assert_int_equal(past->events[0].value, 6);
    assert_int_equal(past->events[19999].value, 20005);
    past_free(past);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(everything_that_is_said_of_an_event_is_in_the_file),
        TEST(a_reader_sees_the_events_of_the_time_it_asks_for),
        TEST(every_event_has_a_name_of_its_own),
        TEST(an_event_without_a_place_is_counted_and_the_closing_still_has_one),
        TEST(an_empty_ledger_has_no_past),
        TEST(the_past_is_a_day_and_two_hours_up_to_the_latest_known_time),
        TEST(a_clock_set_right_forgets_the_years_that_it_was_ahead),
        TEST(an_event_can_be_the_latest_known_time),
        TEST(what_was_on_when_the_run_before_broke_off_is_told),
        TEST(a_past_that_nobody_took_goes_with_the_writer),
        TEST(a_flood_of_events_is_remembered_from_its_end),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
