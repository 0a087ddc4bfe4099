// Files of a bundle that is known to be signed, and how large each may be.
#include "fetch/round.h"

#include "base/mem.h"
#include "bundle/set.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static char *content_blob(const struct round *self, const struct manifest_file *file)
{
    return mem_format("%s/blob/%s", content_folder(self->content), file->sha256);
}

bool round_has_all(const struct round *self)
{
    bool has_all = true;
    for (size_t i = 0; has_all && i < self->manifest->file_count; i++) {
        struct stat about;
        char *path = content_blob(self, &self->manifest->files[i]);
        has_all = lstat(path, &about) == 0 && about.st_size == self->manifest->files[i].size;
        free(path);
    }
    return has_all;
}

// A file that was damaged since it came is fetched again: accepting reads each one.
static bool is_wanted(const struct round *self, const struct manifest_file *file)
{
    struct error ignored = {0};
    if (download_has(&self->download, file)) {
        return false;
    }
    char *path = content_blob(self, file);
    bool is_whole = set_blob_is_right(path, file->sha256, file->size, &ignored);
    free(path);
    return !is_whole;
}

static bool has_room(struct round *self, const bool *wanted)
{
    struct error err = {0};
    int64_t bytes = 0;
    for (size_t i = 0; i < self->manifest->file_count; i++) {
        const struct manifest_file *file = &self->manifest->files[i];
        bytes += wanted[i] ? file->size - download_part(&self->download, file) : 0;
    }
    return content_has_room(self->content, bytes, &err) ||
           round_refuse(self, ACCEPT_NO_SPACE, &err);
}

// --- one file ----------------------------------------------------------------------------------

struct writing {
    struct round *round;
    const struct manifest_file *file;
    int fd; // −1: not begun
};

static bool begin_part(void *context, int64_t from, struct error *err)
{
    struct writing *self = context;
    self->fd = download_write_part(&self->round->download, self->file, from, err);
    return self->fd >= 0;
}

static bool write_part(void *context, const void *piece, size_t length, struct error *err)
{
    const struct writing *self = context;
    for (const char *at = piece; length > 0;) {
        ssize_t put = write(self->fd, at, length);
        if (put < 0 && errno != EINTR) {
            return error_set(err, ERROR_FULL, "cannot be stored: %s", strerror(errno));
        }
        at += put > 0 ? put : 0;
        length -= put > 0 ? (size_t)put : 0;
    }
    return true;
}

// What is missing behind the part that is here. False: nothing more will come now (err is set).
static bool get_rest(struct round *self, const struct manifest_file *file, struct error *err)
{
    char name[sizeof "blob/" + SHA256_TEXT];
    snprintf(name, sizeof name, "blob/%s", file->sha256);
    struct writing writing = {self, file, -1};
    struct get_reply reply;
    struct get get = {.from = download_part(&self->download, file),
                      .limit = file->size,
                      .is_large = true,
                      .begin = begin_part,
                      .take = write_part,
                      .self = &writing};
    enum got got = round_get(self, name, &get, &reply, err);
    if (writing.fd >= 0) {
        close(writing.fd);
    }
    if (got == GOT_NO_RANGE && get.from > 0) { // the server's file is shorter than the part
        *err = (struct error){0};
        writing.fd = download_write_part(&self->download, file, 0, err);
        if (writing.fd < 0) {
            return false;
        }
        close(writing.fd);
        return true;
    }
    return got == GOT_IT;
}

static bool make_empty(struct round *self, const struct manifest_file *file, struct error *err)
{
    int fd = download_write_part(&self->download, file, 0, err);
    if (fd >= 0) {
        close(fd);
    }
    return fd >= 0;
}

static bool get_file(struct round *self, const struct manifest_file *file, struct error *err)
{
    enum { TRIES = 2 }; // a part that was begun from another file is fetched from its beginning
    for (int i = 0; i < TRIES; i++) {
        int64_t from = download_part(&self->download, file);
        *err = (struct error){0};
        if (file->size == 0 ? !make_empty(self, file, err)
                            : from < file->size && !get_rest(self, file, err)) {
            return false;
        }
        int64_t here = download_part(&self->download, file);
        if (here == file->size && download_finish(&self->download, file, err)) {
            return true;
        }
        if (here < file->size && (from == 0 || here > 0)) {
            return error_set(err, ERROR_BUSY, "the server sent %lld bytes of %lld", (long long)here,
                             (long long)file->size);
        }
        if (from == 0) {
            return false;
        }
    }
    return false;
}

bool round_get_files(struct round *self)
{
    bool *wanted = mem_zeroed(self->manifest->file_count + 1, sizeof *wanted);
    download_sweep(&self->download, self->manifest);
    for (size_t i = 0; i < self->manifest->file_count; i++) {
        wanted[i] = is_wanted(self, &self->manifest->files[i]);
    }
    bool is_good = has_room(self, wanted);
    for (size_t i = 0; is_good && i < self->manifest->file_count; i++) {
        struct error err = {0};
        const struct manifest_file *file = &self->manifest->files[i];
        if (!wanted[i] || get_file(self, file, &err)) {
            continue;
        }
        error_prefix(&err, "“%s”", file->name);
        is_good = err.code == ERROR_MEDIA  ? round_refuse(self, ACCEPT_BLOB, &err)
                  : err.code == ERROR_FULL ? round_refuse(self, ACCEPT_STORE, &err)
                                           : round_fail(self, "files", &err);
    }
    free(wanted);
    return is_good;
}
