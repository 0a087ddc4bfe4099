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
        sqlite3_extended_result_codes(self->handle, 1);
        sqlite3_exec(self->handle, exclusive, NULL, NULL, NULL);
        // a file that is not ours is refused before any setting could change it
        done = schema_version(self->handle, &version, err) && set_up(self, err) &&
               schema_migrate(self->handle, SCHEMA_NEWEST, err);
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
