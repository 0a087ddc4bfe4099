// Copying a ledger to where it stands alone.
#include "ledger/save.h"

#include "base/file.h"
#include "base/mem.h"
#include "ledger/reader.h"
#include "ledger/schema.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { PAGES_A_STEP = 1024 };

static bool sync_path(const char *path, struct error *err)
{
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    bool done = fd >= 0 && fsync(fd) == 0;
    int why = errno;
    if (fd >= 0) {
        close(fd);
    }
    return done || error_set(err, ERROR_FULL, "%s: %s", path, strerror(why));
}

struct pages {
    sqlite3 *from, *to;
    void (*progress)(void *self, int64_t done, int64_t all);
    void *progress_self;
};

static bool copy_pages(const struct pages *self, struct error *err)
{
    sqlite3_backup *backup = sqlite3_backup_init(self->to, "main", self->from, "main");
    if (backup == NULL) {
        return schema_failed(self->to, "writing", err);
    }
    int rc = SQLITE_OK;
    while (rc == SQLITE_OK) {
        rc = sqlite3_backup_step(backup, PAGES_A_STEP);
        if (self->progress != NULL) {
            int all = sqlite3_backup_pagecount(backup);
            self->progress(self->progress_self, all - sqlite3_backup_remaining(backup), all);
        }
    }
    sqlite3_backup_finish(backup);
    return rc == SQLITE_DONE || schema_failed(self->to, "writing", err);
}

static bool write_copy(struct pages *pages, const char *path, struct error *err)
{
    unlink(path);
    bool done = sqlite3_open_v2(path, &pages->to,
                                SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX,
                                NULL) == SQLITE_OK ||
                schema_failed(pages->to, "making it", err);
    if (done) { // nobody reads it before it is whole
        sqlite3_exec(pages->to, "PRAGMA synchronous = OFF; PRAGMA journal_mode = OFF", NULL, NULL,
                     NULL);
        done = copy_pages(pages, err);
    }
    if (sqlite3_close(pages->to) != SQLITE_OK && done) {
        done = error_set(err, ERROR_FULL, "cannot be finished");
    }
    return done && sync_path(path, err);
}

bool ledger_save(struct ledger *self, const char *path,
                 void (*progress)(void *self, int64_t done, int64_t all), void *progress_self,
                 struct error *err)
{
    char *temporary = mem_format("%s.part", path);
    char *folder = file_folder(path);
    struct pages pages = {ledger_handle(self), NULL, progress, progress_self};
    bool done = write_copy(&pages, temporary, err);
    if (done && rename(temporary, path) != 0) {
        done = error_set(err, ERROR_FULL, "%s", strerror(errno));
    }
    if (!done) {
        unlink(temporary);
        error_prefix(err, "%s", path);
    }
    done = done && sync_path(folder, err);
    free(folder);
    free(temporary);
    return done;
}
