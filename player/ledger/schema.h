// The tables of a ledger file, as numbered steps. Each step runs in one transaction together with
// its number (PRAGMA user_version), so that a power cut leaves the file at a step, never between
// two. Inside this room only: what the file looks like is nobody else's business.
//
// run      one start of the player: boot, point, program version
// subject  what can be shown: item, kind, topic, audience, zone, playlist, its revision
// content  a SHA-256, once
// play     what was shown; its columns only ever refer to the rows above, never change them.
//          A closed play is never changed again
// digest   which file had which content, so that it is read once and not at every play
// event    what happened beside the plays; never changed
// link     the chain over all of these but `digest` (chain.h)
// day      sums of the plays of a day, made again from them at will (days.h)
#pragma once

#include "base/error.h"

#include <sqlite3.h>
#include <stdbool.h>

enum { SCHEMA_NEWEST = 4 };

// The step that the file stands at; 0 for an empty one.
// Fails: not a ledger, or newer than this program.
bool schema_version(sqlite3 *database, int *version, struct error *err)
    __attribute__((warn_unused_result));

// Brings the file to step `target`. Range: 1 … SCHEMA_NEWEST. Fails: as schema_version(), or the
// file cannot be written.
bool schema_migrate(sqlite3 *database, int target, struct error *err)
    __attribute__((warn_unused_result));

// Makes a connection deaf to what others planted in a file: triggers do not run, and no view stands
// for a table.
void schema_distrust(sqlite3 *database);

// Fills `err` with "doing: what SQLite says", with the code that names the next step. Returns
// false.
bool schema_failed(sqlite3 *database, const char *doing, struct error *err);
