// The records of a ledger as text: what the chain's digests are computed over, and what an export
// writes. One row of one table is one JSON object on one line, with the same bytes whenever it is
// printed; two rows that differ in any byte differ in their text. Inside this room.
// Thread: any; pure but for reading the row.
#pragma once

#include "base/str.h"

#include <sqlite3.h>
#include <stdint.h>

enum record_kind {
    RECORD_LOG = 1, // the ledger itself, and what it held before it had a chain
    RECORD_RUN,     // a start of the player
    RECORD_SUBJECT, // something that can be shown
    RECORD_CONTENT, // the SHA-256 of something that was shown
    RECORD_PLAY,    // a play, once it is closed
    RECORD_EVENT,
    RECORD_KINDS,
};

const char *record_name(enum record_kind kind); // "play"; NULL for a number that is none

// The columns that record_print() reads, its number first: "play.seq, play.run, …".
const char *record_columns(enum record_kind kind);
int record_column_count(enum record_kind kind);
// Table and its key, as "play" and "seq".
const char *record_table(enum record_kind kind);
const char *record_key(enum record_kind kind);

// Adds the text of record number `n` to `out`, no line end. The columns begin at `first` of `row`.
void record_print(enum record_kind kind, int64_t n, sqlite3_stmt *row, int first, struct str *out);
