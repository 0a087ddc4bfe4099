// The audit finds what cannot have happened, though the player itself sealed it, and nothing in
// what a power cut or an older player left. Each test writes its ledger through the store.
#include "ledger/audited.h"

#include "ledger/schema.h"

#include <stdio.h>

static void a_play_that_begins_before_the_last_one_ended_is_found(void **state)
{
    struct fixture *self = *state;
    struct store *store = open_store(self->path, "run-1", "boot-1");
    struct play_start play = play_at(0);
    store_play(store, 1, &play, &whole);
    play = play_at(1);
    play.start_mono.us -= 40000;
    play.start_wall.us -= 40000;
    store_play(store, 2, &play, &whole);
    store_close(store, true);
    assert_found(self, NULL,
                 "play 2 (record 6): begins 0.040 s before the play that was on in "
                 "zone main had ended");
}

static void plays_of_an_endless_zone_and_of_two_zones_may_overlap(void **state)
{
    struct fixture *self = *state;
    struct store *store = open_store(self->path, "run-1", "boot-1");
    struct play_start play = play_at(0);
    play.is_endless = true;
    store_play(store, 1, &play, &whole);
    play.start_mono.us += 3000000;
    play.start_wall.us += 3000000;
    store_play(store, 2, &play, &whole);
    play.is_endless = false;
    play.zone = "corner";
    store_play(store, 3, &play, &whole);
    store_close(store, true);
    assert_clean(self);
}

static void more_visible_than_it_lasted_is_found(void **state)
{
    struct fixture *self = *state;
    struct store *store = open_store(self->path, "run-1", "boot-1");
    struct play_start play = play_at(0);
    const struct play_progress shown = {LENGTH_MS, LENGTH_MS + 500, 900, 0};
    store_play(store, 1, &play, &shown);
    store_close(store, true);
    assert_found(self, NULL, "was visible for 15500 ms of the 15000 ms it lasted");
}

static void a_clock_that_jumped_without_an_event_is_found(void **state)
{
    struct fixture *self = *state;
    for (int has_event = 0; has_event < 2; has_event++) {
        remove(self->path);
        struct store *store = open_store(self->path, "run-1", "boot-1");
        struct play_start play = play_at(0);
        store_play(store, 1, &play, &whole);
        play = play_at(1);
        if (has_event == 1) {
            struct event jump = {.kind = EVENT_CLOCK, .mono = play.start_mono, .value = 1};
            apply(store, entry_new_event(1, &jump));
        }
        play.start_wall.us -= 90 * CLOCK_SECOND_US;
        store_play(store, 2, &play, &whole);
        store_close(store, true);
        if (has_event == 1) {
            assert_clean(self);
        } else {
            assert_found(self, NULL, "the clock went 90.0 s back");
        }
    }
}

// A power cut, a failed transaction, and a run that goes on after one.
static void what_is_left_open_is_closed_and_sealed_by_the_next_start(void **state)
{
    struct fixture *self = *state;
    struct store *store = open_store(self->path, "run-1", "boot-1");
    for (int64_t i = 0; i < 3; i++) {
        struct play_start play = play_at(i);
        play.zone = i == 0 ? "a" : i == 1 ? "b" : "c";
        apply(store, entry_new_open(i + 1, &play));
    }
    store_close(store, false);
    assert_int_equal(audit_expecting(self, NULL).open_plays, 3);
    assert_string_equal(str_text(&self->findings), "");
    store = open_store(self->path, "run-2", "boot-2");
    store_close(store, true);
    struct audit audit = audit_expecting(self, NULL);
    assert_string_equal(str_text(&self->findings), "");
    assert_int_equal(audit.open_plays, 0);
    assert_int_equal(audit.plays, 3);
}

static void a_ledger_from_before_the_chain_is_sealed_as_it_was_found(void **state)
{
    struct fixture *self = *state;
    sqlite3 *database = NULL;
    struct error err = {0};
    assert_int_equal(sqlite3_open(self->path, &database), SQLITE_OK);
    assert_true(schema_migrate(database, 3, &err));
    sqlite3_close(database);
    run_sql(self->path,
            "INSERT INTO run VALUES (1, 'old-run', 'old-boot', 'nm-0001', '0.0.9', 0, 1);"
            "INSERT INTO subject VALUES (1, 'film', 'video', NULL, NULL, 'main', 'booth', 'r0');"
            "INSERT INTO play (run, ticket, subject, slot, start_mono_us, start_wall_us, trust,"
            " display, planned_ms, span_ms, visible_ms, end) VALUES"
            " (1, 1, 1, 5, 6, 7, 3, 2, 15000, 9000, 4200, 1), (1, 2, 1, 5, 9000006, 9000007, 3, 2,"
            " 1, 1, 1, 1);"
            "INSERT INTO event (run, ticket, kind, mono_us, wall_us, trust, value) VALUES"
            " (1, 1, 1, 1, 1, 1, 1)");
    assert_false(audit_expecting(self, NULL).was_sealed);
    struct store *store = open_store(self->path, "new-run", "boot");
    store_close(store, true);
    struct audit audit = audit_expecting(self, NULL);
    assert_string_equal(str_text(&self->findings), "");
    assert_true(audit.was_sealed);
    assert_int_equal(audit.adopted, 3);
    run_sql(self->path, "UPDATE play SET visible_ms = 9000 WHERE seq = 1");
    assert_found(self, NULL, "play 1 does not fit its seal");
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)
    const struct CMUnitTest tests[] = {
        TEST(a_play_that_begins_before_the_last_one_ended_is_found),
        TEST(plays_of_an_endless_zone_and_of_two_zones_may_overlap),
        TEST(more_visible_than_it_lasted_is_found),
        TEST(a_clock_that_jumped_without_an_event_is_found),
        TEST(what_is_left_open_is_closed_and_sealed_by_the_next_start),
        TEST(a_ledger_from_before_the_chain_is_sealed_as_it_was_found),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
