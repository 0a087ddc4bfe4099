// Steps of the ledger's tables.
#include "ledger/schema.h"

#include "base/mem.h"
#include "ledger/chain.h"
#include "ledger/names.h"

#include <errno.h>
#include <stdint.h>
#include <stdlib.h>

// "xllg": tells a ledger from any other SQLite file.
enum { APPLICATION_ID = 0x786C6C67 };
enum { CHAIN_STEP = 4 }; // what was there before is sealed as it was found

static const char step_1[] =
    "CREATE TABLE log ("
    " only INTEGER PRIMARY KEY CHECK (only = 1), log_id TEXT NOT NULL) STRICT;"
    "CREATE TABLE run ("
    " id INTEGER PRIMARY KEY, run_id TEXT NOT NULL UNIQUE, boot_id TEXT NOT NULL,"
    " point TEXT NOT NULL, program_version TEXT NOT NULL,"
    " after_seq INTEGER NOT NULL," // plays of this run have a larger seq
    " is_ended INTEGER NOT NULL DEFAULT 0) STRICT;"
    "CREATE TABLE subject ("
    " id INTEGER PRIMARY KEY, item TEXT NOT NULL, kind TEXT NOT NULL, topic TEXT, audience TEXT,"
    " zone TEXT NOT NULL, playlist TEXT NOT NULL, playlist_revision TEXT NOT NULL) STRICT;"
    "CREATE INDEX subject_item ON subject (item, playlist_revision);"
    "CREATE TABLE content (id INTEGER PRIMARY KEY, sha256 BLOB NOT NULL UNIQUE) STRICT;"
    "CREATE TABLE play ("
    " seq INTEGER PRIMARY KEY AUTOINCREMENT," // never used again, not even after deleting rows
    " run INTEGER NOT NULL REFERENCES run, ticket INTEGER NOT NULL,"
    " subject INTEGER NOT NULL REFERENCES subject, content INTEGER REFERENCES content,"
    " slot INTEGER NOT NULL, start_mono_us INTEGER NOT NULL, start_wall_us INTEGER NOT NULL,"
    " trust INTEGER NOT NULL, display INTEGER NOT NULL, planned_ms INTEGER NOT NULL,"
    " span_ms INTEGER NOT NULL DEFAULT 0, visible_ms INTEGER NOT NULL DEFAULT 0,"
    " frames INTEGER NOT NULL DEFAULT 0, frames_late INTEGER NOT NULL DEFAULT 0,"
    " end INTEGER NOT NULL DEFAULT 0) STRICT;";

static const char step_2[] =
    "CREATE TABLE digest ("
    " id INTEGER PRIMARY KEY, device INTEGER NOT NULL, inode INTEGER NOT NULL,"
    " size INTEGER NOT NULL, mtime_ns INTEGER NOT NULL, ctime_ns INTEGER NOT NULL,"
    " content INTEGER NOT NULL REFERENCES content,"
    " UNIQUE (device, inode, size, mtime_ns, ctime_ns)) STRICT;";

static const char step_3[] =
    "CREATE TABLE event ("
    " seq INTEGER PRIMARY KEY AUTOINCREMENT, run INTEGER NOT NULL REFERENCES run,"
    " ticket INTEGER NOT NULL, kind INTEGER NOT NULL, mono_us INTEGER NOT NULL,"
    " wall_us INTEGER NOT NULL, trust INTEGER NOT NULL, zone TEXT, item TEXT,"
    " value INTEGER NOT NULL, detail TEXT) STRICT;";

static const char step_4[] =
    "ALTER TABLE subject ADD COLUMN endless INTEGER NOT NULL DEFAULT 0;"
    "ALTER TABLE log ADD COLUMN adopted_plays INTEGER NOT NULL DEFAULT 0;"
    "ALTER TABLE log ADD COLUMN adopted_events INTEGER NOT NULL DEFAULT 0;"
    "UPDATE log SET adopted_plays = (SELECT count(*) FROM play WHERE end <> 0),"
    " adopted_events = (SELECT count(*) FROM event);"
    "CREATE TABLE link ("
    " n INTEGER PRIMARY KEY, kind INTEGER NOT NULL, row INTEGER NOT NULL,"
    " hash BLOB NOT NULL) STRICT;"
    "CREATE TABLE day ("
    " day INTEGER NOT NULL, maker TEXT NOT NULL," // who made the sums, from what
    " upto_seq INTEGER NOT NULL,"                 // plays of the day up to this one are in
    " resume_seq INTEGER NOT NULL,"               // all plays before this one are in some day
    " sums TEXT NOT NULL, PRIMARY KEY (day)) STRICT, WITHOUT ROWID;";

static const char *const steps[SCHEMA_NEWEST] = {step_1, step_2, step_3, step_4};

bool schema_failed(sqlite3 *database, const char *doing, struct error *err)
{
    enum error_code code = ERROR_DEVICE;
    switch (sqlite3_errcode(database) & 0xFF) {
    case SQLITE_FULL:
        code = ERROR_FULL;
        break;
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
        code = ERROR_BUSY;
        break;
    case SQLITE_NOTADB:
    case SQLITE_CORRUPT:
        code = ERROR_CONFIG;
        break;
    default:
        if (sqlite3_system_errno(database) == ENOSPC) {
            code = ERROR_FULL;
        }
        break;
    }
    return error_set(err, code, "%s: %s", doing, sqlite3_errmsg(database));
}

void schema_distrust(sqlite3 *database)
{
    sqlite3_db_config(database, SQLITE_DBCONFIG_ENABLE_TRIGGER, 0, NULL);
    sqlite3_db_config(database, SQLITE_DBCONFIG_ENABLE_VIEW, 0, NULL);
    sqlite3_db_config(database, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, NULL);
}

static bool read_number(sqlite3 *database, const char *question, int *answer, struct error *err)
{
    sqlite3_stmt *statement = NULL;
    bool done = sqlite3_prepare_v2(database, question, -1, &statement, NULL) == SQLITE_OK &&
                sqlite3_step(statement) == SQLITE_ROW;
    if (done) {
        *answer = sqlite3_column_int(statement, 0);
    } else if (sqlite3_errcode(database) == SQLITE_NOTADB) {
        error_set(err, ERROR_CONFIG, "is not a ledger");
    } else {
        schema_failed(database, "reading the ledger's version", err);
    }
    sqlite3_finalize(statement);
    return done;
}

bool schema_version(sqlite3 *database, int *version, struct error *err)
{
    int application = 0;
    int found = 0;
    int tables = 0;
    if (!read_number(database, "PRAGMA application_id", &application, err) ||
        !read_number(database, "PRAGMA user_version", &found, err) ||
        !read_number(database, "SELECT count(*) FROM sqlite_schema", &tables, err)) {
        return false;
    }
    if (tables > 0 && application != APPLICATION_ID) {
        return error_set(err, ERROR_CONFIG, "is an SQLite file, but not a ledger");
    }
    if (found > SCHEMA_NEWEST) {
        return error_set(err, ERROR_CONFIG,
                         "was written by a newer xiaolaba (its tables are at step %d, this program "
                         "knows %d): update this program, or name another file with --ledger",
                         found, SCHEMA_NEWEST);
    }
    *version = tables == 0 ? 0 : found;
    return true;
}

static bool run(sqlite3 *database, const char *text, struct error *err)
{
    return sqlite3_exec(database, text, NULL, NULL, NULL) == SQLITE_OK ||
           schema_failed(database, "making the ledger's tables", err);
}

static bool take_step(sqlite3 *database, int step, struct error *err)
{
    if (!run(database, "BEGIN IMMEDIATE", err)) {
        return false;
    }
    bool done = run(database, steps[step - 1], err);
    if (done && step == 1) {
        char log_id[NAME_SIZE];
        name_random(log_id);
        char *first = mem_format("INSERT INTO log VALUES (1, '%s'); PRAGMA application_id = %d",
                                 log_id, APPLICATION_ID);
        done = run(database, first, err);
        free(first);
    }
    done = done && (step != CHAIN_STEP || chain_adopt(database, err));
    char *number = mem_format("PRAGMA user_version = %d; COMMIT", step);
    done = done && run(database, number, err);
    free(number);
    if (!done) {
        sqlite3_exec(database, "ROLLBACK", NULL, NULL, NULL); // may be rolled back already
    }
    return done;
}

bool schema_migrate(sqlite3 *database, int target, struct error *err)
{
    int version = 0;
    if (!schema_version(database, &version, err)) {
        return false;
    }
    while (version < target) {
        if (!take_step(database, ++version, err)) {
            return false;
        }
    }
    return true;
}
