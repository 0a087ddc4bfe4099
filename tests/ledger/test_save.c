// A saved ledger is the ledger: of a player that runs, too, and without anything beside the file.
#include "base/file.h"
#include "base/mem.h"
#include "ledger/audit.h"
#include "ledger/collect.h"
#include "ledger/save.h"
#include "ledger/state.h"
#include "ledger/writer.h"
#include "support/test.h"

#include <unistd.h>

struct fixture {
    char *folder, *path, *copy;
};

static int set_up(void **state)
{
    struct fixture *self = mem_zeroed(1, sizeof *self);
    self->folder = test_folder_make();
    self->path = mem_format("%s/ledger.db", self->folder);
    self->copy = mem_format("%s/stick.db", self->folder);
    *state = self;
    return 0;
}

static int tear_down(void **state)
{
    struct fixture *self = *state;
    free(self->copy);
    free(self->path);
    test_folder_remove(self->folder);
    free(self);
    return 0;
}

static struct writer *start(const struct fixture *self)
{
    const struct writer_identity identity = {.point_id = "nm-0001", .program_version = "1"};
    return writer_start(self->path, &identity, clock_system());
}

static void write_plays(struct writer *writer, int from, int to)
{
    for (int i = from; i < to; i++) {
        struct play_start play = play_of("film");
        const struct play_progress shown = {1000, 1000, 60, 0};
        play.start_mono.us = INT64_C(1000000) * i;
        writer_close_play(writer, writer_open_play(writer, &play), PLAY_COMPLETE, &shown);
    }
    assert_true(writer_settle(writer));
}

static int64_t save(const struct fixture *self)
{
    struct error err = {0};
    struct ledger *ledger = ledger_open(self->path, &err);
    assert_non_null(ledger);
    struct ledger_state state = ledger_state(ledger);
    assert_string_equal(state.point, "nm-0001");
    if (!ledger_save(ledger, self->copy, NULL, NULL, &err)) {
        fail_msg("%s", err.text);
    }
    ledger_close(ledger);
    return state.records;
}

static void assert_sound_copy(const struct fixture *self, int64_t records)
{
    struct error err = {0};
    struct audit audit;
    const struct audit_wish wish = {0};
    struct ledger *ledger = ledger_open(self->copy, &err);
    assert_non_null(ledger);
    assert_int_equal(ledger_state(ledger).records, records);
    assert_true(audit_ledger(ledger, &wish, &audit, &err));
    assert_int_equal(audit.findings, 0);
    assert_int_equal(audit.records, records);
    ledger_close(ledger);
    char *log = mem_format("%s-wal", self->copy);
    assert_false(file_exists(log));
    free(log);
}

static void the_ledger_of_a_running_player_is_saved_whole_and_again(void **state)
{
    struct fixture *self = *state;
    struct writer *writer = start(self);
    write_plays(writer, 0, 300);
    int64_t first = save(self);
    assert_sound_copy(self, first);
    write_plays(writer, 300, 320);
    int64_t second = save(self);
    assert_true(second >= first + 20);
    assert_sound_copy(self, second);
    writer_stop(writer);
    assert_sound_copy(self, save(self));
}

static void what_cannot_be_written_leaves_the_older_copy(void **state)
{
    struct fixture *self = *state;
    struct error err = {0};
    struct writer *writer = start(self);
    write_plays(writer, 0, 3);
    writer_stop(writer);
    int64_t records = save(self);
    char *part = mem_format("%s.part", self->copy); // in the way
    assert_true(file_make_folders(part, &err));
    char *inside = mem_format("%s/x", part);
    assert_true(file_write(inside, "x", 1, &err));
    struct ledger *ledger = ledger_open(self->path, &err);
    assert_non_null(ledger);
    assert_false(ledger_save(ledger, self->copy, NULL, NULL, &err));
    ledger_close(ledger);
    assert_sound_copy(self, records);
    free(inside);
    free(part);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(the_ledger_of_a_running_player_is_saved_whole_and_again,
                                        set_up, tear_down),
        cmocka_unit_test_setup_teardown(what_cannot_be_written_leaves_the_older_copy, set_up,
                                        tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
