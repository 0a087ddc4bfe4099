// The content folder: opening it, and what it says.
#include "bundle/content.h"

#include "base/file.h"
#include "base/folders.h"
#include "base/mem.h"
#include "bundle/content_parts.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <unistd.h>

#define SPARE_BYTES (INT64_C(64) << 20) // that stay free for the ledger

enum { SMALL_LIMIT = 4096 };

// The folders above are in the way of a power cut as well. Those that cannot be read are not ours.
static void sync_upwards(const char *folder)
{
    char *at = mem_copy(folder);
    for (bool is_last = false; !is_last;) {
        int fd = open(at, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
        if (fd >= 0) {
            (void)!fsync(fd);
            close(fd);
        }
        is_last = strcmp(at, "/") == 0 || strcmp(at, ".") == 0;
        char *above = file_folder(at);
        free(at);
        at = above;
    }
    free(at);
}

struct content *content_open(const char *folder, bool makes_it, struct error *err)
{
    struct content *self = mem_zeroed(1, sizeof *self);
    self->lock_fd = -1;
    if (folder != NULL) {
        self->folder = mem_copy(folder);
    } else {
        char *state = folders_state();
        self->folder = file_join(state, "content");
        free(state);
    }
    bool is_made = makes_it && !file_exists(self->folder);
    if (makes_it && !file_make_folders(self->folder, err)) {
        content_close(self);
        return NULL;
    }
    char *above = file_folder(self->folder);
    self->has_owner = stat(above, &self->owner) == 0;
    if (is_made) {
        int fd = open(self->folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC | O_NOFOLLOW);
        content_hand_over(self, fd);
        if (fd >= 0) {
            close(fd);
        }
        sync_upwards(above);
    }
    free(above);
    return self;
}

void content_close(struct content *self)
{
    if (self != NULL) {
        content_unlock(self);
        free(self->folder);
        free(self);
    }
}

const char *content_folder(const struct content *self)
{
    return self->folder;
}

char *content_path(const struct content *self, const char *name)
{
    return file_join(self->folder, name);
}

char *content_set_path(const struct content *self, const struct set_id *set, const char *name)
{
    return mem_format("%s/set/%s/%s", self->folder, set->text, name);
}

bool content_lock(struct content *self, struct error *err)
{
    if (self->lock_fd >= 0) {
        return error_set(err, ERROR_BUSY, "%s: is being changed already", self->folder);
    }
    char *path = content_path(self, "lock");
    int fd = open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0644);
    if (fd < 0) {
        error_set(err, ERROR_FULL, "%s: %s", path, strerror(errno));
    } else if (flock(fd, LOCK_EX | LOCK_NB) != 0) {
        close(fd);
        fd = -1;
        error_set(err, ERROR_BUSY, "%s: another import or change is under way", self->folder);
    } else {
        content_hand_over(self, fd);
    }
    free(path);
    self->lock_fd = fd;
    return fd >= 0;
}

void content_unlock(struct content *self)
{
    if (self->lock_fd >= 0) {
        close(self->lock_fd);
        self->lock_fd = -1;
    }
}

bool content_has_room(const struct content *self, int64_t bytes, struct error *err)
{
    struct statvfs about;
    int64_t needed = bytes + SPARE_BYTES;
    if (statvfs(self->folder, &about) != 0) {
        return true; // writing will tell
    }
    int64_t room = (int64_t)about.f_bavail * (int64_t)about.f_frsize;
    return room >= needed ||
           error_set(err, ERROR_FULL, "it needs %lld MiB on this machine, and %lld MiB are free",
                     (long long)(needed >> 20), (long long)(room >> 20));
}

// --- reading -----------------------------------------------------------------------------------

// NULL: not there. Owns: the caller, by free().
static char *read_small(const char *path, size_t *length)
{
    char *bytes = NULL;
    struct error ignored = {0};
    return file_read(path, SMALL_LIMIT, &bytes, length, &ignored) ? bytes : NULL;
}

static bool read_keys(const char *path, struct keys *out, struct error *err)
{
    char *bytes = NULL;
    size_t length = 0;
    bool is_good = file_read(path, KEYS_FILE_LIMIT, &bytes, &length, err) &&
                   (keys_parse(bytes, length, out, err) || error_prefix(err, "%s", path));
    free(bytes);
    return is_good;
}

bool content_keys(const struct content *self, struct keys *out, bool *is_there, struct error *err)
{
    char *path = content_path(self, "keys");
    struct stat about;
    *is_there = lstat(path, &about) == 0 || errno != ENOENT;
    bool is_good = !*is_there || read_keys(path, out, err);
    free(path);
    return is_good;
}

bool content_set_keys(const struct content *self, const struct set_id *set, struct keys *out,
                      struct error *err)
{
    char *path = content_set_path(self, set, "keys");
    bool is_good = read_keys(path, out, err);
    free(path);
    return is_good;
}

static bool is_set_id(const char *text)
{
    return strspn(text, "0123456789abcdef") == SET_ID && text[SET_ID] == '\0';
}

// Where a link leads: "set/0123456789abcdef". What leads elsewhere is no link of ours, and none.
// False: it cannot be read, which is another thing.
static bool read_link(const struct content *self, const char *name, struct set_id *out,
                      struct error *err)
{
    static const char head[] = "set/";
    char target[64];
    *out = (struct set_id){""};
    char *path = content_path(self, name);
    ssize_t length = readlink(path, target, sizeof target - 1);
    bool is_read = length >= 0 || errno == ENOENT || errno == EINVAL ||
                   error_set(err, ERROR_FULL, "%s: %s", path, strerror(errno));
    free(path);
    if (length > 0) {
        target[length] = '\0';
        if (strncmp(target, head, strlen(head)) == 0 && is_set_id(target + strlen(head))) {
            memcpy(out->text, target + strlen(head), SET_ID + 1);
        }
    }
    return is_read;
}

bool content_links(const struct content *self, struct set_id *current, struct set_id *previous,
                   struct error *err)
{
    return read_link(self, "current", current, err) && read_link(self, "previous", previous, err);
}

struct set_id content_current(const struct content *self)
{
    struct set_id set;
    struct error ignored = {0};
    (void)read_link(self, "current", &set, &ignored);
    return set;
}

struct set_id content_previous(const struct content *self)
{
    struct set_id set;
    struct error ignored = {0};
    (void)read_link(self, "previous", &set, &ignored);
    return set;
}

struct set_id content_aside(const struct content *self, char why[CONTENT_WHY])
{
    struct set_id set = {""};
    size_t length = 0;
    struct stat about;
    char *path = content_path(self, "aside");
    char *text = read_small(path, &length);
    why[0] = '\0';
    if (text == NULL && (lstat(path, &about) == 0 || errno != ENOENT)) {
        snprintf(why, CONTENT_WHY, "%s cannot be read", path);
    }
    free(path);
    if (text != NULL && length > SET_ID && text[SET_ID] == ' ') {
        text[SET_ID] = '\0';
        if (is_set_id(text)) {
            memcpy(set.text, text, SET_ID + 1);
            snprintf(why, CONTENT_WHY, "%.*s", (int)strcspn(text + SET_ID + 1, "\n"),
                     text + SET_ID + 1);
        }
    }
    free(text);
    return set;
}

struct set_trial content_trial(const struct content *self)
{
    struct set_trial trial = {0};
    size_t length = 0;
    char *path = content_path(self, "trial");
    char *text = read_small(path, &length);
    free(path);
    char set[SET_ID + 1];
    char state[8];
    int starts = 0;
    if (text != NULL && sscanf(text, "%16s %7s %d", set, state, &starts) == 3 && is_set_id(set) &&
        starts >= 0) {
        memcpy(trial.set.text, set, sizeof set);
        trial.starts = starts;
        trial.is_good = strcmp(state, "good") == 0;
    }
    free(text);
    return trial;
}

struct wall content_known(const struct content *self)
{
    struct wall time = {0};
    size_t length = 0;
    char *path = content_path(self, "known");
    char *text = read_small(path, &length);
    free(path);
    if (text != NULL) {
        text[strcspn(text, "\n")] = '\0';
        (void)manifest_time_parse(text, &time);
    }
    free(text);
    return time;
}

struct set_id set_id_of(const struct manifest *manifest)
{
    struct set_id set = {""};
    memcpy(set.text, manifest->sha256, SET_ID);
    return set;
}

// --- the mark ----------------------------------------------------------------------------------

static void raise_mark(struct mark *mark, const struct release *release, const char *sha256,
                       struct wall created)
{
    if (release_compare(*release, mark->release) > 0) {
        mark->release = *release;
        memcpy(mark->sha256, sha256, SHA256_TEXT);
    }
    if (created.us > mark->created.us) {
        mark->created = created;
    }
}

static void raise_by_set(const struct content *self, const struct set_id *set, struct mark *mark)
{
    char *bytes = NULL;
    size_t length = 0;
    struct error ignored = {0};
    if (set->text[0] == '\0') {
        return;
    }
    char *path = content_set_path(self, set, "manifest");
    if (file_read(path, MANIFEST_LIMIT, &bytes, &length, &ignored)) {
        struct manifest *manifest = manifest_parse(bytes, length, &ignored);
        if (manifest != NULL) {
            raise_mark(mark, &manifest->release, manifest->sha256, manifest->created);
        }
        manifest_free(manifest);
    }
    free(bytes);
    free(path);
}

static bool read_mark(const char *path, struct mark *out, struct error *err)
{
    char created[32];
    char sha256[SHA256_TEXT];
    long long epoch = 0;
    long long seq = 0;
    struct wall time;
    char *bytes = NULL;
    size_t length = 0;
    if (!file_read(path, SMALL_LIMIT, &bytes, &length, err)) {
        return false;
    }
    int got = sscanf(bytes, "%lld %lld %64s %31s", &epoch, &seq, sha256, created);
    free(bytes);
    if (got != 4 || !manifest_time_parse(created, &time) || epoch < 0 || seq < 0) {
        return error_set(err, ERROR_CONFIG, "%s: is damaged", path);
    }
    raise_mark(out, &(struct release){epoch, seq}, sha256, time);
    return true;
}

bool content_mark(const struct content *self, struct mark *out, struct error *err)
{
    *out = (struct mark){.release = {-1, -1}};
    struct set_id current;
    struct set_id previous;
    if (!content_links(self, &current, &previous, err)) {
        return false;
    }
    raise_by_set(self, &current, out);
    raise_by_set(self, &previous, out);
    char *path = content_path(self, "mark");
    struct stat about;
    bool is_there = lstat(path, &about) == 0 || errno != ENOENT;
    bool is_good = !is_there || read_mark(path, out, err);
    free(path);
    return is_good;
}
