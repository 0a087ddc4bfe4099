// Hidden names and real ones.
#include "record/place.h"

#include "base/file.h"
#include "base/mem.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

// Of the name, in the hidden one: that has to stay below 256 bytes.
enum { NAME_KEPT = 200 };

// What a link says, seen from where it is; NULL: it cannot be read. Owns: the caller.
static char *read_link(const char *path)
{
    char said[PATH_MAX];
    ssize_t length = readlink(path, said, sizeof said);
    if (length <= 0 || (size_t)length >= sizeof said) {
        return NULL;
    }
    const char *slash = said[0] == '/' ? NULL : strrchr(path, '/');
    return slash == NULL ? mem_format("%.*s", (int)length, said)
                         : mem_format("%.*s/%.*s", (int)(slash - path), path, (int)length, said);
}

// The path without slashes at its end; what a link leads to, also where nothing is yet. Owns: the
// caller.
static char *real_path(const char *path)
{
    char *name = mem_copy(path);
    size_t length = strlen(name);
    while (length > 1 && name[length - 1] == '/') {
        name[--length] = '\0';
    }
    struct stat about;
    if (lstat(name, &about) == 0 && S_ISLNK(about.st_mode)) {
        char *real = realpath(name, NULL);
        real = real != NULL || errno != ENOENT ? real : read_link(name);
        if (real != NULL) {
            free(name);
            return real;
        }
    }
    return name;
}

static char *hidden_name(const char *path)
{
    const char *slash = strrchr(path, '/');
    const char *name = slash == NULL ? path : slash + 1;
    return mem_format("%.*s.%.*s.part-XXXXXX", (int)(name - path), path, NAME_KEPT, name);
}

bool place_fail(const struct place *self, int why, struct error *err)
{
    if (why == ENOSPC || why == EDQUOT || why == EFBIG) {
        return error_set(err, ERROR_FULL, "%s: no space left for it (%s)", self->path,
                         strerror(why));
    }
    return error_set(err, ERROR_FULL, "%s: %s", self->path, strerror(why));
}

bool place_open_file(struct place *self, const char *path, struct error *err)
{
    *self = (struct place){.path = real_path(path), .fd = -1};
    struct stat about;
    if (stat(self->path, &about) == 0 && !S_ISREG(about.st_mode)) {
        return error_set(err, ERROR_CONFIG, "%s: is there already and is not a file", path);
    }
    char *name = hidden_name(self->path);
    self->fd = mkostemp(name, O_CLOEXEC);
    if (self->fd < 0) {
        int why = errno;
        free(name);
        return place_fail(self, why, err);
    }
    self->temporary = name;
    return true;
}

// --- folders -----------------------------------------------------------------------------------

static bool is_numbered_picture(const char *name)
{
    size_t digits = strspn(name, "0123456789");
    return digits > 0 && strcmp(name + digits, ".png") == 0;
}

// Whether nothing but pictures of a sequence is in `folder`.
static bool is_replaceable(const char *folder)
{
    DIR *listing = opendir(folder);
    if (listing == NULL) {
        return false;
    }
    bool is_ours = true;
    for (const struct dirent *entry; is_ours && (entry = readdir(listing)) != NULL;) {
        is_ours = strcmp(entry->d_name, ".") == 0 || strcmp(entry->d_name, "..") == 0 ||
                  is_numbered_picture(entry->d_name);
    }
    closedir(listing);
    return is_ours;
}

// `folder` with the files in it.
static void remove_folder(const char *folder)
{
    DIR *listing = opendir(folder);
    if (listing != NULL) {
        for (const struct dirent *entry; (entry = readdir(listing)) != NULL;) {
            unlinkat(dirfd(listing), entry->d_name, 0); // not "." and ".."
        }
        closedir(listing);
    }
    rmdir(folder);
}

bool place_open_folder(struct place *self, const char *path, struct error *err)
{
    *self = (struct place){.path = real_path(path), .fd = -1, .is_folder = true};
    struct stat about;
    if (stat(self->path, &about) == 0) {
        if (!S_ISDIR(about.st_mode)) {
            return error_set(err, ERROR_CONFIG, "%s: is there already and is not a folder", path);
        }
        if (!is_replaceable(self->path)) {
            return error_set(err, ERROR_CONFIG,
                             "%s: other things than numbered pictures are in this folder, and it "
                             "would be replaced; name one that is not there yet",
                             path);
        }
    }
    char *name = hidden_name(self->path);
    if (mkdtemp(name) == NULL) {
        int why = errno;
        free(name);
        return place_fail(self, why, err);
    }
    self->temporary = name;
    self->fd = open(name, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    return self->fd >= 0 || place_fail(self, errno, err);
}

// In place of a folder that is there: in one step where the file system can, else in two.
static bool swap_folders(struct place *self)
{
    if (renameat2(AT_FDCWD, self->temporary, AT_FDCWD, self->path, RENAME_EXCHANGE) == 0) {
        remove_folder(self->temporary); // the old one
        return true;
    }
    if (errno != EINVAL && errno != ENOSYS) {
        return false;
    }
    if (!is_replaceable(self->path)) { // something came into it in the meantime
        errno = ENOTEMPTY;
        return false;
    }
    remove_folder(self->path);
    return rename(self->temporary, self->path) == 0;
}

// --- the end -----------------------------------------------------------------------------------

static bool take_name(struct place *self)
{
    mode_t others = umask(0);
    umask(others);
    mode_t mode = (self->is_folder ? 0777 : 0666) & ~others;
    int synced = self->is_folder ? syncfs(self->fd) : fsync(self->fd);
    if (fchmod(self->fd, mode) != 0 || synced != 0) {
        return false;
    }
    return rename(self->temporary, self->path) == 0 ||
           (self->is_folder && (errno == ENOTEMPTY || errno == EEXIST) && swap_folders(self));
}

void place_step_aside(struct place *self)
{
    struct stat about;
    if (lstat(self->path, &about) != 0) {
        return;
    }
    const char *slash = strrchr(self->path, '/');
    const char *name = slash == NULL ? self->path : slash + 1;
    const char *point = strrchr(name, '.');
    const char *tail = self->is_folder || point == NULL || point == name ? "" : point;
    int kept = (int)(strlen(self->path) - strlen(tail));
    char *aside = mem_format("%.*s-cut%s", kept, self->path, tail);
    free(self->path);
    self->path = aside;
}

bool place_keep(struct place *self, struct error *err)
{
    if (!take_name(self)) {
        return place_fail(self, errno, err);
    }
    free(self->temporary);
    self->temporary = NULL;
    char *folder = file_folder(self->path);
    int above = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (above >= 0) { // the name, too
        fsync(above);
        close(above);
    }
    free(folder);
    return true;
}

void place_close(struct place *self)
{
    if (self->path != NULL && self->fd >= 0) {
        close(self->fd);
    }
    if (self->temporary != NULL && self->is_folder) {
        remove_folder(self->temporary);
    } else if (self->temporary != NULL) {
        unlink(self->temporary);
    }
    free(self->temporary);
    free(self->path);
    *self = (struct place){.fd = -1};
}
