// The audit finds whatever was done to a ledger behind the player's back, and nothing where nothing
// was done. Each test forges a ledger as somebody with the file and an SQLite shell would.
#include "ledger/audited.h"

#include "base/file.h"
#include "base/mem.h"
#include "ledger/records.h"

#include <sqlite3.h>
#include <stdio.h>

enum { PLAYS = 12 };

// Two runs, plays with content, events.
static void make_ledger(const char *path)
{
    struct store *store = open_store(path, "run-1", "boot-1");
    struct file_identity identity = {1, 2, 3, 4, 5};
    unsigned char content[SHA256_SIZE] = {9};
    struct error err = {0};
    for (int64_t i = 0; i < PLAYS; i++) {
        struct play_start play = play_at(i);
        apply(store, entry_new_open(i + 1, &play));
        assert_true(i != 0 || store_set_content(store, 1, &identity, content, &err));
        apply(store, entry_new_close(i + 1, PLAY_COMPLETE, &whole));
    }
    struct event event = {.kind = EVENT_PAUSE, .mono = {5}, .wall = {NOON_US}, .detail = "x"};
    apply(store, entry_new_event(1, &event));
    event.kind = EVENT_RESUME;
    apply(store, entry_new_event(2, &event));
    store_close(store, true);
    store = open_store(path, "run-2", "boot-2");
    struct play_start play = play_at(0);
    play.start_wall.us += CLOCK_SECOND_US * 3600;
    store_play(store, 1, &play, &whole);
    store_close(store, true);
}

static void what_the_player_wrote_is_clean_and_its_head_can_be_remembered(void **state)
{
    struct fixture *self = *state;
    make_ledger(self->path);
    struct audit audit = audit_expecting(self, NULL);
    assert_string_equal(str_text(&self->findings), "");
    assert_int_equal(audit.plays, PLAYS + 1);
    assert_int_equal(audit.events, 2);
    assert_int_equal(audit.runs, 2);
    assert_true(audit.was_sealed);
    assert_int_equal(audit.adopted, 0);
    assert_int_equal(audit.open_plays, 0);
    char head[AUDIT_HEAD_BYTES];
    audit_head_text(&audit, head);
    assert_int_equal(audit_expecting(self, head).findings, 0);

    struct store *store = open_store(self->path, "run-3", "boot-3"); // the chain goes on
    store_close(store, true);
    assert_int_equal(audit_expecting(self, head).findings, 0);
}

static void compute_seal(void *context, const struct record *record)
{
    unsigned char *before = context;
    unsigned char seal[SEAL_SIZE];
    record_seal(before, record->text, record->length, seal);
    assert_memory_equal(seal, record->seal, SEAL_SIZE);
    memcpy(before, seal, SEAL_SIZE);
}

static void the_seals_can_be_computed_from_the_texts_alone(void **state)
{
    struct fixture *self = *state;
    struct error err = {0};
    unsigned char before[SEAL_SIZE] = {0};
    make_ledger(self->path);
    struct ledger *ledger = ledger_open(self->path, &err);
    assert_non_null(ledger);
    assert_true(ledger_each_record(ledger, compute_seal, before, &err));
    ledger_close(ledger);
}

// Changes one column of the newest row. The audit must find it.
static void forge_column(struct fixture *self, const char *table, const char *column,
                         const char *type)
{
    char *value = strcmp(type, "INTEGER") == 0 ? mem_format("coalesce(%s, 0) + 4294967296", column)
                  : strcmp(type, "TEXT") == 0  ? mem_format("coalesce(%s, '') || 'x'", column)
                                               : mem_copy("zeroblob(32)");
    char *order = mem_format("PRAGMA foreign_keys = OFF; UPDATE %s SET %s = %s WHERE rowid ="
                             " (SELECT max(rowid) FROM %s)",
                             table, column, value, table);
    remove(self->path);
    make_ledger(self->path);
    run_sql(self->path, order);
    if (audit_expecting(self, NULL).findings == 0) {
        fail_msg("not found: %s", order);
    }
    free(order);
    free(value);
}

static void a_changed_value_in_any_column_is_found(void **state)
{
    struct fixture *self = *state;
    static const char *const tables[] = {"log",  "run",   "subject", "content",
                                         "play", "event", "link"};
    make_ledger(self->path);
    char *copy = mem_format("%s.columns", self->path);
    assert_int_equal(rename(self->path, copy), 0);
    sqlite3 *database = NULL;
    sqlite3_stmt *columns = NULL;
    assert_int_equal(sqlite3_open(copy, &database), SQLITE_OK);
    assert_int_equal(sqlite3_prepare_v2(database,
                                        "SELECT name, type FROM pragma_table_info(?1)"
                                        " WHERE name NOT IN ('only', 'is_ended')",
                                        -1, &columns, NULL),
                     SQLITE_OK);
    int count = 0;
    for (size_t i = 0; i < sizeof tables / sizeof tables[0]; i++) {
        sqlite3_reset(columns);
        sqlite3_bind_text(columns, 1, tables[i], -1, SQLITE_STATIC);
        for (; sqlite3_step(columns) == SQLITE_ROW; count++) {
            forge_column(self, tables[i], (const char *)sqlite3_column_text(columns, 0),
                         (const char *)sqlite3_column_text(columns, 1));
        }
    }
    assert_in_range(count, 40, 80);
    sqlite3_finalize(columns);
    sqlite3_close(database);
    free(copy);
}

static void rows_that_are_gone_added_or_swapped_are_found(void **state)
{
    struct fixture *self = *state;
    static const struct {
        const char *order, *finding;
    } forgeries[] = {
        {"DELETE FROM play WHERE seq = 5", "play 5 is gone"},
        {"DELETE FROM play WHERE seq = 5", "play 5 to 5 are missing"},
        {"DELETE FROM event WHERE seq = 1", "event 1 is gone"},
        {"DELETE FROM run WHERE id = 2", "run 2 is gone"},
        {"DELETE FROM link WHERE n = 9", "the chain goes from record 8 to record 10"},
        {"DELETE FROM play WHERE seq = 4; DELETE FROM link WHERE kind = 5 AND row = 4",
         "are missing"},
        {"INSERT INTO play (run, ticket, subject, slot, start_mono_us, start_wall_us, trust,"
         " display, planned_ms, end) VALUES (1, 99, 1, 1, 1, 1, 3, 2, 1000, 1)",
         "play 14 has no seal"},
        {"INSERT INTO event (run, ticket, kind, mono_us, wall_us, trust, value) VALUES"
         " (1, 9, 1, 1, 1, 1, 1)",
         "event 3 has no seal"},
        {"UPDATE play SET seq = -1 WHERE seq = 3; UPDATE play SET seq = 3 WHERE seq = 4;"
         "UPDATE play SET seq = 4 WHERE seq = -1",
         "play 3 does not fit its seal"},
        {"UPDATE link SET n = -1 WHERE n = 7; UPDATE link SET n = 7 WHERE n = 8;"
         "UPDATE link SET n = 8 WHERE n = -1",
         "does not fit its seal"},
        {"DELETE FROM play WHERE seq = 13", "play 13 is gone"},
        {"DELETE FROM link WHERE n = (SELECT max(n) FROM link)", "play 13 has no seal"},
        {"DELETE FROM link WHERE n = (SELECT max(n) FROM link); DELETE FROM play WHERE seq = 13",
         "play 13 to 13 are missing"},
        {"UPDATE sqlite_sequence SET seq = 7 WHERE name = 'play'",
         "the last number that was given to a play is 7, and there is 13"},
        {"INSERT INTO link SELECT max(n) + 1, 5, 3, zeroblob(32) FROM link",
         "play 3 is sealed more than once"},
        {"INSERT INTO play (run, ticket, subject, slot, start_mono_us, start_wall_us, trust,"
         " display, planned_ms, end) VALUES (1, 13, 1, 1, 300000000, 1, 0, 2, 1000, 0)",
         "play 14 is open, and the player was started since"},
        {"INSERT INTO play (run, ticket, subject, slot, start_mono_us, start_wall_us, trust,"
         " display, planned_ms, span_ms, visible_ms, end) VALUES"
         " (2, 2, 1, 1, 30000000, 1, 0, 2, 1000, 5, 1000, 0)",
         "play 14 (open): was visible for 1000 ms of the 5 ms it lasted"},
        {"UPDATE event SET detail = CAST(x'780079' AS TEXT) WHERE seq = 1",
         "event 1 does not fit its seal"},
        {"CREATE TRIGGER more AFTER UPDATE ON play BEGIN"
         " UPDATE play SET visible_ms = 2 * visible_ms WHERE seq = new.seq; END",
         "trigger more is nothing that a player makes like that"},
        {"CREATE VIEW shown AS SELECT * FROM play",
         "view shown is nothing that a player makes like that"},
        {"CREATE INDEX fast ON play (trust)", "index fast is nothing that a player makes"},
        {"ALTER TABLE play ADD COLUMN note TEXT", "table play is missing, or not as a player"},
        {"PRAGMA writable_schema = ON; UPDATE sqlite_schema SET sql = replace(sql, ' STRICT', '')"
         " WHERE name = 'play'; PRAGMA writable_schema = RESET;"
         "UPDATE play SET visible_ms = visible_ms + 0.9 WHERE seq = 2",
         "play 2 does not fit its seal"},
    };
    for (size_t i = 0; i < sizeof forgeries / sizeof forgeries[0]; i++) {
        remove(self->path);
        make_ledger(self->path);
        run_sql(self->path, forgeries[i].order);
        assert_found(self, NULL, forgeries[i].finding);
    }
}

// What somebody planted in the file does not change what the player stores.
static void a_trigger_does_not_run_when_the_player_stores(void **state)
{
    struct fixture *self = *state;
    make_ledger(self->path);
    run_sql(self->path, "CREATE TRIGGER more AFTER UPDATE ON play BEGIN"
                        " UPDATE play SET visible_ms = 2 * visible_ms WHERE seq = new.seq; END");
    struct store *store = open_store(self->path, "run-3", "boot-3");
    struct play_start play = play_at(0);
    store_play(store, 1, &play, &whole);
    store_close(store, true);
    run_sql(self->path, "DROP TRIGGER more");
    assert_clean(self);
    struct collection plays = collect(self->path);
    assert_int_equal(plays.plays[plays.count - 1].shown.visible_ms, LENGTH_MS);
    collection_free(&plays);
}

static void a_tail_cut_off_without_a_trace_is_found_by_a_head_that_was_remembered(void **state)
{
    struct fixture *self = *state;
    make_ledger(self->path);
    struct audit audit = audit_expecting(self, NULL);
    char head[AUDIT_HEAD_BYTES];
    audit_head_text(&audit, head);
    run_sql(self->path, "DELETE FROM link WHERE n = (SELECT max(n) FROM link);"
                        "DELETE FROM play WHERE seq = 13;"
                        "UPDATE sqlite_sequence SET seq = 12 WHERE name = 'play'");
    assert_clean(self);
    assert_found(self, head, "the newest are missing");
}

static void a_ledger_written_anew_from_the_start_is_found_by_the_head_of_the_old(void **state)
{
    struct fixture *self = *state;
    make_ledger(self->path);
    struct audit audit = audit_expecting(self, NULL);
    char head[AUDIT_HEAD_BYTES];
    audit_head_text(&audit, head);
    remove(self->path);
    make_ledger(self->path); // another log_id
    assert_clean(self);
    assert_found(self, head, "is not what it was then");
}

static void a_head_that_is_none_is_refused(void **state)
{
    struct fixture *self = *state;
    static const char *const wrong[] = {"",
                                        "12",
                                        "12:",
                                        "12:abc",
                                        "x:0123456789",
                                        "-4:0123456789",
                                        "12:0123456789ABCDEF",
                                        "12:0123456789g"};
    make_ledger(self->path);
    struct error err = {0};
    struct ledger *ledger = ledger_open(self->path, &err);
    assert_non_null(ledger);
    for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++) {
        struct audit audit;
        const struct audit_wish wish = {.expect = wrong[i]};
        assert_false(audit_ledger(ledger, &wish, &audit, &err));
        assert_int_equal(err.code, ERROR_CONFIG);
    }
    ledger_close(ledger);
}

// A row is found changed, or the file is no ledger any more, or nothing that counts was changed.
static void no_byte_of_the_file_can_be_changed_unseen(void **state)
{
    struct fixture *self = *state;
    struct error err = {0};
    char *bytes = NULL;
    size_t length = 0;
    make_ledger(self->path);
    struct audit clean = audit_expecting(self, NULL);
    assert_true(file_read(self->path, 1 << 24, &bytes, &length, &err));
    uint64_t dice = 20261125;
    for (int i = 0; i < 600; i++) {
        dice = dice * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
        size_t at = (size_t)(dice >> 33) % length;
        char was = bytes[at];
        bytes[at] = (char)(was ^ (1 << (dice >> 61)));
        assert_true(file_write(self->path, bytes, length, &err));
        struct audit audit = {0};
        const struct audit_wish wish = {0};
        struct ledger *ledger = ledger_open(self->path, &err);
        bool is_read = ledger != NULL && audit_ledger(ledger, &wish, &audit, &err);
        ledger_close(ledger);
        bool is_same = audit.records == clean.records && strcmp(audit.head, clean.head) == 0;
        if (is_read && audit.findings == 0 && !is_same) {
            fail_msg("byte %zu was changed unseen", at);
        }
        bytes[at] = was;
    }
    free(bytes);
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)
    const struct CMUnitTest tests[] = {
        TEST(what_the_player_wrote_is_clean_and_its_head_can_be_remembered),
        TEST(the_seals_can_be_computed_from_the_texts_alone),
        TEST(a_changed_value_in_any_column_is_found),
        TEST(rows_that_are_gone_added_or_swapped_are_found),
        TEST(a_trigger_does_not_run_when_the_player_stores),
        TEST(a_tail_cut_off_without_a_trace_is_found_by_a_head_that_was_remembered),
        TEST(a_ledger_written_anew_from_the_start_is_found_by_the_head_of_the_old),
        TEST(a_head_that_is_none_is_refused),
        TEST(no_byte_of_the_file_can_be_changed_unseen),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
