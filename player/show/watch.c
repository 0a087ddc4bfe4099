// inotify on the playlist's folder.
#include "show/watch.h"

#include "base/file.h"
#include "base/mem.h"

#include <stdlib.h>
#include <string.h>
#include <sys/inotify.h>
#include <unistd.h>

void watch_init(struct watch *self, const char *path)
{
    char *folder = file_folder(path);
    const char *slash = strrchr(path, '/');
    self->name = mem_copy(slash == NULL ? path : slash + 1);
    self->fd = inotify_init1(IN_NONBLOCK | IN_CLOEXEC);
    if (self->fd >= 0 && inotify_add_watch(self->fd, folder, IN_CLOSE_WRITE | IN_MOVED_TO) < 0) {
        close(self->fd);
        self->fd = -1;
    }
    free(folder);
}

void watch_fini(struct watch *self)
{
    if (self->fd >= 0) {
        close(self->fd);
    }
    free(self->name);
    *self = (struct watch){.fd = -1};
}

bool watch_has_changed(struct watch *self)
{
    if (self->fd < 0) {
        return false;
    }
    bool has_changed = false;
    char room[4096] __attribute__((aligned(__alignof__(struct inotify_event))));
    for (ssize_t got; (got = read(self->fd, room, sizeof room)) > 0;) {
        for (ssize_t at = 0; at < got;) {
            struct inotify_event event;
            memcpy(&event, room + at, sizeof event);
            const char *name = room + at + sizeof event;
            has_changed = has_changed || (event.len > 0 && strcmp(name, self->name) == 0);
            at += (ssize_t)sizeof event + (ssize_t)event.len;
        }
    }
    return has_changed;
}
