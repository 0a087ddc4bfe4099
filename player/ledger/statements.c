// Prepared statements.
#include "ledger/statements.h"

#include "ledger/schema.h"

static const char *const texts[STATEMENTS] = {
    [BEGIN] = "BEGIN IMMEDIATE",
    [COMMIT] = "COMMIT",
    [ROLLBACK] = "ROLLBACK",
    [SUBJECT_FIND] = "SELECT id FROM subject WHERE item = ?1 AND kind = ?2 AND topic IS ?3"
                     " AND audience IS ?4 AND zone = ?5 AND playlist = ?6"
                     " AND playlist_revision = ?7 AND endless = ?8",
    [SUBJECT_ADD] = "INSERT INTO subject (item, kind, topic, audience, zone, playlist,"
                    " playlist_revision, endless) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
    [CONTENT_FIND] = "SELECT id FROM content WHERE sha256 = ?1",
    [CONTENT_ADD] = "INSERT INTO content (sha256) VALUES (?1)",
    [PLAY_ADD] = "INSERT INTO play (run, ticket, subject, content, slot, start_mono_us,"
                 " start_wall_us, trust, display, planned_ms, span_ms, visible_ms, frames,"
                 " frames_late) VALUES (?1, ?2, ?3, nullif(?4, 0), ?5, ?6, ?7, ?8, ?9, ?10, ?11,"
                 " ?12, ?13, ?14)",
    [PLAY_REFRESH] = "UPDATE play SET span_ms = ?2, visible_ms = ?3, frames = ?4, frames_late = ?5,"
                     " end = ?6 WHERE seq = ?1 AND end = 0",
    [PLAY_SET_CONTENT] = "UPDATE play SET content = ?2 WHERE seq = ?1 AND end = 0",
    [DIGEST_FIND] = "SELECT sha256 FROM digest JOIN content ON content.id = digest.content"
                    " WHERE device = ?1 AND inode = ?2 AND size = ?3 AND mtime_ns = ?4"
                    " AND ctime_ns = ?5",
    [DIGEST_ADD] = "INSERT OR REPLACE INTO digest (device, inode, size, mtime_ns, ctime_ns,"
                   " content) VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
    [DIGEST_PRUNE] = "DELETE FROM digest WHERE id <= (SELECT max(id) FROM digest) - ?1",
    [DAY_COUNT] = "SELECT count(*) FILTER (WHERE at >= ?1 AND at < ?2), max(at) FROM (SELECT"
                  " start_wall_us AS at FROM play ORDER BY seq DESC LIMIT ?3)",
    [EVENT_ADD] = "INSERT INTO event (run, ticket, kind, mono_us, wall_us, trust, value, zone,"
                  " item, detail) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)",
    [EVENT_KNOWN] = "SELECT detail IS ?2 FROM event WHERE kind = ?1 ORDER BY seq DESC LIMIT 1",
    [DAY_SUMS] = "INSERT OR REPLACE INTO day (day, upto_seq, resume_seq, maker, sums)"
                 " VALUES (?1, ?2, ?3, ?4, ?5)",
};

bool statements_prepare(struct statements *self, sqlite3 *handle, struct error *err)
{
    self->handle = handle;
    for (size_t i = 0; i < STATEMENTS; i++) {
        if (sqlite3_prepare_v3(handle, texts[i], -1, SQLITE_PREPARE_PERSISTENT, &self->each[i],
                               NULL) != SQLITE_OK) {
            return schema_failed(handle, "preparing", err);
        }
    }
    self->chain = chain_open(handle, err);
    return self->chain != NULL;
}

void statements_fini(struct statements *self)
{
    for (size_t i = 0; i < STATEMENTS; i++) {
        sqlite3_finalize(self->each[i]);
    }
    chain_close(self->chain);
    *self = (struct statements){0};
}

sqlite3_stmt *statements_fresh(struct statements *self, enum statement which)
{
    sqlite3_stmt *statement = self->each[which];
    sqlite3_reset(statement);
    return statement;
}

void statements_bind(sqlite3_stmt *statement, const int64_t *numbers, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        sqlite3_bind_int64(statement, (int)i + 1, numbers[i]);
    }
}

// The statement is reset: one that is left running would keep its transaction.
bool statements_tell(struct statements *self, enum statement which, struct error *err)
{
    sqlite3_stmt *statement = self->each[which];
    int rc = sqlite3_step(statement);
    bool done = rc == SQLITE_DONE || rc == SQLITE_ROW;
    if (!done) {
        schema_failed(self->handle, "storing", err);
    }
    sqlite3_reset(statement);
    return done;
}

bool statements_ask(struct statements *self, enum statement which, int64_t *answer,
                    struct error *err)
{
    sqlite3_stmt *statement = self->each[which];
    int rc = sqlite3_step(statement);
    *answer = rc == SQLITE_ROW ? sqlite3_column_int64(statement, 0) : 0;
    if (rc != SQLITE_ROW && rc != SQLITE_DONE) {
        schema_failed(self->handle, "looking up", err);
    }
    sqlite3_reset(statement);
    return rc == SQLITE_ROW || rc == SQLITE_DONE;
}
