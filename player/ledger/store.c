// Rows of the ledger.
#include "ledger/store.h"

#include "base/mem.h"
#include "ledger/database.h"
#include "ledger/day_count.h"
#include "ledger/events.h"
#include "ledger/reader.h"
#include "ledger/run.h"
#include "ledger/schema.h"
#include "ledger/statements.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

enum {
    DIGESTS_KEPT = 4096, // files whose digests are remembered
};

// An open play of this run.
struct showing {
    int64_t ticket;
    int64_t seq;
    bool is_closing; // closed by the transaction that runs now
};

struct store {
    struct database database;
    struct statements statements;
    int64_t run;
    int64_t last_ticket; // larger ones are not stored yet
    int64_t last_event;  // the same for the tickets of events
    struct showing *showing;
    size_t showing_count, showing_capacity;
    struct day_count today;
};

static void bind_subject(sqlite3_stmt *statement, const struct play_start *play)
{
    const char *const values[] = {play->item,
                                  play->kind,
                                  play->topic,
                                  play->audience,
                                  play->zone,
                                  play->playlist,
                                  play->playlist_revision};
    for (size_t i = 0; i < sizeof values / sizeof values[0]; i++) {
        sqlite3_bind_text(statement, (int)i + 1, values[i], -1, SQLITE_STATIC); // NULL binds NULL
    }
    sqlite3_bind_int(statement, (int)(sizeof values / sizeof values[0]) + 1, play->is_endless);
}

// A kind of row that is stored once, however often it is referred to.
struct shared {
    enum statement find, add;
    enum record_kind kind;
};

static bool find_or_add(struct store *self, const struct shared *shared, int64_t *id,
                        struct error *err)
{
    if (!statements_ask(&self->statements, shared->find, id, err)) {
        return false;
    }
    if (*id != 0) {
        return true;
    }
    if (!statements_tell(&self->statements, shared->add, err)) {
        return false;
    }
    *id = sqlite3_last_insert_rowid(self->database.handle);
    return chain_seal(self->statements.chain, shared->kind, *id, err);
}

static bool subject_of(struct store *self, const struct play_start *play, int64_t *id,
                       struct error *err)
{
    bind_subject(statements_fresh(&self->statements, SUBJECT_FIND), play);
    bind_subject(statements_fresh(&self->statements, SUBJECT_ADD), play);
    static const struct shared subjects = {SUBJECT_FIND, SUBJECT_ADD, RECORD_SUBJECT};
    return find_or_add(self, &subjects, id, err);
}

static bool content_of(struct store *self, const unsigned char *sha256, int64_t *id,
                       struct error *err)
{
    sqlite3_bind_blob(statements_fresh(&self->statements, CONTENT_FIND), 1, sha256, SHA256_SIZE,
                      SQLITE_STATIC);
    sqlite3_bind_blob(statements_fresh(&self->statements, CONTENT_ADD), 1, sha256, SHA256_SIZE,
                      SQLITE_STATIC);
    static const struct shared contents = {CONTENT_FIND, CONTENT_ADD, RECORD_CONTENT};
    return find_or_add(self, &contents, id, err);
}

// --- the plays that are on ---

static void show(struct store *self, int64_t ticket, int64_t seq)
{
    self->showing = MEM_GROW(self->showing, self->showing_count, self->showing_capacity);
    self->showing[self->showing_count++] = (struct showing){ticket, seq, false};
}

static struct showing *showing_of(struct store *self, int64_t ticket)
{
    for (size_t i = 0; i < self->showing_count; i++) {
        if (self->showing[i].ticket == ticket && !self->showing[i].is_closing) {
            return &self->showing[i];
        }
    }
    return NULL;
}

static void forget_closed(struct store *self)
{
    size_t kept = 0;
    for (size_t i = 0; i < self->showing_count; i++) {
        if (!self->showing[i].is_closing) {
            self->showing[kept++] = self->showing[i];
        }
    }
    self->showing_count = kept;
}

// --- opening and closing ---

// The same run, opened again, finds what it has stored and what is still on.
static bool find_showing(struct store *self, const char *run_id, struct error *err)
{
    sqlite3_stmt *statement = NULL;
    int rc = sqlite3_prepare_v2(self->database.handle,
                                "SELECT run.id, coalesce(seq, 0), coalesce(ticket, 0),"
                                " coalesce(end, 1) FROM run LEFT JOIN play ON run = run.id"
                                " AND seq > after_seq WHERE run_id = ?1 ORDER BY seq",
                                -1, &statement, NULL);
    if (rc == SQLITE_OK) {
        sqlite3_bind_text(statement, 1, run_id, -1, SQLITE_STATIC);
        while ((rc = sqlite3_step(statement)) == SQLITE_ROW) {
            self->run = sqlite3_column_int64(statement, 0);
            self->last_ticket = sqlite3_column_int64(statement, 2);
            if (sqlite3_column_int(statement, 3) == PLAY_OPEN) {
                show(self, self->last_ticket, sqlite3_column_int64(statement, 1));
            }
        }
    }
    bool done = (rc == SQLITE_DONE && self->run != 0) ||
                schema_failed(self->database.handle, "reading the run", err);
    sqlite3_finalize(statement);
    return done;
}

struct store *store_open(const char *path, const struct store_run *run, struct error *err)
{
    struct store *self = mem_zeroed(1, sizeof *self);
    if (!database_open(&self->database, path, run->is_throwaway, err)) {
        free(self);
        return NULL;
    }
    if (!statements_prepare(&self->statements, self->database.handle, err) ||
        !run_start(&self->statements, run, err) || !find_showing(self, run->run_id, err) ||
        !events_last_ticket(self->database.handle, self->run, &self->last_event, err)) {
        store_close(self, false);
        return NULL;
    }
    day_count_init(&self->today, &self->statements);
    return self;
}

void store_close(struct store *self, bool was_good)
{
    if (self == NULL) {
        return;
    }
    statements_fini(&self->statements);
    if (was_good && self->showing_count == 0) {
        char *ended = // when it fails, the next start does it
            mem_format("UPDATE run SET is_ended = 1 WHERE id = %lld", (long long)self->run);
        sqlite3_exec(self->database.handle, ended, NULL, NULL, NULL);
        free(ended);
    }
    database_close(&self->database, was_good);
    free(self->showing);
    free(self);
}

// --- storing ---

static bool open_play(struct store *self, const struct entry *entry, struct error *err)
{
    const struct play_start *play = &entry->play;
    const struct play_progress *shown = &entry->shown;
    int64_t subject = 0;
    int64_t content = 0;
    if (!subject_of(self, play, &subject, err) ||
        (entry->has_content && !content_of(self, entry->content, &content, err))) {
        return false;
    }
    const int64_t values[] = {
        self->run,
        entry->ticket,
        subject,
        content,
        play->slot,
        play->start_mono.us,
        play->start_wall.us,
        (int64_t)play->trust,
        (int64_t)play->display,
        play->planned_ms,
        shown->span_ms,
        shown->visible_ms,
        shown->frames,
        shown->frames_late,
    };
    statements_bind(statements_fresh(&self->statements, PLAY_ADD), values,
                    sizeof values / sizeof values[0]);
    if (!statements_tell(&self->statements, PLAY_ADD, err)) {
        return false;
    }
    show(self, entry->ticket, sqlite3_last_insert_rowid(self->database.handle));
    return true;
}

static bool refresh_play(struct store *self, const struct entry *entry, struct error *err)
{
    struct showing *showing = showing_of(self, entry->ticket);
    if (showing == NULL) {
        return true; // stored already, before the store was opened again
    }
    const struct play_progress *shown = &entry->shown;
    const int64_t values[] = {showing->seq,  shown->span_ms,     shown->visible_ms,
                              shown->frames, shown->frames_late, (int64_t)entry->end};
    statements_bind(statements_fresh(&self->statements, PLAY_REFRESH), values,
                    sizeof values / sizeof values[0]);
    showing->is_closing = entry->kind == ENTRY_CLOSE;
    return statements_tell(&self->statements, PLAY_REFRESH, err) &&
           (!showing->is_closing ||
            chain_seal(self->statements.chain, RECORD_PLAY, showing->seq, err));
}

// What is stored already is passed over.
static bool store_entry(struct store *self, const struct entry *entry, struct error *err)
{
    switch (entry->kind) {
    case ENTRY_OPEN:
        return entry->ticket <= self->last_ticket || open_play(self, entry, err);
    case ENTRY_PROGRESS:
    case ENTRY_CLOSE:
        return refresh_play(self, entry, err);
    case ENTRY_EVENT:
        return entry->ticket <= self->last_event ||
               events_add(&self->statements, self->run, entry, err);
    }
    return true;
}

static bool store_entries(struct store *self, struct entry *const *entries, size_t count,
                          struct error *err)
{
    for (size_t i = 0; i < count; i++) {
        if (!store_entry(self, entries[i], err)) {
            return false;
        }
    }
    return true;
}

static void note_stored(struct store *self, struct entry *const *entries, size_t count)
{
    bool is_counted = true;
    for (size_t i = 0; i < count; i++) {
        if (entries[i]->kind == ENTRY_OPEN && entries[i]->ticket > self->last_ticket) {
            self->last_ticket = entries[i]->ticket;
            is_counted = day_count_opened(&self->today, entries[i]->play.start_wall) && is_counted;
        } else if (entries[i]->kind == ENTRY_EVENT && entries[i]->ticket > self->last_event) {
            self->last_event = entries[i]->ticket;
        }
    }
    forget_closed(self);
    if (!is_counted) {
        day_count_anew(&self->today, &self->statements);
    }
}

bool store_apply(struct store *self, struct entry *const *entries, size_t count, struct error *err)
{
    size_t before = self->showing_count;
    struct chain_head head = chain_head(self->statements.chain);
    if (statements_tell(&self->statements, BEGIN, err)) {
        if (store_entries(self, entries, count, err) &&
            statements_tell(&self->statements, COMMIT, err)) {
            note_stored(self, entries, count);
            return true;
        }
        (void)statements_tell(&self->statements, ROLLBACK, NULL); // or SQLite has by itself
    }
    chain_return(self->statements.chain, head);
    self->showing_count = before;
    for (size_t i = 0; i < before; i++) {
        self->showing[i].is_closing = false;
    }
    return false;
}

bool store_known_content(struct store *self, const struct file_identity *identity,
                         unsigned char out[SHA256_SIZE])
{
    const int64_t values[] = {identity->device, identity->inode, identity->size, identity->mtime_ns,
                              identity->ctime_ns};
    sqlite3_stmt *statement = statements_fresh(&self->statements, DIGEST_FIND);
    statements_bind(statement, values, 5);
    bool is_known =
        sqlite3_step(statement) == SQLITE_ROW && sqlite3_column_bytes(statement, 0) == SHA256_SIZE;
    if (is_known) {
        memcpy(out, sqlite3_column_blob(statement, 0), SHA256_SIZE);
    }
    sqlite3_reset(statement);
    return is_known;
}

static bool remember_content(struct store *self, const struct showing *showing,
                             const struct file_identity *identity, int64_t content,
                             struct error *err)
{
    const int64_t kept = DIGESTS_KEPT;
    const int64_t values[] = {identity->device,   identity->inode,    identity->size,
                              identity->mtime_ns, identity->ctime_ns, content};
    statements_bind(statements_fresh(&self->statements, DIGEST_ADD), values, 6);
    statements_bind(statements_fresh(&self->statements, DIGEST_PRUNE), &kept, 1);
    if (!statements_tell(&self->statements, DIGEST_ADD, err) ||
        !statements_tell(&self->statements, DIGEST_PRUNE, err)) {
        return false;
    }
    if (showing == NULL) {
        return true;
    }
    const int64_t says[] = {showing->seq, content};
    statements_bind(statements_fresh(&self->statements, PLAY_SET_CONTENT), says, 2);
    return statements_tell(&self->statements, PLAY_SET_CONTENT, err);
}

bool store_set_content(struct store *self, int64_t ticket, const struct file_identity *identity,
                       const unsigned char content[SHA256_SIZE], struct error *err)
{
    int64_t id = 0;
    struct chain_head head = chain_head(self->statements.chain);
    if (!statements_tell(&self->statements, BEGIN, err)) {
        return false;
    }
    if (content_of(self, content, &id, err) &&
        remember_content(self, showing_of(self, ticket), identity, id, err) &&
        statements_tell(&self->statements, COMMIT, err)) {
        return true;
    }
    (void)statements_tell(&self->statements, ROLLBACK, NULL);
    chain_return(self->statements.chain, head);
    return false;
}

bool store_keep_day(struct store *self, const struct day_sums *day, struct error *err)
{
    const int64_t numbers[] = {day->day, day->upto_seq, day->resume_seq};
    sqlite3_stmt *statement = statements_fresh(&self->statements, DAY_SUMS);
    statements_bind(statement, numbers, 3);
    sqlite3_bind_text(statement, 4, day->maker, -1, SQLITE_STATIC);
    sqlite3_bind_text(statement, 5, day->sums, -1, SQLITE_STATIC);
    return statements_tell(&self->statements, DAY_SUMS, err); // a transaction by itself
}

struct ledger *store_view(struct store *self)
{
    return ledger_view(self->database.handle);
}

struct past *store_past(const struct store *self)
{
    return events_past(self->database.handle);
}

int64_t store_plays_today(const struct store *self)
{
    return self->today.plays;
}

int64_t store_day(const struct store *self)
{
    return self->today.day;
}
