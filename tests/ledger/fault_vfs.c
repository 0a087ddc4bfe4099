// The VFS that breaks.
#include "ledger/fault_vfs.h"

#include <errno.h>
#include <pthread.h>
#include <sqlite3.h>
#include <stdatomic.h>
#include <stddef.h>
#include <time.h>
#include <unistd.h>

static atomic_int calls;
static atomic_int break_first;
static atomic_int break_count;
static atomic_int break_code;
static atomic_int hits;
static atomic_bool breaks_all;
static const char *_Atomic needed_space;

static struct {
    pthread_mutex_t lock;
    pthread_cond_t changed;
    bool must_wait;
    int held;
} hanging = {.lock = PTHREAD_MUTEX_INITIALIZER, .changed = PTHREAD_COND_INITIALIZER};

static sqlite3_vfs *machine;
static sqlite3_vfs broken;

struct file {
    sqlite3_file base;
    sqlite3_file *real; // lies behind this struct
};

static sqlite3_file *real_of(sqlite3_file *file)
{
    return ((struct file *)file)->real;
}

static void hang(void)
{
    pthread_mutex_lock(&hanging.lock);
    hanging.held += hanging.must_wait;
    pthread_cond_broadcast(&hanging.changed);
    while (hanging.must_wait) {
        pthread_cond_wait(&hanging.changed, &hanging.lock);
    }
    pthread_mutex_unlock(&hanging.lock);
}

static int fault(void)
{
    hang();
    const char *path = needed_space;
    if (path != NULL && access(path, F_OK) == 0) {
        hits++;
        return SQLITE_FULL;
    }
    int call = ++calls;
    if (call >= break_first && call - break_first < break_count) {
        hits++;
        return break_code;
    }
    return SQLITE_OK;
}

// Of calls that change nothing.
static int fault_in_asking(void)
{
    return breaks_all && break_code != SQLITE_READONLY ? fault() : SQLITE_OK;
}

static int file_close(sqlite3_file *file)
{
    return real_of(file)->pMethods->xClose(real_of(file));
}

static int file_read(sqlite3_file *file, void *into, int count, sqlite3_int64 at)
{
    int rc = fault_in_asking();
    return rc != SQLITE_OK ? rc : real_of(file)->pMethods->xRead(real_of(file), into, count, at);
}

static int file_write(sqlite3_file *file, const void *from, int count, sqlite3_int64 at)
{
    int rc = fault();
    return rc != SQLITE_OK ? rc : real_of(file)->pMethods->xWrite(real_of(file), from, count, at);
}

static int file_truncate(sqlite3_file *file, sqlite3_int64 size)
{
    int rc = fault();
    return rc != SQLITE_OK ? rc : real_of(file)->pMethods->xTruncate(real_of(file), size);
}

// Nothing here survives a power cut, and no test cuts the power: waiting for the disk is left out.
static int file_sync(sqlite3_file *file, int flags)
{
    (void)file;
    (void)flags;
    return fault();
}

static int file_size(sqlite3_file *file, sqlite3_int64 *size)
{
    int rc = fault_in_asking();
    return rc != SQLITE_OK ? rc : real_of(file)->pMethods->xFileSize(real_of(file), size);
}

static int file_lock(sqlite3_file *file, int level)
{
    return real_of(file)->pMethods->xLock(real_of(file), level);
}

static int file_unlock(sqlite3_file *file, int level)
{
    return real_of(file)->pMethods->xUnlock(real_of(file), level);
}

static int file_is_reserved(sqlite3_file *file, int *answer)
{
    return real_of(file)->pMethods->xCheckReservedLock(real_of(file), answer);
}

static int file_control(sqlite3_file *file, int what, void *argument)
{
    return real_of(file)->pMethods->xFileControl(real_of(file), what, argument);
}

static int file_sector(sqlite3_file *file)
{
    return real_of(file)->pMethods->xSectorSize(real_of(file));
}

static int file_traits(sqlite3_file *file)
{
    return real_of(file)->pMethods->xDeviceCharacteristics(real_of(file));
}

// Version 1: no shared memory, so that a connection which is not exclusive cannot use WAL at all.
static const sqlite3_io_methods methods = {
    .iVersion = 1,
    .xClose = file_close,
    .xRead = file_read,
    .xWrite = file_write,
    .xTruncate = file_truncate,
    .xSync = file_sync,
    .xFileSize = file_size,
    .xLock = file_lock,
    .xUnlock = file_unlock,
    .xCheckReservedLock = file_is_reserved,
    .xFileControl = file_control,
    .xSectorSize = file_sector,
    .xDeviceCharacteristics = file_traits,
};

static int vfs_open(sqlite3_vfs *vfs, const char *name, sqlite3_file *file, int flags,
                    int *out_flags)
{
    (void)vfs;
    struct file *self = (struct file *)file;
    self->real = (sqlite3_file *)(void *)(self + 1);
    self->real->pMethods = NULL; // also when it fails before it begins
    int rc = breaks_all ? fault() : SQLITE_OK;
    rc = rc != SQLITE_OK ? SQLITE_CANTOPEN
                         : machine->xOpen(machine, name, self->real, flags, out_flags);
    self->base.pMethods = self->real->pMethods != NULL ? &methods : NULL;
    return rc;
}

static int vfs_delete(sqlite3_vfs *vfs, const char *name, int syncs_folder)
{
    (void)vfs;
    int rc = breaks_all ? fault() : SQLITE_OK;
    return rc != SQLITE_OK ? SQLITE_IOERR_DELETE : machine->xDelete(machine, name, syncs_folder);
}

static int vfs_access(sqlite3_vfs *vfs, const char *name, int flags, int *answer)
{
    (void)vfs;
    int rc = fault_in_asking();
    return rc != SQLITE_OK ? SQLITE_IOERR_ACCESS : machine->xAccess(machine, name, flags, answer);
}

void fault_vfs_install(void)
{
    if (machine == NULL) {
        machine = sqlite3_vfs_find(NULL);
        broken = *machine;
        broken.zName = "broken";
        broken.szOsFile = (int)sizeof(struct file) + machine->szOsFile;
        broken.xOpen = vfs_open;
        broken.xDelete = vfs_delete;
        broken.xAccess = vfs_access;
    }
    sqlite3_vfs_register(&broken, 1);
}

void fault_vfs_remove(void)
{
    if (machine != NULL) {
        sqlite3_vfs_register(machine, 1);
    }
}

void fault_vfs_break(int first, int count, int code)
{
    calls = 0;
    hits = 0;
    break_code = code;
    break_count = count;
    break_first = first;
}

void fault_vfs_break_all(bool does)
{
    breaks_all = does;
}

bool fault_vfs_breaks(bool changes)
{
    int code = !breaks_all ? SQLITE_OK : changes ? fault() : fault_in_asking();
    if (code != SQLITE_OK) {
        errno = code == SQLITE_FULL       ? ENOSPC
                : code == SQLITE_READONLY ? EROFS
                : code == SQLITE_NOMEM    ? ENOMEM
                : code == SQLITE_CANTOPEN ? EMFILE
                                          : EIO;
    }
    return code != SQLITE_OK;
}

void fault_vfs_full_while(const char *path)
{
    needed_space = path;
}

void fault_vfs_hold(bool must_wait)
{
    pthread_mutex_lock(&hanging.lock);
    hanging.must_wait = must_wait;
    pthread_cond_broadcast(&hanging.changed);
    pthread_mutex_unlock(&hanging.lock);
}

int fault_vfs_held(void)
{
    pthread_mutex_lock(&hanging.lock);
    int held = hanging.held;
    pthread_mutex_unlock(&hanging.lock);
    return held;
}

bool fault_vfs_await_held(int before)
{
    enum { PATIENCE_NS = 20 * 1000 * 1000, SECOND_NS = 1000 * 1000 * 1000 };
    struct timespec until;
    clock_gettime(CLOCK_REALTIME, &until);
    until.tv_nsec += PATIENCE_NS;
    until.tv_sec += until.tv_nsec / SECOND_NS;
    until.tv_nsec %= SECOND_NS;
    pthread_mutex_lock(&hanging.lock);
    int rc = 0;
    while (hanging.held <= before && hanging.must_wait && rc == 0) {
        rc = pthread_cond_timedwait(&hanging.changed, &hanging.lock, &until);
    }
    bool is_held = hanging.held > before;
    pthread_mutex_unlock(&hanging.lock);
    return is_held;
}

bool fault_vfs_was_hit(void)
{
    return hits > 0;
}
