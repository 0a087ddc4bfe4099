// The files of a bundle on their way into the content folder.
#include "bundle/accept_parts.h"

#include "base/file.h"
#include "base/mem.h"
#include "bundle/beneath.h"
#include "bundle/hash.h"
#include "bundle/set.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static bool is_here(const struct acceptance *self, const struct manifest_file *file)
{
    struct stat about;
    char *path = mem_format("%s/blob/%s", content_folder(self->content), file->sha256);
    bool is = lstat(path, &about) == 0 && S_ISREG(about.st_mode) && about.st_size == file->size;
    free(path);
    return is;
}

// Whether files of the bundle's folder can be moved here: one file system, and nobody needs them
// there.
static bool can_move(const struct acceptance *self)
{
    struct stat from;
    struct stat to;
    return self->terms->uses_up && fstat(self->source, &from) == 0 &&
           stat(content_folder(self->content), &to) == 0 && from.st_dev == to.st_dev;
}

int64_t accept_bytes_to_copy(const struct acceptance *self)
{
    int64_t bytes = 0;
    for (size_t i = 0; !can_move(self) && i < self->manifest->file_count; i++) {
        bytes += is_here(self, &self->manifest->files[i]) ? 0 : self->manifest->files[i].size;
    }
    return bytes;
}

// --- copying -----------------------------------------------------------------------------------

struct copying {
    struct acceptance *acceptance;
    const struct manifest_file *file;
    int fd; // −1: only looked at
};

static bool take_piece(void *self, const void *piece, size_t length, struct error *err)
{
    struct copying *copying = self;
    struct acceptance *acceptance = copying->acceptance;
    const char *at = piece;
    for (size_t left = copying->fd >= 0 ? length : 0; left > 0;) {
        ssize_t put = write(copying->fd, at, left);
        if (put < 0 && errno != EINTR) {
            return error_set(err, ERROR_FULL, "cannot be stored: %s", strerror(errno));
        }
        at += put > 0 ? put : 0;
        left -= put > 0 ? (size_t)put : 0;
    }
    acceptance->done += (int64_t)length;
    acceptance->out->copied += copying->fd >= 0 ? (int64_t)length : 0;
    if (acceptance->terms->progress != NULL) {
        acceptance->terms->progress(acceptance->terms->self, acceptance->done,
                                    acceptance->manifest->total, copying->file->name);
    }
    return true;
}

// The file `name` of a folder through the hash, and into copying->fd.
static bool pass(struct copying *copying, int folder_fd, const char *name, struct error *err)
{
    const struct manifest_file *file = copying->file;
    char found[SHA256_TEXT];
    int64_t size = 0;
    int from = beneath_open(folder_fd, name, &size, NULL, err);
    if (from < 0) {
        return false;
    }
    bool is_good =
        size == file->size || error_set(err, ERROR_MEDIA, "has another size than was signed");
    is_good = is_good && hash_file(from, file->size, take_piece, copying, found, err);
    is_good = is_good && (strcmp(found, file->sha256) == 0 ||
                          error_set(err, ERROR_MEDIA, "its bytes are not those that were signed"));
    close(from);
    return is_good;
}

enum { BLOB_NAME = sizeof "blob/" + SHA256_TEXT };

static void name_blob(const struct manifest_file *file, char out[BLOB_NAME])
{
    snprintf(out, BLOB_NAME, "blob/%s", file->sha256);
}

static bool refuse_file(struct acceptance *self, const struct manifest_file *file,
                        struct error *err)
{
    enum accept_answer answer = err->code == ERROR_FULL ? ACCEPT_STORE : ACCEPT_BLOB;
    error_prefix(err, "“%s”", file->name);
    return accept_refuse(self, answer, err);
}

static bool copy_to(struct acceptance *self, const struct manifest_file *file, const char *staged,
                    struct error *err)
{
    char name[BLOB_NAME];
    name_blob(file, name);
    int fd = open(staged, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0644);
    if (fd < 0) {
        return error_set(err, ERROR_FULL, "%s: %s", staged, strerror(errno));
    }
    struct copying copying = {self, file, fd};
    content_hand_over(self->content, fd);
    bool is_good = pass(&copying, self->source, name, err) &&
                   ((fchmod(fd, 0444) == 0 && fsync(fd) == 0) ||
                    error_set(err, ERROR_FULL, "%s: %s", staged, strerror(errno)));
    close(fd);
    return is_good;
}

// Moved first and read then: what is checked is what stays.
static bool check_moved(struct acceptance *self, const struct manifest_file *file,
                        const char *staged, struct error *err)
{
    struct copying copying = {self, file, -1};
    char *staging = content_path(self->content, "staging");
    int folder = beneath_folder(staging, err);
    bool is_good = folder >= 0 && pass(&copying, folder, file->sha256, err);
    int fd = is_good ? openat(folder, file->sha256, O_RDONLY | O_CLOEXEC | O_NOFOLLOW) : -1;
    if (is_good) {
        content_hand_over(self->content, fd);
        is_good = (fd >= 0 && fchmod(fd, 0444) == 0 && fsync(fd) == 0) ||
                  error_set(err, ERROR_FULL, "%s: %s", staged, strerror(errno));
    }
    if (fd >= 0) {
        close(fd);
    }
    if (folder >= 0) {
        close(folder);
    }
    free(staging);
    return is_good;
}

// Only a plain file, out of a plain folder, is moved.
static bool move(struct acceptance *self, const struct manifest_file *file, const char *staged)
{
    struct stat about;
    int blobs = openat(self->source, "blob", O_PATH | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
    bool is_moved = blobs >= 0 && fstatat(blobs, file->sha256, &about, AT_SYMLINK_NOFOLLOW) == 0 &&
                    S_ISREG(about.st_mode) && about.st_nlink == 1 &&
                    renameat(blobs, file->sha256, AT_FDCWD, staged) == 0;
    if (blobs >= 0) {
        close(blobs);
    }
    return is_moved;
}

static bool stage(struct acceptance *self, const struct manifest_file *file, const char *staged,
                  struct error *err)
{
    return can_move(self) && move(self, file, staged) ? check_moved(self, file, staged, err)
                                                      : copy_to(self, file, staged, err);
}

static bool store(struct acceptance *self, const struct manifest_file *file)
{
    struct error err = {0};
    char *staged = mem_format("%s/staging/%s", content_folder(self->content), file->sha256);
    char *path = mem_format("%s/%s", self->blobs, file->sha256);
    bool is_good =
        stage(self, file, staged, &err) &&
        (rename(staged, path) == 0 || error_set(&err, ERROR_FULL, "%s: %s", path, strerror(errno)));
    if (!is_good) {
        unlink(staged);
        refuse_file(self, file, &err);
    }
    free(path);
    free(staged);
    return is_good;
}

// A file that is here already is read once more: what was damaged since is fetched again.
static bool is_whole(struct acceptance *self, const struct manifest_file *file)
{
    struct error ignored = {0};
    char *path = mem_format("%s/%s", self->blobs, file->sha256);
    bool is = is_here(self, file) && set_blob_is_right(path, file->sha256, file->size, &ignored);
    free(path);
    if (is) {
        struct copying looked = {self, file, -1};
        (void)take_piece(&looked, NULL, (size_t)file->size, &ignored);
    }
    return is;
}

bool accept_copy(struct acceptance *self)
{
    struct error err = {0};
    if (!content_make_folder(self->content, "blob", &err) ||
        !content_make_folder(self->content, "staging", &err)) {
        return accept_refuse(self, ACCEPT_STORE, &err);
    }
    for (size_t i = 0; i < self->manifest->file_count; i++) {
        if (!is_whole(self, &self->manifest->files[i]) && !store(self, &self->manifest->files[i])) {
            return false;
        }
    }
    return content_sync(self->content, "blob", &err) || accept_refuse(self, ACCEPT_STORE, &err);
}

bool accept_hash_in_place(struct acceptance *self)
{
    for (size_t i = 0; i < self->manifest->file_count; i++) {
        struct error err = {0};
        char name[BLOB_NAME];
        struct copying copying = {self, &self->manifest->files[i], -1};
        name_blob(copying.file, name);
        if (!pass(&copying, self->source, name, &err)) {
            return refuse_file(self, copying.file, &err);
        }
    }
    return true;
}

// --- switching ---------------------------------------------------------------------------------

static bool put_part(struct acceptance *self, const char *name, const char *bytes, size_t length,
                     struct error *err)
{
    if (bytes == NULL) {
        return true;
    }
    struct set_id set = set_id_of(self->manifest);
    char *path = mem_format("set/%s/%s", set.text, name);
    bool is_put = content_put_file(self->content, path, bytes, length, err);
    free(path);
    return is_put;
}

static bool put_set(struct acceptance *self, struct error *err)
{
    struct set_id set = set_id_of(self->manifest);
    char *folder = mem_format("set/%s", set.text);
    struct str keys = {0};
    keys_print(&self->keys, &keys);
    const struct part *signatures = self->signatures;
    bool is_put =
        content_make_folder(self->content, "set", err) &&
        content_make_folder(self->content, folder, err) &&
        put_part(self, "keys", keys.text, keys.length, err) &&
        put_part(self, "manifest.minisig", signatures[ROLE_AUTHOR].bytes,
                 signatures[ROLE_AUTHOR].length, err) &&
        put_part(self, "manifest.approve.minisig", signatures[ROLE_APPROVER].bytes,
                 signatures[ROLE_APPROVER].length, err) &&
        put_part(self, "manifest", self->manifest_part.bytes, self->manifest_part.length, err) &&
        content_sync(self->content, "set", err) && content_sync(self->content, "", err);
    str_fini(&keys);
    free(folder);
    return is_put;
}

// A set that failed its starts and has nothing before it stays off until somebody brings it again:
// its files may have been what was wrong.
static bool renew_trial(struct acceptance *self, const struct set_id *set, struct error *err)
{
    struct set_trial trial = content_trial(self->content);
    if (strcmp(trial.set.text, set->text) != 0 || trial.is_good ||
        trial.starts < CONTENT_STARTS_MOST) {
        return true;
    }
    trial.starts = 0;
    return content_put_trial(self->content, &trial, err);
}

bool accept_mend(struct acceptance *self)
{
    struct error err = {0};
    struct error ignored = {0};
    struct set_id set = set_id_of(self->manifest);
    struct manifest *manifest = set_manifest(self->content, &set, &ignored);
    bool is_whole = manifest != NULL;
    manifest_free(manifest);
    // synced in any case: it may be on by a try whose last sync has failed
    return ((is_whole || put_set(self, &err)) && renew_trial(self, &set, &err) &&
            content_sync(self->content, "", &err)) ||
           accept_refuse(self, ACCEPT_STORE, &err);
}

bool accept_switch(struct acceptance *self)
{
    struct error err = {0};
    struct set_id set = set_id_of(self->manifest);
    struct mark mark = {.release = self->manifest->release, .created = self->mark.created};
    memcpy(mark.sha256, self->manifest->sha256, sizeof mark.sha256);
    if (self->manifest->created.us > mark.created.us) {
        mark.created = self->manifest->created;
    }
    return (put_set(self, &err) && content_put_mark(self->content, &mark, &err) &&
            content_switch(self->content, &set, true, &err)) ||
           accept_refuse(self, ACCEPT_STORE, &err);
}

// --- sweeping ----------------------------------------------------------------------------------

// The names that are needed, one a line.
static bool note_needed(const struct acceptance *self, const struct set_id *set, struct str *needed)
{
    struct error ignored = {0};
    if (set->text[0] == '\0') {
        return true;
    }
    struct manifest *manifest = set_manifest(self->content, set, &ignored);
    if (manifest == NULL) {
        return false; // nobody knows what it needs
    }
    str_addf(needed, "%s\n", set->text);
    for (size_t i = 0; i < manifest->file_count; i++) {
        str_addf(needed, "%s\n", manifest->files[i].sha256);
    }
    manifest_free(manifest);
    return true;
}

static void sweep(int folder, const char *needed);

// Everything here goes by descriptors and follows no link: where root installs, the folder is still
// another user's.
static int open_folder(int within, const char *name)
{
    return openat(within, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
}

static void remove_entry(int folder, const char *name)
{
    if (unlinkat(folder, name, 0) != 0 && errno == EISDIR) {
        sweep(open_folder(folder, name), NULL);
        unlinkat(folder, name, AT_REMOVEDIR);
    }
}

// Whether `name` is one of these lines.
static bool is_line(const char *lines, const char *name)
{
    size_t length = strlen(name);
    const char *at = strstr(lines, name);
    while (at != NULL && !((at == lines || at[-1] == '\n') && at[length] == '\n')) {
        at = strstr(at + 1, name);
    }
    return at != NULL;
}

// Removes the entries of `folder` (closed then; −1: none) that `needed` does not name; NULL: all.
static void sweep(int folder, const char *needed)
{
    DIR *entries = folder >= 0 ? fdopendir(folder) : NULL;
    for (struct dirent *entry; entries != NULL && (entry = readdir(entries)) != NULL;) {
        const char *name = entry->d_name;
        bool is_kept = strcmp(name, ".") == 0 || strcmp(name, "..") == 0 ||
                       (needed != NULL && is_line(needed, name));
        if (!is_kept) {
            remove_entry(folder, name);
        }
    }
    if (entries != NULL) {
        closedir(entries);
    } else if (folder >= 0) {
        close(folder);
    }
}

static void sweep_folder(const struct acceptance *self, const char *name, const char *needed)
{
    char *path = content_path(self->content, name);
    sweep(open_folder(AT_FDCWD, path), needed);
    free(path);
}

// Files that a power cut left half written beside those of content.h, none of which has a dot.
static void sweep_halves(const struct acceptance *self)
{
    int folder = open_folder(AT_FDCWD, content_folder(self->content));
    DIR *entries = folder >= 0 ? fdopendir(folder) : NULL;
    for (struct dirent *entry; entries != NULL && (entry = readdir(entries)) != NULL;) {
        if (strchr(entry->d_name, '.') != NULL) {
            unlinkat(folder, entry->d_name, 0); // leaves folders alone
        }
    }
    if (entries != NULL) {
        closedir(entries);
    } else if (folder >= 0) {
        close(folder);
    }
}

void accept_sweep(struct acceptance *self)
{
    static const char *const folders[] = {"blob", "set"};
    struct str needed = {0};
    str_addf(&needed, "%s\n", set_id_of(self->manifest).text);
    for (size_t i = 0; i < self->manifest->file_count; i++) {
        str_addf(&needed, "%s\n", self->manifest->files[i].sha256);
    }
    sweep_folder(self, "staging", NULL);
    sweep_halves(self);
    if (note_needed(self, &self->current, &needed) && note_needed(self, &self->previous, &needed)) {
        for (size_t i = 0; i < sizeof folders / sizeof folders[0]; i++) {
            sweep_folder(self, folders[i], str_text(&needed));
        }
    }
    str_fini(&needed);
}
