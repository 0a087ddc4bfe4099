// What may lie on a stick in the place of a file: links, pipes, devices, folders, mounts. None of
// it is followed, waited for, or even opened.
#include "siege.h"

#include "base/file.h"
#include "base/mem.h"

#include <errno.h>
#include <sys/inotify.h>
#include <sys/mount.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/sysmacros.h>
#include <sys/un.h>
#include <unistd.h>

enum trap {
    LINK_OUTSIDE = 1, // to the very bytes that were signed
    LINK_INSIDE,
    LINK_TO_ITSELF,
    LINK_TO_NOTHING,
    LINK_TO_PROC,
    PIPE,
    SOCKET,
    FOLDER,
    DEVICE_NULL,
    DEVICE_ZERO,
    DEVICE_TERMINAL,
    NOTHING,
    EMPTY_FILE,
    MOUNT,     // of the very file or folder
    HARD_LINK, // the same file, and as good
    TRAPS,
};

static const struct {
    const char *name;
    enum accept_answer answer, when_missing;
} targets[] = {
    {"manifest", ACCEPT_UNREADABLE, ACCEPT_UNREADABLE},
    {"manifest.minisig", ACCEPT_UNREADABLE, ACCEPT_UNSIGNED},
    {"manifest.approve.minisig", ACCEPT_UNREADABLE, ACCEPT_UNSIGNED},
    {"0", ACCEPT_BLOB, ACCEPT_BLOB}, // the files
    {"1", ACCEPT_BLOB, ACCEPT_BLOB},
    {"blob", ACCEPT_BLOB, ACCEPT_BLOB},
};
enum { TARGETS = sizeof targets / sizeof targets[0] };

static bool make_socket(const char *path)
{
    struct sockaddr_un address = {.sun_family = AF_UNIX};
    int fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
    bool is_short = strlen(path) < sizeof address.sun_path;
    if (is_short) {
        strcpy(address.sun_path, path);
    }
    bool is_made = is_short && bind(fd, (const struct sockaddr *)&address, sizeof address) == 0;
    close(fd);
    return is_made;
}

static bool make_mount(const char *path, const char *away)
{
    struct stat about;
    bool is_folder = stat(away, &about) == 0 && S_ISDIR(about.st_mode);
    if (is_folder ? mkdir(path, 0755) != 0 : mknod(path, S_IFREG | 0644, 0) != 0) {
        return false;
    }
    return mount(away, path, NULL, MS_BIND, NULL) == 0;
}

// Puts it there. False: not here (not root, no such links).
static bool set_trap(enum trap trap, const char *path, const char *away)
{
    switch (trap) {
    case LINK_OUTSIDE:
        return symlink(away, path) == 0;
    case LINK_INSIDE: {
        char *beside = mem_format("%s.beside", path);
        bool is_set = rename(away, beside) == 0 && symlink(strrchr(beside, '/') + 1, path) == 0;
        free(beside);
        return is_set;
    }
    case LINK_TO_ITSELF:
        return symlink(strrchr(path, '/') + 1, path) == 0;
    case LINK_TO_NOTHING:
        return symlink("nothing", path) == 0;
    case LINK_TO_PROC:
        return symlink("/proc/self/exe", path) == 0;
    case PIPE:
        return mkfifo(path, 0666) == 0;
    case SOCKET:
        return make_socket(path);
    case FOLDER:
        return mkdir(path, 0777) == 0;
    case DEVICE_NULL:
        return mknod(path, S_IFCHR | 0666, makedev(1, 3)) == 0;
    case DEVICE_ZERO:
        return mknod(path, S_IFCHR | 0666, makedev(1, 5)) == 0;
    case DEVICE_TERMINAL:
        return mknod(path, S_IFCHR | 0666, makedev(5, 0)) == 0;
    case NOTHING:
        return true;
    case EMPTY_FILE:
        return mknod(path, S_IFREG | 0644, 0) == 0;
    case MOUNT:
        return make_mount(path, away);
    case HARD_LINK:
        return link(away, path) == 0;
    case TRAPS:
        return false;
    }
    return false;
}

// Whether something called `name` was opened since the watch began.
static bool was_opened(int watch, const char *name)
{
    _Alignas(struct inotify_event) char events[4096];
    ssize_t got = read(watch, events, sizeof events);
    for (ssize_t at = 0; at < got;) {
        const struct inotify_event *event = (const void *)(events + at);
        if (event->len > 0 && strcmp(event->name, name) == 0) {
            return true;
        }
        at += (ssize_t)(sizeof *event + event->len);
    }
    return false;
}

static bool must_not_be_opened(enum trap trap)
{
    return trap == PIPE || trap == SOCKET || (trap >= DEVICE_NULL && trap <= DEVICE_TERMINAL);
}

static int expected(enum trap trap, size_t target)
{
    return trap == HARD_LINK                                ? (int)ACCEPT_INSTALLED
           : trap == NOTHING                                ? (int)targets[target].when_missing
           : trap == EMPTY_FILE && target > 0 && target < 3 ? (int)ACCEPT_UNSIGNED
           : trap == EMPTY_FILE && target == 0              ? (int)ACCEPT_UNSIGNED
                                                            : (int)targets[target].answer;
}

static void try_trap(struct siege *self, enum trap trap, size_t target, const char *path)
{
    char what[64];
    char *folder = file_folder(path);
    int watch = inotify_init1(IN_NONBLOCK | IN_CLOEXEC);
    bool is_watching = inotify_add_watch(watch, folder, IN_OPEN) >= 0;
    snprintf(what, sizeof what, "trap %d for %s", (int)trap, targets[target].name);
    siege_try(self, what, expected(trap, target));
    if (is_watching && must_not_be_opened(trap) && was_opened(watch, strrchr(path, '/') + 1)) {
        row_fail(self->row, "%s: was opened", what);
    }
    close(watch);
    free(folder);
}

size_t traps_count(void)
{
    return (size_t)(TRAPS - 1) * TARGETS;
}

void traps_run(struct siege *self, size_t number)
{
    enum trap trap = (enum trap)(1 + number / TARGETS);
    size_t target = number % TARGETS;
    bool is_blob = target == 3 || target == 4;
    char *name = is_blob ? siege_blob(self, target - 3) : mem_copy(targets[target].name);
    char *path = siege_path(self, name);
    char *away = file_join(self->top, "away");
    if (rename(path, away) != 0) {
        row_fail(self->row, "%s cannot be moved", path);
    }
    self->terms.uses_up = random_below(&self->random, 2) == 0;
    if (set_trap(trap, path, away)) {
        try_trap(self, trap, target, path);
    }
    self->terms.uses_up = false;
    (void)umount2(path, MNT_DETACH);
    (void)remove(path);
    if (rename(away, path) != 0) { // it may have been moved beside
        char *beside = mem_format("%s.beside", path);
        (void)rename(beside, path);
        free(beside);
    }
    free(away);
    free(path);
    free(name);
}
