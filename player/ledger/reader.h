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
