// Reading sums of days.
#include "ledger/days.h"

#include "ledger/reader.h"
#include "ledger/schema.h"

bool ledger_each_day(struct ledger *self, day_visitor *visitor, void *visitor_self,
                     struct error *err)
{
    sqlite3 *handle = ledger_handle(self);
    sqlite3_stmt *rows = NULL;
    int rc = sqlite3_prepare_v2(handle,
                                "SELECT day, maker, upto_seq, resume_seq, sums FROM day"
                                " ORDER BY day",
                                -1, &rows, NULL);
    while (rc == SQLITE_OK || rc == SQLITE_ROW) {
        rc = sqlite3_step(rows);
        if (rc == SQLITE_ROW) {
            const struct day_sums day = {
                sqlite3_column_int64(rows, 0), (const char *)sqlite3_column_text(rows, 1),
                sqlite3_column_int64(rows, 2), sqlite3_column_int64(rows, 3),
                (const char *)sqlite3_column_text(rows, 4)};
            visitor(visitor_self, &day);
        }
    }
    bool done = rc == SQLITE_DONE || schema_failed(handle, "reading sums of days", err);
    sqlite3_finalize(rows);
    return done;
}
