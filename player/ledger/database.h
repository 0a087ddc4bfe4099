// Opening the one connection that writes: folder, file, lock, settings, tables. Inside this room.
#pragma once

#include "base/error.h"

#include <sqlite3.h>
#include <stdbool.h>

// The page cache of a connection. Source: a change touches three or four pages of 4 KiB; the
// memory of the whole player is budgeted in single megabytes.
#define DATABASE_CACHE_KIB 256

struct database {
    sqlite3 *handle;
    int lock; // descriptor that holds the flock(); closed after `handle`, because closing any
              // descriptor of the file also drops SQLite's own locks
};

// Fails as store_open(). On failure there is nothing to close.
// `is_throwaway`: the disk is never waited for.
bool database_open(struct database *self, const char *path, bool is_throwaway, struct error *err)
    __attribute__((warn_unused_result));

// `may_tidy`: fold the log into the file and remove it; otherwise leave every byte as it is.
void database_close(struct database *self, bool may_tidy);

// Takes the lock that keeps writers apart on `fd`, or shares it for reading. False: a writer has
// it.
bool database_lock(int fd, bool to_write);
