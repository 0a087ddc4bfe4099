// Table by table.
#include "ledger/audit_rows.h"

#include "base/mem.h"
#include "ledger/schema.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

void audit_say(const struct audit_ear *ear, const char *format, ...)
{
    char sentence[512];
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(sentence, sizeof sentence, format, arguments);
    va_end(arguments);
    ear->say(ear->self, sentence);
}

// Source: the finaliser of splitmix64, which changes half of the bits for one bit.
static uint64_t mixed(int64_t number)
{
    uint64_t x = (uint64_t)number + UINT64_C(0x9E3779B97F4A7C15);
    x = (x ^ (x >> 30)) * UINT64_C(0xBF58476D1CE4E5B9);
    x = (x ^ (x >> 27)) * UINT64_C(0x94D049BB133111EB);
    return x ^ (x >> 31);
}

void heap_add(struct heap *self, int64_t number)
{
    self->count++;
    self->sum += mixed(number);
}

// --- rows ---

struct table {
    sqlite3 *handle;
    enum record_kind kind;
    const struct audit_ear *ear;
};

// Says `what` of each row whose number `question` answers.
static void name_each(const struct table *self, char *question, const char *what)
{
    sqlite3_stmt *rows = NULL;
    if (sqlite3_prepare_v2(self->handle, question, -1, &rows, NULL) == SQLITE_OK) {
        while (sqlite3_step(rows) == SQLITE_ROW) {
            audit_say(self->ear, "%s %lld %s", record_name(self->kind),
                      (long long)sqlite3_column_int64(rows, 0), what);
        }
    }
    sqlite3_finalize(rows);
    free(question);
}

static void name_differences(const struct table *self)
{
    const char *key = record_key(self->kind);
    name_each(self,
              mem_format("SELECT %s FROM %s WHERE %s%s NOT IN (SELECT row FROM link"
                         " WHERE kind = %d) ORDER BY 1",
                         key, record_table(self->kind),
                         self->kind == RECORD_PLAY ? "end <> 0 AND " : "", key, (int)self->kind),
              "has no seal: the player did not write it");
    name_each(self,
              mem_format("SELECT row FROM link WHERE kind = %d GROUP BY row HAVING count(*) > 1"
                         " ORDER BY 1",
                         (int)self->kind),
              "is sealed more than once: the player seals each once");
}

static bool is_numbered(const struct table *self)
{
    return self->kind == RECORD_PLAY || self->kind == RECORD_EVENT;
}

// A number that is missing, or lies behind the last one that was given.
static void judge_number(const struct table *self, int64_t *last, int64_t number)
{
    if (is_numbered(self) && number > *last + 1) {
        audit_say(self->ear, "%s %lld to %lld are missing", record_name(self->kind),
                  (long long)(*last + 1), (long long)(number - 1));
    }
    *last = number;
}

static void judge_last(const struct table *self, int64_t last)
{
    int64_t given = 0;
    sqlite3_stmt *row = NULL;
    if (sqlite3_prepare_v2(self->handle, "SELECT seq FROM sqlite_sequence WHERE name = ?1", -1,
                           &row, NULL) == SQLITE_OK) {
        sqlite3_bind_text(row, 1, record_table(self->kind), -1, SQLITE_STATIC);
        given = sqlite3_step(row) == SQLITE_ROW ? sqlite3_column_int64(row, 0) : 0;
    }
    sqlite3_finalize(row);
    if (given < last) {
        audit_say(self->ear, "the last number that was given to a%s %s is %lld, and there is %lld",
                  self->kind == RECORD_EVENT ? "n" : "", record_name(self->kind), (long long)given,
                  (long long)last);
    } else if (given < INT64_MAX) {
        judge_number(self, &last, given + 1);
    }
}

bool audit_rows(sqlite3 *handle, enum record_kind kind, const struct heap *sealed,
                const struct audit_ear *ear)
{
    const struct table self = {handle, kind, ear};
    char *text = mem_format("SELECT %s, %s FROM %s ORDER BY 1", record_key(kind),
                            kind == RECORD_PLAY ? "end" : "1", record_table(kind));
    sqlite3_stmt *rows = NULL;
    struct heap there = {0};
    int64_t last = 0;
    int rc = sqlite3_prepare_v2(handle, text, -1, &rows, NULL);
    free(text);
    while (rc == SQLITE_OK || rc == SQLITE_ROW) {
        rc = sqlite3_step(rows);
        if (rc == SQLITE_ROW) {
            int64_t number = sqlite3_column_int64(rows, 0);
            judge_number(&self, &last, number);
            if (sqlite3_column_int64(rows, 1) != 0) { // else it is not final
                heap_add(&there, number);
            }
        }
    }
    sqlite3_finalize(rows);
    if (is_numbered(&self)) {
        judge_last(&self, last);
    }
    if (there.count != sealed->count || there.sum != sealed->sum) {
        name_differences(&self);
    }
    return rc == SQLITE_DONE;
}

// --- tables ---

// White space aside, which versions of SQLite leave differently when they add a column.
#define TABLES_TEXT                                                                                \
    "SELECT coalesce(type, ''), coalesce(name, ''), replace(replace(sql, ' ', ''), char(10), '') " \
    "FROM sqlite_schema"

// Says `what` of each thing in `here` that is not the same in `there`.
static bool compare(sqlite3 *here, sqlite3 *there, const char *what, const struct audit_ear *ear)
{
    sqlite3_stmt *each = NULL;
    sqlite3_stmt *same = NULL;
    bool done = sqlite3_prepare_v2(here, TABLES_TEXT, -1, &each, NULL) == SQLITE_OK &&
                sqlite3_prepare_v2(there,
                                   "WITH it (type, name, sql) AS (" TABLES_TEXT ")"
                                   " SELECT 1 FROM it WHERE type IS ?1 AND name IS ?2"
                                   " AND sql IS ?3",
                                   -1, &same, NULL) == SQLITE_OK;
    int rc = done ? SQLITE_ROW : SQLITE_ERROR;
    while (rc == SQLITE_ROW && (rc = sqlite3_step(each)) == SQLITE_ROW) {
        sqlite3_reset(same);
        for (int i = 0; i < 3; i++) {
            sqlite3_bind_value(same, i + 1, sqlite3_column_value(each, i));
        }
        if (sqlite3_step(same) != SQLITE_ROW) {
            audit_say(ear, "%s %.100s %s", (const char *)sqlite3_column_text(each, 0),
                      (const char *)sqlite3_column_text(each, 1), what);
        }
    }
    sqlite3_finalize(each);
    sqlite3_finalize(same);
    return rc == SQLITE_DONE;
}

bool audit_tables(sqlite3 *handle, const struct audit_ear *ear)
{
    struct error err = {0};
    sqlite3 *model = NULL;
    bool done = sqlite3_open(":memory:", &model) == SQLITE_OK &&
                schema_migrate(model, SCHEMA_NEWEST, &err) &&
                compare(handle, model, "is nothing that a player makes like that", ear) &&
                compare(model, handle, "is missing, or not as a player makes it", ear);
    sqlite3_close(model);
    return done;
}
