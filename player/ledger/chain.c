// Sealing records.
#include "ledger/chain.h"

#include "base/mem.h"
#include "ledger/records.h"
#include "ledger/schema.h"

#include <stdlib.h>
#include <string.h>

struct chain {
    sqlite3 *handle;
    sqlite3_stmt *add;
    sqlite3_stmt *find[RECORD_KINDS]; // the row of a number
    struct chain_head head;
    struct str text; // of the record that is sealed
};

static sqlite3_stmt *prepare(sqlite3 *handle, const char *text)
{
    sqlite3_stmt *statement = NULL;
    sqlite3_prepare_v3(handle, text, -1, SQLITE_PREPARE_PERSISTENT, &statement, NULL);
    return statement; // NULL: sqlite3_errmsg() says why
}

static bool prepare_all(struct chain *self)
{
    self->add = prepare(self->handle, "INSERT INTO link VALUES (?1, ?2, ?3, ?4)");
    bool done = self->add != NULL;
    for (enum record_kind kind = RECORD_LOG; done && kind < RECORD_KINDS; kind++) {
        char *text = mem_format("SELECT %s FROM %s WHERE %s = ?1", record_columns(kind),
                                record_table(kind), record_key(kind));
        self->find[kind] = prepare(self->handle, text);
        done = self->find[kind] != NULL;
        free(text);
    }
    return done;
}

static bool read_head(struct chain *self)
{
    sqlite3_stmt *last = prepare(self->handle, "SELECT n, hash FROM link ORDER BY n DESC LIMIT 1");
    int rc = last != NULL ? sqlite3_step(last) : SQLITE_ERROR;
    if (rc == SQLITE_ROW && sqlite3_column_bytes(last, 1) == SHA256_SIZE) {
        self->head.n = sqlite3_column_int64(last, 0);
        memcpy(self->head.hash, sqlite3_column_blob(last, 1), SHA256_SIZE);
    }
    sqlite3_finalize(last);
    return rc == SQLITE_ROW || rc == SQLITE_DONE;
}

struct chain *chain_open(sqlite3 *handle, struct error *err)
{
    struct chain *self = mem_zeroed(1, sizeof *self);
    self->handle = handle;
    if (!prepare_all(self) || !read_head(self)) {
        schema_failed(handle, "reading the chain", err);
        chain_close(self);
        return NULL;
    }
    return self;
}

void chain_close(struct chain *self)
{
    if (self == NULL) {
        return;
    }
    sqlite3_finalize(self->add);
    for (enum record_kind kind = RECORD_LOG; kind < RECORD_KINDS; kind++) {
        sqlite3_finalize(self->find[kind]);
    }
    str_fini(&self->text);
    free(self);
}

static bool add_link(struct chain *self, enum record_kind kind, int64_t row)
{
    struct chain_head next = {.n = self->head.n + 1};
    record_seal(self->head.hash, self->text.text, self->text.length, next.hash);
    sqlite3_bind_int64(self->add, 1, next.n);
    sqlite3_bind_int64(self->add, 2, (int64_t)kind);
    sqlite3_bind_int64(self->add, 3, row);
    sqlite3_bind_blob(self->add, 4, next.hash, SHA256_SIZE, SQLITE_STATIC);
    bool done = sqlite3_step(self->add) == SQLITE_DONE;
    sqlite3_reset(self->add);
    self->head = done ? next : self->head;
    return done;
}

bool chain_seal(struct chain *self, enum record_kind kind, int64_t row, struct error *err)
{
    sqlite3_stmt *find = self->find[kind];
    sqlite3_bind_int64(find, 1, row);
    bool done = sqlite3_step(find) == SQLITE_ROW;
    if (done) {
        self->text.length = 0;
        record_print(kind, self->head.n + 1, find, 0, &self->text);
    }
    done = sqlite3_reset(find) == SQLITE_OK && done && add_link(self, kind, row);
    return done || schema_failed(self->handle, "sealing", err);
}

struct chain_head chain_head(const struct chain *self)
{
    return self->head;
}

void chain_return(struct chain *self, struct chain_head head)
{
    self->head = head;
}

static bool adopt_kind(struct chain *self, enum record_kind kind, struct error *err)
{
    const char *which = kind == RECORD_PLAY ? "WHERE end <> 0 " : ""; // an open one is not final
    char *text =
        mem_format("SELECT %s FROM %s %sORDER BY 1", record_key(kind), record_table(kind), which);
    sqlite3_stmt *rows = prepare(self->handle, text);
    int rc = rows != NULL ? sqlite3_step(rows) : SQLITE_ERROR;
    bool done = true;
    while (done && rc == SQLITE_ROW) {
        done = chain_seal(self, kind, sqlite3_column_int64(rows, 0), err);
        rc = sqlite3_step(rows);
    }
    if (done && rc != SQLITE_DONE) {
        done = schema_failed(self->handle, "sealing what was there", err);
    }
    sqlite3_finalize(rows);
    free(text);
    return done;
}

bool chain_adopt(sqlite3 *handle, struct error *err)
{
    struct chain *self = chain_open(handle, err);
    bool done = self != NULL;
    for (enum record_kind kind = RECORD_LOG; done && kind < RECORD_KINDS; kind++) {
        done = adopt_kind(self, kind, err);
    }
    chain_close(self);
    return done;
}
