// The rows of events, written and read. Inside this room.
// Thread: the connection's.
#pragma once

#include "ledger/entry.h"
#include "ledger/statements.h"

// The columns of a SELECT that event_from_row() understands; the boot's may follow them.
#define EVENT_COLUMNS "kind, mono_us, wall_us, trust, zone, item, value, detail"

// Strings are borrowed until the next row.
struct event event_from_row(sqlite3_stmt *row);

// Stores `entry` as an event of run number `run`; what holds already (point, audience, playlist) is
// passed over.
bool events_add(struct statements *self, int64_t run, const struct entry *entry, struct error *err)
    __attribute__((warn_unused_result));

// The ticket of the newest event when it belongs to run number `run`, else 0. Fails: as the disk
// does.
bool events_last_ticket(sqlite3 *handle, int64_t run, int64_t *ticket, struct error *err)
    __attribute__((warn_unused_result));

// What the ledger knows by now; event.h. Never NULL. Owns: the caller, by past_free().
struct past *events_past(sqlite3 *handle) __attribute__((returns_nonnull, warn_unused_result));
