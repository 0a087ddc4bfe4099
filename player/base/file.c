// Reading and replacing whole files; joining paths.
#include "base/file.h"

#include "base/mem.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static bool read_all(int fd, char *into, size_t length)
{
    size_t done = 0;
    while (done < length) {
        ssize_t got = read(fd, into + done, length - done);
        if (got < 0 && errno == EINTR) {
            continue;
        }
        if (got <= 0) {
            return false;
        }
        done += (size_t)got;
    }
    return true;
}

bool file_read(const char *path, size_t limit, char **bytes, size_t *length, struct error *err)
{
    int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    if (fd < 0) {
        return error_set(err, ERROR_CONFIG, "%s: %s", path, strerror(errno));
    }
    bool done = false;
    struct stat about;
    char *buffer = NULL;
    if (fstat(fd, &about) != 0) {
        error_set(err, ERROR_CONFIG, "%s: %s", path, strerror(errno));
    } else if (!S_ISREG(about.st_mode)) {
        error_set(err, ERROR_CONFIG, "%s: is not a file", path);
    } else if ((unsigned long long)about.st_size > limit) {
        error_set(err, ERROR_CONFIG, "%s: is larger than %zu bytes", path, limit);
    } else {
        buffer = mem_zeroed((size_t)about.st_size + 1, 1);
        done = read_all(fd, buffer, (size_t)about.st_size) ||
               error_set(err, ERROR_CONFIG, "%s: cannot be read to its end", path);
    }
    close(fd);
    if (!done) {
        free(buffer);
        return false;
    }
    *bytes = buffer;
    *length = (size_t)about.st_size;
    return true;
}

static bool write_all(int fd, const char *bytes, size_t length)
{
    size_t done = 0;
    while (done < length) {
        ssize_t put = write(fd, bytes + done, length - done);
        if (put < 0 && errno == EINTR) {
            continue;
        }
        if (put < 0) {
            return false;
        }
        done += (size_t)put;
    }
    return true;
}

bool file_write(const char *path, const void *bytes, size_t length, struct error *err)
{
    char *temporary = mem_format("%s.XXXXXX", path);
    int fd = mkostemp(temporary, O_CLOEXEC);
    bool done = fd >= 0 && write_all(fd, bytes, length) && fchmod(fd, 0644) == 0 && fsync(fd) == 0;
    int why = errno;
    if (fd >= 0) {
        close(fd);
    }
    if (done && rename(temporary, path) != 0) {
        done = false;
        why = errno;
    }
    if (!done) {
        if (fd >= 0) {
            unlink(temporary);
        }
        error_set(err, ERROR_FULL, "%s: %s", path, strerror(why));
    }
    free(temporary);
    return done;
}

bool file_exists(const char *path)
{
    return access(path, F_OK) == 0;
}

bool file_is_folder(const char *path)
{
    struct stat about;
    return stat(path, &about) == 0 && S_ISDIR(about.st_mode);
}

char *file_folder(const char *path)
{
    const char *slash = strrchr(path, '/');
    if (slash == NULL) {
        return mem_copy(".");
    }
    size_t length = slash == path ? 1 : (size_t)(slash - path);
    return mem_format("%.*s", (int)length, path);
}

char *file_join(const char *folder, const char *name)
{
    return name[0] == '/' || strcmp(folder, ".") == 0 ? mem_copy(name)
                                                      : mem_format("%s/%s", folder, name);
}

bool file_make_folders(const char *folder, struct error *err)
{
    char *path = mem_copy(folder);
    bool done = true;
    for (char *at = path + 1; done; at++) {
        if (*at != '/' && *at != '\0') {
            continue;
        }
        char kept = *at;
        *at = '\0';
        if (mkdir(path, 0755) != 0 && errno != EEXIST) {
            done = error_set(err, ERROR_FULL, "%s: %s", path, strerror(errno));
        }
        *at = kept;
        if (kept == '\0') {
            break;
        }
    }
    free(path);
    return done;
}
