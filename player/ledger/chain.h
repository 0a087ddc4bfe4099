// Writing the chain of digests (records.h) over everything a ledger holds. A record is sealed in
// the transaction that makes it final: a run, a subject, a content or an event when it is stored, a
// play when it is closed. So whoever remembers n and h_n can tell later whether anything up to
// there was changed, left out, added or reordered. Inside this room. Thread: the connection's.
#pragma once

#include "base/error.h"
#include "ledger/digest.h"
#include "ledger/record.h"

#include <sqlite3.h>
#include <stdbool.h>
#include <stdint.h>

struct chain_head {
    int64_t n; // records sealed so far
    unsigned char hash[SHA256_SIZE];
};

struct chain;

// Reads how far the chain goes. Owns: the caller, by chain_close(), before the connection.
struct chain *chain_open(sqlite3 *handle, struct error *err) __attribute__((warn_unused_result));
void chain_close(struct chain *self); // NULL is fine

// Seals row `row` of the kind's table, as it is stored by now. Within a transaction.
bool chain_seal(struct chain *self, enum record_kind kind, int64_t row, struct error *err)
    __attribute__((warn_unused_result));

// Where the chain stands, and back there after a transaction was rolled back.
struct chain_head chain_head(const struct chain *self);
void chain_return(struct chain *self, struct chain_head head);

// Seals what a ledger held before it had a chain, table by table. Within a transaction.
bool chain_adopt(sqlite3 *handle, struct error *err) __attribute__((warn_unused_result));
