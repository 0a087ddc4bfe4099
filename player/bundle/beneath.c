// Opening a stranger's files.
#include "bundle/beneath.h"

#include "base/mem.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/openat2.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

// A file is looked at before it is opened: to open a device may already do something (a watchdog
// starts to count, a tape winds), and to open a pipe waits for somebody at its other end.
enum { LOOKING = O_PATH | O_CLOEXEC, OPENING = O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY };

enum { TRIES_MOST = 100 }; // while somebody renames folders under our feet

int beneath_folder(const char *path, struct error *err)
{
    int fd = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (fd < 0) {
        error_set(err, ERROR_CONFIG, "%s: %s", path, strerror(errno));
    }
    return fd;
}

static bool is_same_device(int a, int b)
{
    struct stat one;
    struct stat other;
    return fstat(a, &one) == 0 && fstat(b, &other) == 0 && one.st_dev == other.st_dev;
}

// At most one folder deep, as bundles are.
static int look_stepwise(int folder_fd, const char *name)
{
    const char *slash = strchr(name, '/');
    int within = folder_fd;
    if (slash != NULL) {
        char *step = mem_format("%.*s", (int)(slash - name), name);
        within = openat(folder_fd, step, LOOKING | O_NOFOLLOW | O_DIRECTORY);
        free(step);
        if (within < 0) {
            return -1;
        }
        name = slash + 1;
    }
    int fd = openat(within, name, LOOKING | O_NOFOLLOW);
    int why = errno;
    if (within != folder_fd) {
        close(within);
    }
    if (fd >= 0 && !is_same_device(folder_fd, fd)) {
        close(fd);
        errno = EXDEV;
        return -1;
    }
    errno = why;
    return fd;
}

static int look(int folder_fd, const char *name)
{
    struct open_how how = {
        .flags = LOOKING,
        .resolve = RESOLVE_BENEATH | RESOLVE_NO_SYMLINKS | RESOLVE_NO_MAGICLINKS | RESOLVE_NO_XDEV,
    };
    long fd = -1;
    int tries = 0;
    do {
        fd = syscall(SYS_openat2, folder_fd, name, &how, sizeof how);
    } while (fd < 0 && (errno == EAGAIN || errno == EINTR) && ++tries < TRIES_MOST);
    bool is_unknown = fd < 0 && (errno == ENOSYS || errno == EPERM); // an old kernel; a filter
    return is_unknown ? look_stepwise(folder_fd, name) : (int)fd;
}

// The very file that was looked at, whatever its name says by now.
static int open_looked_at(int looked, struct stat *about)
{
    char path[sizeof "/proc/self/fd/" + 3 * sizeof looked];
    if (fstat(looked, about) != 0) {
        return -1;
    }
    if (!S_ISREG(about->st_mode)) {
        errno = S_ISLNK(about->st_mode) ? ELOOP : ENODEV;
        return -1;
    }
    snprintf(path, sizeof path, "/proc/self/fd/%d", looked);
    return open(path, OPENING);
}

static const char *reason(int why)
{
    return why == ELOOP    ? "is a link; a bundle has none"
           : why == EXDEV  ? "lies outside of the bundle"
           : why == ENODEV ? "is not a file"
                           : strerror(why);
}

int beneath_open(int folder_fd, const char *name, int64_t *size, bool *is_missing,
                 struct error *err)
{
    struct stat about;
    int looked = look(folder_fd, name);
    if (is_missing != NULL) {
        *is_missing = looked < 0 && errno == ENOENT;
    }
    int fd = looked >= 0 ? open_looked_at(looked, &about) : -1;
    int why = errno;
    if (looked >= 0) {
        close(looked);
    }
    if (fd < 0) {
        error_set(err, ERROR_CONFIG, "%s: %s", name, reason(why));
        return -1;
    }
    *size = (int64_t)about.st_size;
    return fd;
}

bool beneath_read(int folder_fd, const char *name, size_t limit, char **bytes, size_t *length,
                  bool *is_missing, struct error *err)
{
    int64_t size = 0;
    int fd = beneath_open(folder_fd, name, &size, is_missing, err);
    if (fd < 0) {
        return false;
    }
    if (size > (int64_t)limit) {
        close(fd);
        return error_set(err, ERROR_CONFIG, "%s: is larger than %zu bytes", name, limit);
    }
    char *buffer = mem_zeroed((size_t)size + 1, 1);
    size_t done = 0;
    while (done < (size_t)size) {
        ssize_t got = read(fd, buffer + done, (size_t)size - done);
        if (got < 0 && errno == EINTR) {
            continue;
        }
        if (got <= 0) {
            error_set(err, ERROR_CONFIG, "%s: cannot be read to its end", name);
            break;
        }
        done += (size_t)got;
    }
    close(fd);
    if (done < (size_t)size) {
        free(buffer);
        return false;
    }
    *bytes = buffer;
    *length = done;
    return true;
}
