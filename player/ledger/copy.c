// Copying a database and its write-ahead log as of one moment, without a lock.
//
// What the log guarantees (SQLite's file format, "The Write-Ahead Log"): within one generation of
// the log frames are only appended; pages of the file change only by being folded in from frames of
// the present generation; a new generation starts by writing a header with new salts. So a file
// copied first and a log copied second, with the same header before the first and after the second,
// make a whole: each page that could have changed under the copy has its frame in the log. A frame
// that was caught half-written fails its checksum and ends the log there. Without a log the file
// must not have changed at all.
#include "ledger/copy.h"

#include "base/file.h"
#include "base/mem.h"

#include <errno.h>
#include <fcntl.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum {
    LOG_HEADER = 32, // bytes; SQLite's file format, section 4.1
    PIECE = 256 * 1024,
    TRIES = 50, // a writer begins its log anew every few hundred changes: one try is nearly always
                // enough
};

// What must be the same before and after.
struct moment {
    bool has_log;
    unsigned char header[LOG_HEADER];
    struct stat file; // compared when there is no log
};

static char *log_name(const char *path)
{
    return mem_format("%s-wal", path);
}

bool copy_has_log(const char *path)
{
    char *log = log_name(path);
    struct stat about;
    bool has_log = stat(log, &about) == 0 && about.st_size > LOG_HEADER;
    free(log);
    return has_log;
}

static bool look(const char *path, const char *log, struct moment *out)
{
    *out = (struct moment){0};
    int fd = open(log, O_RDONLY | O_CLOEXEC);
    if (fd >= 0) {
        out->has_log = pread(fd, out->header, LOG_HEADER, 0) == LOG_HEADER;
        close(fd);
    }
    return stat(path, &out->file) == 0;
}

static bool is_same_moment(const struct moment *a, const struct moment *b)
{
    if (a->file.st_ino != b->file.st_ino || a->file.st_dev != b->file.st_dev ||
        a->has_log != b->has_log) {
        return false;
    }
    if (a->has_log) {
        return memcmp(a->header, b->header, LOG_HEADER) == 0;
    }
    return a->file.st_size == b->file.st_size && a->file.st_mtim.tv_sec == b->file.st_mtim.tv_sec &&
           a->file.st_mtim.tv_nsec == b->file.st_mtim.tv_nsec;
}

static bool write_whole(int fd, const char *bytes, size_t length)
{
    while (length > 0) {
        ssize_t put = write(fd, bytes, length);
        if (put < 0 && errno == EINTR) {
            continue;
        }
        if (put <= 0) {
            return false;
        }
        bytes += put;
        length -= (size_t)put;
    }
    return true;
}

static bool pour(int from, int to)
{
    char *piece = mem_zeroed(1, PIECE);
    ssize_t got = 0;
    bool done = true;
    while (done && (got = read(from, piece, PIECE)) != 0) {
        done = got > 0 ? write_whole(to, piece, (size_t)got) : errno == EINTR;
    }
    int why = errno;
    free(piece);
    errno = why;
    return done;
}

// A source that is not there makes no copy: the log may come and go.
static bool copy_file(const char *from, const char *to, bool must_exist, struct error *err)
{
    int in = open(from, O_RDONLY | O_CLOEXEC);
    if (in < 0 && errno == ENOENT && !must_exist) {
        return unlink(to) == 0 || errno == ENOENT;
    }
    int out = in < 0 ? -1 : open(to, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
    bool done = out >= 0 && pour(in, out);
    if (!done) {
        error_set(err, errno == ENOSPC ? ERROR_FULL : ERROR_DEVICE, "copying %s: %s", from,
                  strerror(errno));
    }
    if (out >= 0) {
        close(out);
    }
    if (in >= 0) {
        close(in);
    }
    return done;
}

static bool copy_both(struct copy *self, const char *path, struct error *err)
{
    char *log = log_name(path);
    char *copied_log = log_name(self->path);
    bool is_whole = false;
    bool is_good = true;
    for (int i = 0; i < TRIES && is_good && !is_whole; i++) {
        struct moment before;
        struct moment after;
        is_good = (look(path, log, &before) ||
                   error_set(err, ERROR_DEVICE, "%s: %s", path, strerror(errno))) &&
                  copy_file(path, self->path, true, err) && copy_file(log, copied_log, false, err);
        is_whole = is_good && look(path, log, &after) && is_same_moment(&before, &after);
    }
    free(copied_log);
    free(log);
    if (is_good && !is_whole) {
        error_set(err, ERROR_BUSY, "%s: is written faster than it can be copied; try again", path);
    }
    return is_whole;
}

bool copy_take(struct copy *self, const char *path, struct error *err)
{
    const char *top = getenv("TMPDIR");
    self->folder = mem_format("%s/xiaolaba-report-XXXXXX", top != NULL && *top ? top : "/tmp");
    if (mkdtemp(self->folder) == NULL) {
        bool done = error_set(err, ERROR_FULL, "%s: %s", self->folder, strerror(errno));
        free(self->folder);
        self->folder = NULL;
        return done;
    }
    self->path = file_join(self->folder, "ledger.db");
    if (!copy_both(self, path, err)) {
        copy_remove(self);
        return false;
    }
    return true;
}

void copy_remove(struct copy *self)
{
    static const char *const tails[] = {"", "-wal", "-shm", "-journal"};
    if (self->folder == NULL) {
        return;
    }
    for (size_t i = 0; i < sizeof tails / sizeof tails[0]; i++) {
        char *name = mem_format("%s%s", self->path, tails[i]);
        unlink(name);
        free(name);
    }
    rmdir(self->folder);
    free(self->path);
    free(self->folder);
    *self = (struct copy){0};
}
