// Starting a run.
#include "ledger/run.h"

#include "ledger/schema.h"

// A statement that runs once in a while, with the run's id as its only value.
static bool once(struct statements *self, const char *text, const char *run_id, struct error *err)
{
    sqlite3_stmt *statement = NULL;
    bool done = sqlite3_prepare_v2(self->handle, text, -1, &statement, NULL) == SQLITE_OK &&
                sqlite3_bind_text(statement, 1, run_id, -1, SQLITE_STATIC) == SQLITE_OK;
    int rc = done ? sqlite3_step(statement) : SQLITE_ERROR;
    done = rc == SQLITE_DONE || rc == SQLITE_ROW ||
           schema_failed(self->handle, "starting the run", err);
    sqlite3_finalize(statement);
    return done;
}

static bool add_run(struct statements *self, const struct store_run *run, bool *is_new,
                    struct error *err)
{
    sqlite3_stmt *statement = NULL;
    bool done = sqlite3_prepare_v2(self->handle,
                                   "INSERT OR IGNORE INTO run (run_id, boot_id, point,"
                                   " program_version, after_seq) VALUES (?1, ?2, ?3, ?4, coalesce("
                                   "(SELECT seq FROM sqlite_sequence WHERE name = 'play'), 0))",
                                   -1, &statement, NULL) == SQLITE_OK;
    if (done) {
        sqlite3_bind_text(statement, 1, run->run_id, -1, SQLITE_STATIC);
        sqlite3_bind_text(statement, 2, run->boot_id, -1, SQLITE_STATIC);
        sqlite3_bind_text(statement, 3, run->point, -1, SQLITE_STATIC);
        sqlite3_bind_text(statement, 4, run->program_version, -1, SQLITE_STATIC);
        done = sqlite3_step(statement) == SQLITE_DONE;
    }
    if (!done) {
        schema_failed(self->handle, "starting the run", err);
    }
    *is_new = done && sqlite3_changes(self->handle) > 0;
    sqlite3_finalize(statement);
    return done && (!*is_new || chain_seal(self->chain, RECORD_RUN,
                                           sqlite3_last_insert_rowid(self->handle), err));
}

// The plays that the runs before left open, closed and sealed in order of seq.
static bool cut_plays(struct statements *self, const char *run_id, struct error *err)
{
    _Static_assert(PLAY_OPEN == 0 && PLAY_CUT == 5, "the numbers below");
    sqlite3_stmt *open = NULL;
    int rc = sqlite3_prepare_v2(self->handle,
                                "UPDATE play SET end = 5 WHERE end = 0 AND seq >"
                                " (SELECT min(after_seq) FROM run WHERE is_ended = 0 AND"
                                " run_id <> ?1) RETURNING seq",
                                -1, &open, NULL);
    if (rc == SQLITE_OK) {
        sqlite3_bind_text(open, 1, run_id, -1, SQLITE_STATIC);
        rc = sqlite3_step(open);
    }
    bool done = true;
    while (done && rc == SQLITE_ROW) { // all rows are changed before the first is returned
        done = chain_seal(self->chain, RECORD_PLAY, sqlite3_column_int64(open, 0), err);
        rc = sqlite3_step(open);
    }
    if (done && rc != SQLITE_DONE) {
        done = schema_failed(self->handle, "closing what was left open", err);
    }
    sqlite3_finalize(open);
    return done;
}

bool run_start(struct statements *self, const struct store_run *run, struct error *err)
{
    bool is_new = false;
    bool done = statements_tell(self, BEGIN, err) && add_run(self, run, &is_new, err);
    if (done && is_new) {
        done = cut_plays(self, run->run_id, err) &&
               once(self, "UPDATE run SET is_ended = 1 WHERE is_ended = 0 AND run_id <> ?1",
                    run->run_id, err);
    }
    if (!done || !statements_tell(self, COMMIT, err)) {
        (void)statements_tell(self, ROLLBACK, NULL);
        return false;
    }
    return true;
}
