// What the files that read a ledger share. Inside this room.
#pragma once

#include "ledger/ledger.h"

#include <sqlite3.h>

// The ledger that the writer's connection writes, to read in between. NULL: it cannot be read.
struct ledger *ledger_view(sqlite3 *handle);

sqlite3 *ledger_handle(struct ledger *self); // borrowed
// The step of the tables in the file itself, before a copy of it was brought up to date.
int ledger_step(const struct ledger *self);
const char *ledger_log_id(const struct ledger *self);
const char *ledger_point(const struct ledger *self); // of the newest run; ""
const char *ledger_boot(const struct ledger *self);  // that it started in; ""

// A number of a row as far as a player could have stored it: what says more was written by somebody
// else, and must not overflow whatever is computed from it. An audit tells of it all the same.
enum reader_limit { READER_US = 1, READER_MS, READER_COUNT };
int64_t reader_number(sqlite3_stmt *row, int column, enum reader_limit limit);
