// Questions to a ledger as a whole.
#include "ledger/state.h"

#include "ledger/reader.h"
#include "ledger/record.h"
#include "ledger/records.h"
#include "ledger/schema.h"

#include <sodium.h>
#include <string.h>

static sqlite3_stmt *ask(sqlite3 *handle, const char *question)
{
    sqlite3_stmt *statement = NULL;
    bool has_answer = sqlite3_prepare_v2(handle, question, -1, &statement, NULL) == SQLITE_OK &&
                      sqlite3_step(statement) == SQLITE_ROW;
    if (!has_answer) {
        sqlite3_finalize(statement);
    }
    return has_answer ? statement : NULL;
}

struct ledger_state ledger_state(struct ledger *self)
{
    struct ledger_state state = {
        .log_id = ledger_log_id(self), .point = ledger_point(self), .boot_id = ledger_boot(self)};
    sqlite3_stmt *last =
        ask(ledger_handle(self), "SELECT n, hash FROM link ORDER BY n DESC LIMIT 1");
    if (last != NULL && sqlite3_column_bytes(last, 1) == SEAL_SIZE) {
        state.records = sqlite3_column_int64(last, 0);
        sodium_bin2hex(state.head, sizeof state.head, sqlite3_column_blob(last, 1), SEAL_SIZE);
    }
    sqlite3_finalize(last);
    sqlite3_stmt *newest = ask(ledger_handle(self), "SELECT max(seq) FROM play");
    state.last_play = newest != NULL ? sqlite3_column_int64(newest, 0) : 0;
    sqlite3_finalize(newest);
    return state;
}

bool ledger_seal(struct ledger *self, int64_t n, char out[65])
{
    sqlite3_stmt *link = NULL;
    bool is_there = sqlite3_prepare_v2(ledger_handle(self), "SELECT hash FROM link WHERE n = ?1",
                                       -1, &link, NULL) == SQLITE_OK &&
                    sqlite3_bind_int64(link, 1, n) == SQLITE_OK &&
                    sqlite3_step(link) == SQLITE_ROW && sqlite3_column_bytes(link, 0) == SEAL_SIZE;
    if (is_there) {
        sodium_bin2hex(out, 65, sqlite3_column_blob(link, 0), SEAL_SIZE);
    }
    sqlite3_finalize(link);
    return is_there;
}

int64_t ledger_next_play(struct ledger *self, int64_t first)
{
    sqlite3_stmt *play = NULL;
    bool is_there = sqlite3_prepare_v2(ledger_handle(self),
                                       "SELECT min(seq) FROM play WHERE"
                                       " seq >= ?1",
                                       -1, &play, NULL) == SQLITE_OK &&
                    sqlite3_bind_int64(play, 1, first) == SQLITE_OK &&
                    sqlite3_step(play) == SQLITE_ROW;
    int64_t number = is_there ? sqlite3_column_int64(play, 0) : 0; // NULL reads 0
    sqlite3_finalize(play);
    return number;
}

static const char moments_text[] =
    "WITH boots AS MATERIALIZED (SELECT DISTINCT boot_id FROM run WHERE id IN"
    " (SELECT DISTINCT run FROM play WHERE seq >= ?1 AND trust <> 3)),"
    " runs AS MATERIALIZED (SELECT id, boot_id, after_seq FROM run WHERE boot_id IN boots)"
    " SELECT boot_id, start_mono_us, start_wall_us FROM play CROSS JOIN runs ON runs.id = play.run"
    " WHERE seq > (SELECT min(after_seq) FROM runs) AND trust = 3";

bool ledger_each_moment(struct ledger *self, int64_t first, moment_visitor *visitor,
                        void *visitor_self, struct error *err)
{
    _Static_assert(CLOCK_TRUSTED == 3, "the number above");
    sqlite3_stmt *rows = NULL;
    int rc = sqlite3_prepare_v2(ledger_handle(self), moments_text, -1, &rows, NULL);
    if (rc == SQLITE_OK) {
        sqlite3_bind_int64(rows, 1, first);
        while ((rc = sqlite3_step(rows)) == SQLITE_ROW) {
            visitor(visitor_self, (const char *)sqlite3_column_text(rows, 0),
                    (struct mono){sqlite3_column_int64(rows, 1)},
                    (struct wall){sqlite3_column_int64(rows, 2)});
        }
    }
    bool done = rc == SQLITE_DONE ||
                schema_failed(ledger_handle(self), "reading when clocks were known", err);
    sqlite3_finalize(rows);
    return done;
}

bool ledger_has_run(struct ledger *self, const char *run_id)
{
    sqlite3_stmt *run = NULL;
    bool is_there = sqlite3_prepare_v2(ledger_handle(self), "SELECT 1 FROM run WHERE run_id = ?1",
                                       -1, &run, NULL) == SQLITE_OK &&
                    sqlite3_bind_text(run, 1, run_id, -1, SQLITE_STATIC) == SQLITE_OK &&
                    sqlite3_step(run) == SQLITE_ROW;
    sqlite3_finalize(run);
    return is_there;
}

static bool is_common(struct ledger *self, struct ledger *other, int64_t n)
{
    char ours[65];
    char theirs[65];
    return ledger_seal(self, n, ours) && ledger_seal(other, n, theirs) && strcmp(ours, theirs) == 0;
}

int64_t ledger_common_events(struct ledger *self, struct ledger *other)
{
    int64_t common = 0;
    int64_t apart = ledger_state(self).records + 1;
    while (apart - common > 1) { // a seal stands for all that is before it
        int64_t middle = common + (apart - common) / 2;
        bool is_before = is_common(self, other, middle);
        common = is_before ? middle : common;
        apart = is_before ? apart : middle;
    }
    int64_t count = 0;
    sqlite3_stmt *events = NULL;
    if (sqlite3_prepare_v2(ledger_handle(self),
                           "SELECT count(*) FROM link WHERE n <= ?1 AND kind = ?2", -1, &events,
                           NULL) == SQLITE_OK &&
        sqlite3_bind_int64(events, 1, common) == SQLITE_OK &&
        sqlite3_bind_int(events, 2, RECORD_EVENT) == SQLITE_OK &&
        sqlite3_step(events) == SQLITE_ROW) {
        count = sqlite3_column_int64(events, 0);
    }
    sqlite3_finalize(events);
    return count;
}
