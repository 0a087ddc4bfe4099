// The connection that writes.
#include "ledger/database.h"

#include "base/file.h"
#include "base/mem.h"
#include "ledger/schema.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <unistd.h>

// Comes before anything is read: the log's index then lives in this process's memory, and no second
// connection can take part.
static const char *const exclusive = "PRAGMA locking_mode = EXCLUSIVE";

// How the connection is set, in this order.
static const char *const settings[] = {
    "PRAGMA page_size = 4096",
    "PRAGMA journal_mode = WAL",
    "PRAGMA synchronous = FULL",
    "PRAGMA wal_autocheckpoint = 500",
    "PRAGMA journal_size_limit = 4194304",
    "PRAGMA temp_store = MEMORY",
};

enum { LOG_PIECE = 64 * 1024 };

bool database_lock(int fd, bool to_write)
{
    int rc = 0;
    do {
        rc = flock(fd, (to_write ? LOCK_EX : LOCK_SH) | LOCK_NB);
    } while (rc != 0 && errno == EINTR);
    return rc == 0;
}

static bool open_locked(struct database *self, const char *path, struct error *err)
{
    char *folder = file_folder(path);
    bool has_folder = file_make_folders(folder, err);
    free(folder);
    if (!has_folder) {
        return false;
    }
    self->lock = open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOCTTY, 0644);
    if (self->lock < 0) {
        return error_set(err, errno == ENOSPC ? ERROR_FULL : ERROR_DEVICE, "%s", strerror(errno));
    }
    return database_lock(self->lock, true) ||
           error_set(err, ERROR_BUSY, "is being written by another player, or read by a report");
}

static bool set_up(struct database *self, struct error *err)
{
    for (size_t i = 0; i < sizeof settings / sizeof settings[0]; i++) {
        if (sqlite3_exec(self->handle, settings[i], NULL, NULL, NULL) != SQLITE_OK) {
            return schema_failed(self->handle, "setting up", err);
        }
    }
    char *cache = mem_format("PRAGMA cache_size = -%d", DATABASE_CACHE_KIB);
    bool done = sqlite3_exec(self->handle, cache, NULL, NULL, NULL) == SQLITE_OK ||
                schema_failed(self->handle, "setting up", err);
    free(cache);
    return done;
}

static bool copy_onto_itself(sqlite3_file *log, sqlite3_int64 size, char *piece)
{
    const sqlite3_io_methods *file = log->pMethods;
    for (sqlite3_int64 at = 0; at < size; at += LOG_PIECE) {
        int length = size - at < LOG_PIECE ? (int)(size - at) : LOG_PIECE;
        if (file->xRead(log, piece, length, at) != SQLITE_OK ||
            file->xWrite(log, piece, length, at) != SQLITE_OK) {
            return false;
        }
    }
    return file->xSync(log, SQLITE_SYNC_NORMAL) == SQLITE_OK;
}

// What the log of an earlier connection shows is not certain to be on the disk: after a failed sync
// the kernel shows pages that it never wrote and will not try again, to this process and to the
// next. So the log is written once more, the same bytes in the same place, before anything in it
// counts as stored or is folded into the file. (Folding alone would not do: a power cut in its
// midst would leave half of it in the file, and nothing in the log to mend it with.)
static bool renew_log(struct database *self, struct error *err)
{
    sqlite3_file *log = NULL;
    sqlite3_int64 size = 0;
    if (sqlite3_file_control(self->handle, NULL, SQLITE_FCNTL_JOURNAL_POINTER, &log) != SQLITE_OK ||
        log == NULL || log->pMethods == NULL) {
        return true; // there is none
    }
    char *piece = mem_zeroed(1, LOG_PIECE);
    bool done =
        (log->pMethods->xFileSize(log, &size) == SQLITE_OK && copy_onto_itself(log, size, piece)) ||
        error_set(err, errno == ENOSPC ? ERROR_FULL : ERROR_DEVICE, "writing the log once more: %s",
                  strerror(errno));
    free(piece);
    return done;
}

bool database_open(struct database *self, const char *path, bool is_throwaway, struct error *err)
{
    *self = (struct database){.lock = -1};
    int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX;
    int version = 0;
    bool done = open_locked(self, path, err);
    if (done && sqlite3_open_v2(path, &self->handle, flags, NULL) != SQLITE_OK) {
        done = schema_failed(self->handle, "opening", err);
    }
    if (done) {
        schema_distrust(self->handle);
        sqlite3_extended_result_codes(self->handle, 1);
        sqlite3_exec(self->handle, exclusive, NULL, NULL, NULL);
        // a file that is not ours is refused before any setting could change it
        done = schema_version(self->handle, &version, err) && renew_log(self, err) &&
               set_up(self, err) && schema_migrate(self->handle, SCHEMA_NEWEST, err);
    }
    if (done && is_throwaway) {
        sqlite3_exec(self->handle, "PRAGMA synchronous = OFF", NULL, NULL, NULL);
    }
    if (!done) {
        database_close(self, false);
    }
    return done;
}

void database_close(struct database *self, bool may_tidy)
{
    if (self->handle != NULL) {
        sqlite3_db_config(self->handle, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, may_tidy ? 0 : 1, NULL);
        sqlite3_close(self->handle);
    }
    if (self->lock >= 0) {
        close(self->lock);
    }
    *self = (struct database){.lock = -1};
}
