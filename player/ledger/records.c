// Reading the chain.
#include "ledger/records.h"

#include "base/mem.h"
#include "ledger/reader.h"
#include "ledger/record.h"
#include "ledger/schema.h"

#include <sodium.h>
#include <stdlib.h>

void record_seal(const unsigned char before[SEAL_SIZE], const char *text, size_t length,
                 unsigned char out[SEAL_SIZE])
{
    static const unsigned char is_record = 0x00;
    crypto_hash_sha256_state state;
    crypto_hash_sha256_init(&state);
    crypto_hash_sha256_update(&state, &is_record, 1);
    crypto_hash_sha256_update(&state, before, SEAL_SIZE);
    crypto_hash_sha256_update(&state, (const unsigned char *)text, length);
    crypto_hash_sha256_final(&state, out);
}

struct reading {
    sqlite3_stmt *links;
    sqlite3_stmt *rows[RECORD_KINDS]; // of a number
};

static bool prepare(struct reading *self, sqlite3 *handle)
{
    bool done = sqlite3_prepare_v2(handle, "SELECT n, kind, row, hash FROM link ORDER BY n", -1,
                                   &self->links, NULL) == SQLITE_OK;
    for (enum record_kind kind = RECORD_LOG; done && kind < RECORD_KINDS; kind++) {
        char *text = mem_format("SELECT %s FROM %s WHERE %s = ?1", record_columns(kind),
                                record_table(kind), record_key(kind));
        done = sqlite3_prepare_v2(handle, text, -1, &self->rows[kind], NULL) == SQLITE_OK;
        free(text);
    }
    return done;
}

// False: there is no such record.
static bool print_record(struct reading *self, struct str *text)
{
    int64_t kind = sqlite3_column_int64(self->links, 1);
    if (kind < RECORD_LOG || kind >= RECORD_KINDS ||
        sqlite3_column_bytes(self->links, 3) != SEAL_SIZE) {
        return false;
    }
    sqlite3_stmt *row = self->rows[kind];
    sqlite3_reset(row);
    sqlite3_bind_int64(row, 1, sqlite3_column_int64(self->links, 2));
    if (sqlite3_step(row) != SQLITE_ROW) {
        return false;
    }
    text->length = 0;
    record_print((enum record_kind)kind, sqlite3_column_int64(self->links, 0), row, 0, text);
    return true;
}

bool ledger_each_record(struct ledger *self, record_visitor *visitor, void *visitor_self,
                        struct error *err)
{
    struct reading reading = {0};
    struct str text = {0};
    int rc = prepare(&reading, ledger_handle(self)) ? SQLITE_OK : SQLITE_ERROR;
    while (rc == SQLITE_OK || rc == SQLITE_ROW) {
        rc = sqlite3_step(reading.links);
        if (rc == SQLITE_ROW && print_record(&reading, &text)) {
            const struct record record = {sqlite3_column_int64(reading.links, 0), text.text,
                                          text.length, sqlite3_column_blob(reading.links, 3)};
            visitor(visitor_self, &record);
        }
    }
    bool done = rc == SQLITE_DONE || schema_failed(ledger_handle(self), "reading records", err);
    sqlite3_finalize(reading.links);
    for (enum record_kind kind = RECORD_LOG; kind < RECORD_KINDS; kind++) {
        sqlite3_finalize(reading.rows[kind]);
    }
    str_fini(&text);
    return done;
}
