// A disk that fails at any call: nothing that was acknowledged is lost, nothing is stored twice,
// and what could not be kept is counted.
// Shown to fail on seeded bugs: without recognising by their tickets the plays, or the events, that
// a failed sync had left in the file, they were stored twice; with the queue emptied before the
// commit, plays were missing; without giving up the ballast, the full disk stored nothing.
#include "base/file.h"
#include "base/mem.h"
#include "ledger/collect.h"
#include "ledger/fault_vfs.h"
#include "ledger/writer.h"
#include "support/test.h"

#include <limits.h>
#include <sqlite3.h>

enum { PLAYS = 8, ENTRIES = 3 * PLAYS };

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
    fault_vfs_install();
    fault_vfs_break(0, 0, SQLITE_OK);
    fault_vfs_full_while(NULL);
    self->folder = test_folder_make();
    self->path = mem_format("%s/ledger.db", self->folder);
    clock_virtual_init(&self->clock, (struct wall){0});
    *state = self;
    return 0;
}

static int tear_down(void **state)
{
    struct fixture *self = *state;
    fault_vfs_break(0, 0, SQLITE_OK);
    fault_vfs_full_while(NULL);
    free(self->path);
    test_folder_remove(self->folder);
    free(self);
    return 0;
}

// Each turn is one more try of the writer; faults here last for three calls at most.
static void settle(struct writer *writer)
{
    int tries = 0;
    while (!writer_settle(writer)) {
        assert_in_range(++tries, 1, 1000);
    }
}

// A show of PLAYS plays, each change acknowledged before the next, and an event with each.
static void show_plays(struct writer *writer)
{
    int64_t before = 0;
    for (int i = 0; i < PLAYS; i++) {
        char item[16];
        snprintf(item, sizeof item, "play-%d", i);
        struct play_start play = play_of(item);
        play.content_text = item;
        writer_begin(writer);
        if (before > 0) {
            writer_close_play(writer, before, PLAY_COMPLETE, &whole);
        }
        before = writer_open_play(writer, &play);
        writer_event(writer, &(struct event){.kind = EVENT_NEXT, .item = item, .value = i});
        writer_commit(writer);
        settle(writer);
    }
    writer_close_play(writer, before, PLAY_COMPLETE, &whole);
    settle(writer);
}

static void check_plays(const char *path)
{
    struct collection all = collect(path);
    assert_int_equal(all.count, PLAYS);
    for (int i = 0; i < PLAYS; i++) {
        char item[16];
        snprintf(item, sizeof item, "play-%d", i);
        assert_string_equal(all.plays[i].item, item);
        assert_int_equal(all.plays[i].end, PLAY_COMPLETE);
        assert_memory_equal(&all.plays[i].shown, &whole, sizeof whole);
        assert_non_null(all.plays[i].content_sha256);
    }
    collection_free(&all);
    struct event_collection events = collect_events(path);
    assert_int_equal(events.count, PLAYS);
    for (int i = 0; i < PLAYS; i++) {
        assert_int_equal(events.events[i].value, i);
    }
    event_collection_free(&events);
}

// Breaks the first call, then the second, … until a show goes through without reaching it.
static void sweep(struct fixture *self, int code, int step)
{
    int first = 1;
    for (bool was_hit = true; was_hit; first += step) {
        char *path = mem_format("%s/%d.db", self->folder, first);
        fault_vfs_break(first, 1 + first % 3, code);
        struct writer *writer = writer_start(path, &identity, &self->clock.clock);
        show_plays(writer);
        was_hit = fault_vfs_was_hit();
        fault_vfs_break(0, 0, SQLITE_OK);
        struct writer_status last = writer_stop(writer);
        assert_int_equal(last.dropped, 0);
        assert_int_equal(last.waiting, 0);
        assert_int_equal(last.stored, ENTRIES);
        check_plays(path);
        char *ballast = mem_format("%s.ballast", path);
        remove(ballast); // 8 MiB each
        free(ballast);
        free(path);
    }
    assert_true(first > 50); // it broke in the middle of things, too
}

static void an_input_output_error_at_any_call_loses_and_doubles_nothing(void **state)
{
    sweep(*state, SQLITE_IOERR, 1);
}

static void a_full_disk_at_any_call_loses_and_doubles_nothing(void **state)
{
    sweep(*state, SQLITE_FULL, 2);
}

static void a_disk_that_turns_read_only_at_any_call_loses_and_doubles_nothing(void **state)
{
    sweep(*state, SQLITE_READONLY, 2);
}

// A writer that tries again may have the file open for the moment until the disk fails it once
// more.
static struct writer_status status_between_tries(struct writer *writer)
{
    struct writer_status status;
    do {
        assert_false(writer_settle(writer));
        status = writer_status(writer);
    } while (status.is_open);
    return status;
}

static void a_disk_that_stays_broken_costs_what_came_after_and_says_how_much(void **state)
{
    struct fixture *self = *state;
    struct writer *writer = writer_start(self->path, &identity, &self->clock.clock);
    show_plays(writer);
    fault_vfs_break(1, INT_MAX, SQLITE_IOERR);
    struct play_start play = play_of("lost");
    for (int i = 0; i < 5; i++) {
        writer_close_play(writer, writer_open_play(writer, &play), PLAY_COMPLETE, &whole);
        writer_event(writer, &(struct event){.kind = EVENT_PAUSE});
    }
    assert_non_null(strstr(status_between_tries(writer).trouble, self->path));
    struct writer_status last = writer_stop(writer);
    assert_int_equal(last.dropped, 10);
    assert_int_equal(last.stored, ENTRIES);
    fault_vfs_break(0, 0, SQLITE_OK);
    check_plays(self->path);
}

static void tries_come_less_and_less_often_up_to_half_a_minute(void **state)
{
    struct fixture *self = *state;
    fault_vfs_break(1, INT_MAX, SQLITE_IOERR);
    struct writer *writer = writer_start(self->path, &identity, &self->clock.clock);
    for (int tries = 0; tries < 12; tries++) {
        assert_false(writer_settle(writer));
    }
    writer_stop(writer);
    // 0.1 + 0.2 + … + 25.6 s is 51.1 s after nine tries; two more at 30 s each follow
    assert_true(self->clock.mono.us >= INT64_C(111100000));
}

static void the_ballast_is_given_up_at_once_and_taken_again_later(void **state)
{
    struct fixture *self = *state;
    char *ballast = mem_format("%s.ballast", self->path);
    struct writer *writer = writer_start(self->path, &identity, &self->clock.clock);
    settle(writer);
    assert_true(file_exists(ballast));
    fault_vfs_full_while(ballast);
    show_plays(writer);
    assert_false(file_exists(ballast));
    assert_string_equal(writer_status(writer).trouble, "");

    fault_vfs_full_while(NULL); // somebody tidied up
    struct play_start play = play_of("later");
    for (int i = 0; i < 300 && !file_exists(ballast); i++) {
        writer_close_play(writer, writer_open_play(writer, &play), PLAY_COMPLETE, &whole);
        settle(writer);
    }
    assert_true(file_exists(ballast));
    assert_int_equal(writer_stop(writer).dropped, 0);
    assert_int_equal(self->clock.mono.us, 0); // nobody ever had to wait
    free(ballast);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(an_input_output_error_at_any_call_loses_and_doubles_nothing),
        TEST(a_full_disk_at_any_call_loses_and_doubles_nothing),
        TEST(a_disk_that_turns_read_only_at_any_call_loses_and_doubles_nothing),
        TEST(a_disk_that_stays_broken_costs_what_came_after_and_says_how_much),
        TEST(tries_come_less_and_less_often_up_to_half_a_minute),
        TEST(the_ballast_is_given_up_at_once_and_taken_again_later),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
