// Recording operations, and replaying some of them.
#include "disk.h"

#include "base/mem.h"
#include "row.h"

#include <pthread.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { SECTOR = 512, FILES_MOST = 8 };

enum operation_kind { MADE = 1, WRITTEN, TRUNCATED, SYNCED, NOT_SYNCED, DELETED };

struct operation {
    enum operation_kind kind;
    size_t file;
    size_t at, size; // WRITTEN; TRUNCATED: to `size`
    unsigned char *bytes;
};

static struct {
    pthread_mutex_t lock;
    const char *folder;
    char *names[FILES_MOST]; // behind the folder's
    size_t file_count;
    struct operation *operations;
    size_t count, capacity;
    int fail_one_in;
    uint64_t random; // the writer's thread only
} disk = {.lock = PTHREAD_MUTEX_INITIALIZER};

static sqlite3_vfs *machine;
static sqlite3_vfs recording;

struct file {
    sqlite3_file base;
    sqlite3_file *real; // lies behind this struct
    size_t number;      // FILES_MOST: not one of the folder's
};

// --- recording ---

static size_t number_of(const char *path)
{
    size_t length = path != NULL && disk.folder != NULL ? strlen(disk.folder) : 0;
    if (length == 0 || strncmp(path, disk.folder, length) != 0 || path[length] != '/') {
        return FILES_MOST;
    }
    const char *name = path + length + 1;
    for (size_t i = 0; i < disk.file_count; i++) {
        if (strcmp(disk.names[i], name) == 0) {
            return i;
        }
    }
    if (disk.file_count == FILES_MOST) {
        return FILES_MOST;
    }
    disk.names[disk.file_count] = mem_copy(name);
    return disk.file_count++;
}

static void record(struct operation operation, const void *bytes)
{
    if (operation.file == FILES_MOST) {
        return;
    }
    if (bytes != NULL) {
        operation.bytes = mem_resize(NULL, operation.size, 1);
        memcpy(operation.bytes, bytes, operation.size);
    }
    pthread_mutex_lock(&disk.lock);
    disk.operations = MEM_GROW(disk.operations, disk.count, disk.capacity);
    disk.operations[disk.count++] = operation;
    pthread_mutex_unlock(&disk.lock);
}

static struct file *of(sqlite3_file *file)
{
    return (struct file *)file;
}

static sqlite3_file *real_of(sqlite3_file *file)
{
    return of(file)->real;
}

static int file_close(sqlite3_file *file)
{
    return real_of(file)->pMethods->xClose(real_of(file));
}

static int file_read(sqlite3_file *file, void *into, int count, sqlite3_int64 at)
{
    return real_of(file)->pMethods->xRead(real_of(file), into, count, at);
}

static int file_write(sqlite3_file *file, const void *from, int count, sqlite3_int64 at)
{
    record((struct operation){WRITTEN, of(file)->number, (size_t)at, (size_t)count, NULL}, from);
    return real_of(file)->pMethods->xWrite(real_of(file), from, count, at);
}

static int file_truncate(sqlite3_file *file, sqlite3_int64 size)
{
    record((struct operation){TRUNCATED, of(file)->number, 0, (size_t)size, NULL}, NULL);
    return real_of(file)->pMethods->xTruncate(real_of(file), size);
}

static int file_sync(sqlite3_file *file, int flags)
{
    (void)flags;
    bool fails = disk.fail_one_in > 0 && random_below(&disk.random, disk.fail_one_in) == 0;
    record((struct operation){.kind = fails ? NOT_SYNCED : SYNCED, .file = of(file)->number}, NULL);
    return fails ? SQLITE_IOERR_FSYNC : SQLITE_OK;
}

static int file_size(sqlite3_file *file, sqlite3_int64 *size)
{
    return real_of(file)->pMethods->xFileSize(real_of(file), size);
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
    (void)file;
    return SECTOR;
}

static int file_traits(sqlite3_file *file)
{
    return real_of(file)->pMethods->xDeviceCharacteristics(real_of(file));
}

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
    struct file *self = of(file);
    self->real = (sqlite3_file *)(void *)(self + 1);
    self->number = number_of(name);
    int rc = machine->xOpen(machine, name, self->real, flags, out_flags);
    self->base.pMethods = self->real->pMethods != NULL ? &methods : NULL;
    if (rc == SQLITE_OK) {
        record((struct operation){.kind = MADE, .file = self->number}, NULL);
    }
    return rc;
}

static int vfs_delete(sqlite3_vfs *vfs, const char *name, int syncs_folder)
{
    (void)vfs;
    record((struct operation){.kind = DELETED, .file = number_of(name)}, NULL);
    return machine->xDelete(machine, name, syncs_folder);
}

void disk_record(const char *folder)
{
    if (machine == NULL) {
        machine = sqlite3_vfs_find(NULL);
        recording = *machine;
        recording.zName = "recording";
        recording.szOsFile = (int)sizeof(struct file) + machine->szOsFile;
        recording.xOpen = vfs_open;
        recording.xDelete = vfs_delete;
    }
    sqlite3_vfs_register(&recording, 1);
    for (size_t i = 0; i < disk.count; i++) {
        free(disk.operations[i].bytes);
    }
    for (size_t i = 0; i < disk.file_count; i++) {
        free(disk.names[i]);
    }
    disk.count = 0;
    disk.file_count = 0;
    disk.folder = folder;
    disk.fail_one_in = 0;
}

void disk_fail_syncs(int one_in, uint64_t seed)
{
    disk.random = seed;
    disk.fail_one_in = one_in;
}

void disk_stop(void)
{
    sqlite3_vfs_register(machine, 1);
}

size_t disk_moment(void)
{
    pthread_mutex_lock(&disk.lock);
    size_t moment = disk.count;
    pthread_mutex_unlock(&disk.lock);
    return moment;
}

// --- laying out ---

// How much of what was not synced reaches the disk. Source: nothing and everything are the usual
// ends; the ones between mix the orders.
static const int chances[] = {0, 10, 50, 90, 100};

struct image {
    unsigned char *bytes;
    size_t size, capacity;
    bool is_there;
};

static void resize(struct image *self, size_t size)
{
    if (size > self->capacity) {
        self->capacity = size * 2;
        self->bytes = mem_resize(self->bytes, self->capacity, 1);
    }
    if (size > self->size) {
        memset(self->bytes + self->size, 0, size - self->size);
    }
    self->size = size;
}

static void put(struct image *self, const struct operation *from, size_t skip, size_t length)
{
    if (from->at + skip + length > self->size) {
        resize(self, from->at + skip + length);
    }
    memcpy(self->bytes + from->at + skip, from->bytes + skip, length);
}

static bool happens(uint64_t *random, int chance)
{
    return random_below(random, 100) < chance;
}

// Sector by sector; one in a hundred is torn.
static void put_some(struct image *self, const struct operation *from, uint64_t *random, int chance)
{
    for (size_t skip = 0; skip < from->size;) {
        size_t length = SECTOR - (from->at + skip) % SECTOR;
        length = length < from->size - skip ? length : from->size - skip;
        if (happens(random, chance)) {
            bool is_torn = chance < 100 && happens(random, 1);
            put(self, from, skip, is_torn ? (size_t)random_below(random, (int64_t)length) : length);
        }
        skip += length;
    }
}

static void replay(struct image *self, const struct operation *operation, uint64_t *random,
                   int chance)
{
    switch (operation->kind) {
    case MADE: // its name may not be in the folder yet
        self->is_there = self->is_there || happens(random, chance);
        break;
    case WRITTEN:
        if (chance == 100) {
            put(self, operation, 0, operation->size);
        } else {
            put_some(self, operation, random, chance);
        }
        break;
    case TRUNCATED:
        if (happens(random, chance)) {
            resize(self, operation->size);
        }
        break;
    case DELETED:
        if (happens(random, chance)) {
            self->is_there = false;
            self->size = 0;
        }
        break;
    case SYNCED:
        self->is_there = true;
        break;
    case NOT_SYNCED:
        break;
    }
}

// Marks which operations before `moment` are certain to be on the disk. Owns: the caller, by
// free().
static bool *certain_before(size_t moment)
{
    bool *is_certain = mem_zeroed(moment + 1, sizeof *is_certain);
    for (size_t file = 0; file < disk.file_count; file++) {
        size_t since = 0; // what comes from here on waits for the next sync
        for (size_t i = 0; i < moment; i++) {
            const struct operation *operation = &disk.operations[i];
            bool is_of_file = operation->file == file;
            bool is_barrier = operation->kind == SYNCED || operation->kind == NOT_SYNCED ||
                              operation->kind == DELETED;
            if (!is_of_file || !is_barrier) {
                continue;
            }
            // SQLite syncs the folder with a deletion before it goes on
            bool is_good =
                operation->kind == SYNCED || (operation->kind == DELETED && i + 1 < moment);
            for (; since <= i; since++) {
                if (disk.operations[since].file == file) {
                    is_certain[since] = is_good;
                }
            }
        }
    }
    return is_certain;
}

static bool write_image(const struct image *image, const char *folder, const char *name)
{
    char *path = mem_format("%s/%s", folder, name);
    FILE *file = fopen(path, "wb");
    bool done =
        file != NULL && (image->size == 0 || fwrite(image->bytes, image->size, 1, file) == 1);
    done = file != NULL && fclose(file) == 0 && done;
    free(path);
    return done;
}

bool disk_lay_out(size_t moment, uint64_t *random, const char *folder)
{
    struct image images[FILES_MOST] = {0};
    int chance = chances[random_below(random, sizeof chances / sizeof chances[0])];
    bool *is_certain = certain_before(moment);
    for (size_t i = 0; i < moment; i++) {
        const struct operation *operation = &disk.operations[i];
        replay(&images[operation->file], operation, random, is_certain[i] ? 100 : chance);
    }
    free(is_certain);
    bool done = true;
    for (size_t file = 0; file < disk.file_count; file++) {
        if (images[file].is_there) {
            done = write_image(&images[file], folder, disk.names[file]) && done;
        }
        free(images[file].bytes);
    }
    return done;
}
