// Keeping what was fetched so far.
#include "fetch/download.h"

#include "base/file.h"
#include "base/mem.h"
#include "bundle/set.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

static bool lock(struct download *self, struct error *err)
{
    char *path = file_join(self->folder, "lock");
    self->lock_fd = open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0644);
    bool is_locked = false;
    if (self->lock_fd < 0) {
        error_set(err, ERROR_FULL, "%s: %s", path, strerror(errno));
    } else if (flock(self->lock_fd, LOCK_EX | LOCK_NB) != 0) {
        error_set(err, ERROR_BUSY, "%s: something is being fetched already", self->folder);
    } else {
        content_hand_over(self->content, self->lock_fd);
        is_locked = true;
    }
    free(path);
    return is_locked;
}

bool download_open(struct download *self, struct content *content, struct error *err)
{
    *self = (struct download){.content = content, .lock_fd = -1};
    self->folder = content_path(content, "download");
    bool is_open = content_make_folder(content, "download", err) &&
                   content_make_folder(content, "download/blob", err) && lock(self, err);
    if (!is_open) {
        download_close(self);
    }
    return is_open;
}

void download_close(struct download *self)
{
    if (self->lock_fd >= 0) {
        close(self->lock_fd);
    }
    free(self->folder);
    *self = (struct download){.lock_fd = -1};
}

bool download_put(struct download *self, const char *name, const char *bytes, size_t length,
                  struct error *err)
{
    char *within = mem_format("download/%s", name);
    bool is_done = false;
    if (bytes != NULL) {
        is_done = content_put_file(self->content, within, bytes, length, err);
    } else {
        char *path = content_path(self->content, within);
        is_done = unlink(path) == 0 || errno == ENOENT ||
                  error_set(err, ERROR_FULL, "%s: %s", path, strerror(errno));
        free(path);
    }
    free(within);
    return is_done;
}

char *download_read(const struct download *self, const char *name, size_t limit, size_t *length)
{
    char *bytes = NULL;
    struct error ignored = {0};
    char *path = file_join(self->folder, name);
    bool is_read = file_read(path, limit, &bytes, length, &ignored);
    free(path);
    return is_read ? bytes : NULL;
}

// --- files -------------------------------------------------------------------------------------

static char *path_of(const struct download *self, const struct manifest_file *file,
                     const char *ending)
{
    return mem_format("%s/blob/%s%s", self->folder, file->sha256, ending);
}

static int64_t size_of(const char *path)
{
    struct stat about;
    return lstat(path, &about) == 0 && S_ISREG(about.st_mode) ? (int64_t)about.st_size : -1;
}

bool download_has(const struct download *self, const struct manifest_file *file)
{
    char *path = path_of(self, file, "");
    bool is_here = size_of(path) == file->size; // it got its name when its digest was right
    free(path);
    return is_here;
}

int64_t download_part(const struct download *self, const struct manifest_file *file)
{
    char *path = path_of(self, file, ".part");
    int64_t size = size_of(path);
    free(path);
    return size < 0 || size > file->size ? 0 : size;
}

int download_write_part(struct download *self, const struct manifest_file *file, int64_t from,
                        struct error *err)
{
    char *path = path_of(self, file, ".part");
    int fd = open(path, O_WRONLY | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0644);
    if (fd < 0 || ftruncate(fd, (off_t)from) != 0 || lseek(fd, (off_t)from, SEEK_SET) < 0) {
        error_set(err, ERROR_FULL, "%s: %s", path, strerror(errno));
        if (fd >= 0) {
            close(fd);
        }
        fd = -1;
    }
    content_hand_over(self->content, fd);
    free(path);
    return fd;
}

bool download_finish(struct download *self, const struct manifest_file *file, struct error *err)
{
    char *part = path_of(self, file, ".part");
    char *path = path_of(self, file, "");
    bool is_right = set_blob_is_right(part, file->sha256, file->size, err);
    if (!is_right) {
        unlink(part);
    } else if (rename(part, path) != 0) {
        is_right = error_set(err, ERROR_FULL, "%s: %s", path, strerror(errno));
    }
    free(path);
    free(part);
    return is_right;
}

// --- tidying -----------------------------------------------------------------------------------

static bool is_named(const struct manifest *manifest, const char *name)
{
    for (size_t i = 0; manifest != NULL && i < manifest->file_count; i++) {
        const char *sha256 = manifest->files[i].sha256;
        if (strncmp(name, sha256, strlen(sha256)) == 0) {
            return true;
        }
    }
    return false;
}

void download_sweep(struct download *self, const struct manifest *manifest)
{
    char *folder = file_join(self->folder, "blob");
    DIR *entries = opendir(folder);
    for (struct dirent *entry; entries != NULL && (entry = readdir(entries)) != NULL;) {
        if (entry->d_name[0] != '.' && !is_named(manifest, entry->d_name)) {
            unlinkat(dirfd(entries), entry->d_name, 0);
        }
    }
    if (entries != NULL) {
        closedir(entries);
    }
    free(folder);
}
