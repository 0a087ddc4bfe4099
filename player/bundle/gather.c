// Gathering files and writing them under the names of their digests.
#include "bundle/gather.h"

#include "base/file.h"
#include "base/mem.h"
#include "bundle/hash.h"
#include "playlist/files.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

// --- which files -------------------------------------------------------------------------------

struct noting {
    struct gathering *gathering;
    const char *playlist;
    struct troubles *troubles;
};

// Takes `from` over.
static void add(struct gathering *self, const struct gathered_file *file)
{
    for (size_t i = 0; i < self->count; i++) {
        if (strcmp(self->files[i].from, file->from) == 0 && self->files[i].kind == file->kind) {
            free(file->from);
            return;
        }
    }
    self->files = MEM_GROW(self->files, self->count, self->capacity);
    self->files[self->count] = *file;
    self->files[self->count++].playlist = mem_copy(file->playlist);
}

// The path with its folders made absolute: what a name is relative to must not depend on links
// further up, but a file that is a link keeps its own name.
static char *real_place(const char *path)
{
    char *folder = file_folder(path);
    char *real = realpath(folder, NULL);
    const char *slash = strrchr(path, '/');
    const char *name = slash != NULL ? slash + 1 : path;
    char *place = real == NULL             ? NULL
                  : strcmp(real, "/") == 0 ? mem_format("/%s", name)
                                           : mem_format("%s/%s", real, name);
    free(real);
    free(folder);
    return place;
}

static void note_file(void *self, const struct file_ref *ref)
{
    struct noting *noting = self;
    struct stat about;
    const char *path = *ref->path;
    bool is_there = stat(path, &about) == 0;
    const char *why = !is_there                             ? strerror(errno)
                      : !S_ISREG(about.st_mode)             ? "is not a file"
                      : about.st_size > MANIFEST_FILE_LIMIT ? "is larger than 8 GiB"
                                                            : NULL;
    char *from = why == NULL ? real_place(path) : NULL;
    if (from == NULL) {
        troubles_add(noting->troubles, TROUBLE_ERROR, noting->playlist, ref->line, NULL, NULL,
                     "%s: %s", path, why != NULL ? why : "cannot be found");
        return;
    }
    const struct gathered_file file = {from, bundle_kind_of(ref->use), ref->line, NULL};
    add(noting->gathering, &file);
}

bool gather_playlist(struct gathering *self, const char *path, struct troubles *troubles)
{
    struct playlist *playlist = playlist_load(path, troubles);
    if (playlist == NULL) {
        return false;
    }
    size_t before = troubles_errors(troubles);
    char name[MANIFEST_NAME];
    snprintf(name, sizeof name, "%s", path);
    const struct gathered_file own = {real_place(path), BUNDLE_PLAYLIST, 0, name};
    add(self, &own);
    struct noting noting = {self, path, troubles};
    playlist_each_file(playlist, note_file, &noting);
    self->has_usual_calendar = self->has_usual_calendar || playlist->calendar == NULL;
    self->has_usual_fonts = self->has_usual_fonts || playlist->font_count == 0;
    playlist_free(playlist);
    return troubles_errors(troubles) == before;
}

void gather_fini(struct gathering *self)
{
    for (size_t i = 0; i < self->count; i++) {
        free(self->files[i].from);
        free(self->files[i].playlist);
    }
    free(self->files);
    *self = (struct gathering){0};
}

// --- names -------------------------------------------------------------------------------------

// How much of all paths is the folder they have in common, with its slash.
static size_t common_folder(const struct gathering *self)
{
    const char *first = self->files[0].from;
    size_t length = (size_t)(strrchr(first, '/') + 1 - first);
    for (size_t i = 1; i < self->count; i++) {
        while (strncmp(first, self->files[i].from, length) != 0) {
            do {
                length--;
            } while (first[length - 1] != '/');
        }
    }
    return length;
}

// --- writing -----------------------------------------------------------------------------------

struct writing {
    const struct gather_wish *wish;
    struct manifest *manifest;
    int64_t done;
    int fd; // −1: the file is only hashed
};

static bool write_piece(void *self, const void *piece, size_t length, struct error *err)
{
    struct writing *writing = self;
    const char *at = piece;
    for (size_t left = writing->fd >= 0 ? length : 0; left > 0;) {
        ssize_t put = write(writing->fd, at, left);
        if (put < 0 && errno != EINTR) {
            return error_set(err, ERROR_FULL, "cannot be written: %s", strerror(errno));
        }
        at += put > 0 ? put : 0;
        left -= put > 0 ? (size_t)put : 0;
    }
    writing->done += (int64_t)length;
    if (writing->wish->progress != NULL) {
        writing->wish->progress(writing->wish->self, writing->done, 2 * writing->manifest->total);
    }
    return true;
}

static int open_source(const char *from, int64_t *size, struct error *err)
{
    struct stat about;
    int fd = open(from, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    if (fd < 0 || fstat(fd, &about) != 0) {
        error_set(err, ERROR_CONFIG, "%s: %s", from, strerror(errno));
    } else if (!S_ISREG(about.st_mode)) {
        error_set(err, ERROR_CONFIG, "%s: is not a file", from);
    } else {
        *size = (int64_t)about.st_size;
        return fd;
    }
    if (fd >= 0) {
        close(fd);
    }
    return -1;
}

static bool hash_source(struct writing *self, const char *from, struct manifest_file *file,
                        struct error *err)
{
    int fd = open_source(from, &file->size, err);
    if (fd < 0) {
        return false;
    }
    self->fd = -1;
    bool is_good = hash_file(fd, file->size, write_piece, self, file->sha256, err) ||
                   error_prefix(err, "%s", from);
    close(fd);
    return is_good;
}

static bool has_blob(const char *path, int64_t size)
{
    struct stat about;
    return lstat(path, &about) == 0 && S_ISREG(about.st_mode) && about.st_size == size;
}

static bool copy_to(struct writing *self, int from, const char *path,
                    const struct manifest_file *file, struct error *err)
{
    char found[SHA256_TEXT];
    char *fresh = mem_format("%s.part", path);
    self->fd = open(fresh, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0644);
    bool is_good = self->fd >= 0 || error_set(err, ERROR_FULL, "%s: %s", fresh, strerror(errno));
    is_good = is_good && hash_file(from, file->size, write_piece, self, found, err);
    is_good = is_good && (strcmp(found, file->sha256) == 0 ||
                          error_set(err, ERROR_BUSY, "was changed while it was packed"));
    is_good = is_good && ((fsync(self->fd) == 0 && rename(fresh, path) == 0) ||
                          error_set(err, ERROR_FULL, "%s: %s", path, strerror(errno)));
    if (self->fd >= 0) {
        close(self->fd);
    }
    if (!is_good) {
        unlink(fresh);
    }
    free(fresh);
    return is_good;
}

static bool write_blob(struct writing *self, const char *from, const struct manifest_file *file,
                       struct error *err)
{
    int64_t size = 0;
    char *path = mem_format("%s/blob/%s", self->wish->folder, file->sha256);
    int fd = -1;
    bool is_good = true;
    if (has_blob(path, file->size)) {
        self->done += file->size;
    } else {
        fd = open_source(from, &size, err);
        is_good = fd >= 0 && (copy_to(self, fd, path, file, err) || error_prefix(err, "%s", from));
    }
    if (fd >= 0) {
        close(fd);
    }
    free(path);
    return is_good;
}

// A folder of the user's is not filled with digests by a slip of the pen.
static bool is_for_bundles(const char *folder, struct error *err)
{
    char *manifest = file_join(folder, "manifest");
    bool is_bundle = file_exists(manifest);
    free(manifest);
    bool is_empty = true;
    DIR *entries = opendir(folder);
    for (struct dirent *entry; entries != NULL && (entry = readdir(entries)) != NULL;) {
        const char *name = entry->d_name; // keys: a set that goes with the content (trust draft)
        is_empty = is_empty && (strcmp(name, ".") == 0 || strcmp(name, "..") == 0 ||
                                strcmp(name, "blob") == 0 || strcmp(name, "keys") == 0 ||
                                strncmp(name, "keys.", 5) == 0);
    }
    if (entries != NULL) {
        closedir(entries);
    }
    return is_bundle || is_empty ||
           error_set(err, ERROR_CONFIG,
                     "%s: holds other things; name an empty folder, such as %s/%s", folder, folder,
                     "XIAOLABA");
}

static bool is_wanted(const struct manifest *manifest, const char *name)
{
    for (size_t i = 0; i < manifest->file_count; i++) {
        if (strcmp(manifest->files[i].sha256, name) == 0) {
            return true;
        }
    }
    return false;
}

static void remove_unwanted(const char *folder, const struct manifest *manifest)
{
    static const char *const signatures[] = {"manifest.minisig", "manifest.approve.minisig"};
    for (size_t i = 0; i < sizeof signatures / sizeof signatures[0]; i++) {
        char *path = file_join(folder, signatures[i]);
        unlink(path);
        free(path);
    }
    char *blobs = file_join(folder, "blob");
    DIR *entries = opendir(blobs);
    for (struct dirent *entry; entries != NULL && (entry = readdir(entries)) != NULL;) {
        if (!is_wanted(manifest, entry->d_name)) {
            char *path = file_join(blobs, entry->d_name);
            unlink(path); // leaves folders alone
            free(path);
        }
    }
    if (entries != NULL) {
        closedir(entries);
    }
    free(blobs);
}

static bool name_files(const struct gathering *self, struct writing *writing, struct error *err)
{
    struct manifest *manifest = writing->manifest;
    size_t root = common_folder(self);
    manifest->files = mem_zeroed(self->count, sizeof *manifest->files);
    for (size_t i = 0; i < self->count; i++) {
        struct manifest_file *file = &manifest->files[manifest->file_count++];
        file->kind = self->files[i].kind;
        file->name = mem_copy(self->files[i].from + root);
        if (!hash_source(writing, self->files[i].from, file, err)) {
            return false;
        }
        manifest->total += file->size;
        if (i == 0) {
            memcpy(manifest->playlist, file->sha256, SHA256_TEXT);
        }
    }
    return true;
}

bool gather_write(const struct gathering *self, const struct gather_wish *wish,
                  struct manifest *manifest, struct error *err)
{
    struct writing writing = {.wish = wish, .manifest = manifest};
    if (self->count > MANIFEST_FILES) {
        return error_set(err, ERROR_CONFIG, "%zu files are more than a bundle holds (%d)",
                         self->count, MANIFEST_FILES);
    }
    char *blobs = file_join(wish->folder, "blob");
    bool is_good = is_for_bundles(wish->folder, err) && file_make_folders(blobs, err) &&
                   name_files(self, &writing, err);
    struct str text = {0};
    if (is_good) { // what is written must be what will be read
        manifest_print(manifest, &text);
        struct manifest *again = manifest_parse(text.text, text.length, err);
        is_good = again != NULL;
        manifest_free(again);
    }
    if (is_good) {
        remove_unwanted(wish->folder, manifest);
    }
    for (size_t i = 0; is_good && i < self->count; i++) {
        is_good = write_blob(&writing, self->files[i].from, &manifest->files[i], err);
    }
    if (is_good) {
        char *path = file_join(wish->folder, "manifest");
        is_good = file_write(path, text.text, text.length, err);
        free(path);
    }
    str_fini(&text);
    free(blobs);
    return is_good;
}
