// Questions to a ledger as a whole.
#include "ledger/state.h"

#include "ledger/reader.h"
#include "ledger/records.h"

#include <sodium.h>

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
    struct ledger_state state = {.log_id = ledger_log_id(self), .point = ledger_point(self)};
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

bool ledger_has_doubtful(struct ledger *self, int64_t first)
{
    sqlite3_stmt *play = NULL;
    bool is_there = sqlite3_prepare_v2(ledger_handle(self),
                                       "SELECT 1 FROM play WHERE seq >= ?1 AND trust < 3 LIMIT 1",
                                       -1, &play, NULL) == SQLITE_OK &&
                    sqlite3_bind_int64(play, 1, first) == SQLITE_OK &&
                    sqlite3_step(play) == SQLITE_ROW;
    sqlite3_finalize(play);
    return is_there;
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
