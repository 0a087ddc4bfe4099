// Changes of the content folder: each in one step, and on the disk before the next.
#include "bundle/content.h"

#include "base/file.h"
#include "base/mem.h"
#include "bundle/content_parts.h"

#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

void content_hand_over(const struct content *self, int fd)
{
    if (fd >= 0 && self->has_owner && geteuid() == 0) {
        (void)!fchown(fd, self->owner.st_uid, self->owner.st_gid); // a file system without owners
    }
}

bool content_sync(const struct content *self, const char *folder, struct error *err)
{
    char *path = folder[0] == '\0' ? mem_copy(self->folder) : content_path(self, folder);
    int fd = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    bool is_done = fd >= 0 && fsync(fd) == 0;
    if (!is_done) {
        error_set(err, ERROR_FULL, "%s: %s", path, strerror(errno));
    }
    if (fd >= 0) {
        close(fd);
    }
    free(path);
    return is_done;
}

// No link is followed: where root installs, the folder is still another user's.
bool content_make_folder(struct content *self, const char *name, struct error *err)
{
    char *path = content_path(self, name);
    bool may_be_there = mkdir(path, 0755) == 0 || errno == EEXIST;
    int fd = may_be_there ? open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC | O_NOFOLLOW) : -1;
    if (fd >= 0) {
        content_hand_over(self, fd);
        close(fd);
    } else {
        error_set(err, ERROR_FULL, "%s: %s", path, strerror(errno));
    }
    free(path);
    return fd >= 0;
}

bool content_put_file(struct content *self, const char *name, const void *bytes, size_t length,
                      struct error *err)
{
    char *path = content_path(self, name);
    bool is_put = file_write(path, bytes, length, err);
    int fd = is_put ? open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW) : -1;
    content_hand_over(self, fd);
    if (fd >= 0) {
        close(fd);
    }
    if (is_put) {
        char *folder = file_folder(name);
        is_put = content_sync(self, strcmp(folder, ".") == 0 ? "" : folder, err);
        free(folder);
    }
    free(path);
    return is_put;
}

bool content_put_keys(struct content *self, const struct keys *keys, struct error *err)
{
    struct str text = {0};
    keys_print(keys, &text);
    bool is_put = content_put_file(self, "keys", text.text, text.length, err);
    str_fini(&text);
    return is_put;
}

bool content_put_mark(struct content *self, const struct mark *mark, struct error *err)
{
    char created[32];
    manifest_time_print(mark->created, created);
    struct str text = {0};
    str_addf(&text, "%" PRId64 " %" PRId64 " %s %s\n", mark->release.epoch, mark->release.seq,
             mark->sha256, created);
    bool is_put = content_put_file(self, "mark", text.text, text.length, err);
    str_fini(&text);
    return is_put;
}

bool content_put_trial(struct content *self, const struct set_trial *trial, struct error *err)
{
    struct str text = {0};
    str_addf(&text, "%s %s %d\n", trial->set.text, trial->is_good ? "good" : "trial",
             trial->starts);
    bool is_put = content_put_file(self, "trial", text.text, text.length, err);
    str_fini(&text);
    return is_put;
}

bool content_put_known(struct content *self, struct wall time, struct error *err)
{
    char text[32];
    manifest_time_print(time, text);
    struct str line = {0};
    str_addf(&line, "%s\n", text);
    bool is_put = time.us <= content_known(self).us ||
                  content_put_file(self, "known", line.text, line.length, err);
    str_fini(&line);
    return is_put;
}

// --- switching ---------------------------------------------------------------------------------

static bool link_to(struct content *self, const char *name, const struct set_id *set,
                    struct error *err)
{
    char *path = content_path(self, name);
    char *fresh = mem_format("%s.tmp", path);
    char *target = mem_format("set/%s", set->text);
    unlink(fresh);
    bool is_done = symlink(target, fresh) == 0 && rename(fresh, path) == 0;
    if (!is_done) {
        error_set(err, ERROR_FULL, "%s: %s", path, strerror(errno));
    }
    free(target);
    free(fresh);
    free(path);
    return is_done && content_sync(self, "", err);
}

bool content_switch(struct content *self, const struct set_id *next, bool on_trial,
                    struct error *err)
{
    struct set_id old;
    struct set_id previous;
    if (!content_links(self, &old, &previous, err)) {
        return false;
    }
    bool is_other = old.text[0] != '\0' && strcmp(old.text, next->text) != 0;
    // What has not come through its trial is nothing to go back to, while there is something else.
    struct set_trial so_far = content_trial(self);
    bool is_proven = strcmp(so_far.set.text, old.text) != 0 || so_far.is_good;
    is_other = is_other && (is_proven || previous.text[0] == '\0');
    struct set_trial trial = {.set = *next, .is_good = !on_trial};
    return (!is_other || link_to(self, "previous", &old, err)) &&
           content_put_trial(self, &trial, err) && link_to(self, "current", next, err);
}

bool content_go_back(struct content *self, const char *why, struct error *err)
{
    struct set_id bad;
    struct set_id good;
    if (!content_links(self, &bad, &good, err)) {
        return false;
    }
    if (good.text[0] == '\0' || strcmp(good.text, bad.text) == 0) {
        return error_set(err, ERROR_CONFIG, "没有上一期可退 (there is nothing to go back to)");
    }
    struct str text = {0};
    str_addf(&text, "%s %s\n", bad.text, why);
    struct set_trial trial = {.set = good, .is_good = true};
    // the trial last: as long as the bad set is on, its failed starts are known
    bool is_done = content_put_file(self, "aside", text.text, text.length, err) &&
                   link_to(self, "current", &good, err) && content_put_trial(self, &trial, err);
    str_fini(&text);
    return is_done;
}
