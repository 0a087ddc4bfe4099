// The decoder's process.
#include "media/child.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/file.h"
#include "base/mem.h"
#include "media/ring.h"

#ifndef XIAOLABA_LIBEXEC
#define XIAOLABA_LIBEXEC "/usr/local/libexec/xiaolaba"
#endif
#define CHILD_NAME "xiaolaba-decode"

enum { CHILD_FIRST_FREE_FD = RING_BELL_FD + 1, CHILD_PATH = 4096 };

extern char **environ;

// Killed, not yet reaped.
static struct {
    pid_t *pids;
    size_t count;
    size_t capacity;
} dropped;

// A place seen from this program's own folder. Owns: the caller, by free().
static char *seen_from_this_program(const char *where)
{
    char self[CHILD_PATH];
    ssize_t length = readlink("/proc/self/exe", self, sizeof self - 1);
    if (length <= 0) {
        return mem_copy(CHILD_NAME);
    }
    self[length] = '\0';
    char *folder = file_folder(self);
    char *path = file_join(folder, where);
    free(folder);
    return path;
}

char *child_program(void)
{
    const char *told = getenv("XIAOLABA_DECODE");
    if (told != NULL && told[0] != '\0') {
        return mem_copy(told);
    }
    // In the build folder, and in a prefix other than the one it was configured for.
    static const char *const places[] = {CHILD_NAME, "../libexec/xiaolaba/" CHILD_NAME};
    for (size_t i = 0; i < sizeof places / sizeof places[0]; i++) {
        char *path = seen_from_this_program(places[i]);
        if (access(path, X_OK) == 0) {
            return path;
        }
        free(path);
    }
    return file_join(XIAOLABA_LIBEXEC, CHILD_NAME);
}

static void reap_what_ended(void)
{
    size_t kept = 0;
    for (size_t i = 0; i < dropped.count; i++) {
        pid_t result = waitpid(dropped.pids[i], NULL, WNOHANG);
        if (result == 0 || (result < 0 && errno == EINTR)) {
            dropped.pids[kept++] = dropped.pids[i];
        }
    }
    dropped.count = kept;
}

// Copies of the descriptors above the places they go to, so that no move runs over another.
static bool lift(const int from[3], int to[3])
{
    for (int i = 0; i < 3; i++) {
        to[i] = fcntl(from[i], F_DUPFD_CLOEXEC, CHILD_FIRST_FREE_FD);
        if (to[i] < 0) {
            while (i-- > 0) {
                close(to[i]);
            }
            return false;
        }
    }
    return true;
}

static int spawn(pid_t *out, const char *program, const int lifted[3])
{
    posix_spawn_file_actions_t actions;
    posix_spawnattr_t attributes;
    sigset_t none;
    sigset_t all;
    sigemptyset(&none);
    sigfillset(&all);
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
    posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, "/dev/null", O_WRONLY, 0);
    posix_spawn_file_actions_adddup2(&actions, lifted[0], RING_MEDIA_FD);
    posix_spawn_file_actions_adddup2(&actions, lifted[1], RING_MEMORY_FD);
    posix_spawn_file_actions_adddup2(&actions, lifted[2], RING_BELL_FD);
    posix_spawn_file_actions_addclosefrom_np(&actions, CHILD_FIRST_FREE_FD);
    posix_spawnattr_init(&attributes);
    posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGMASK |
                                              POSIX_SPAWN_SETSIGDEF);
    posix_spawnattr_setpgroup(&attributes, 0);
    posix_spawnattr_setsigmask(&attributes, &none);
    posix_spawnattr_setsigdefault(&attributes, &all);
    char name[] = CHILD_NAME;
    char *arguments[] = {name, NULL};
    int result = posix_spawn(out, program, &actions, &attributes, arguments, environ);
    posix_spawnattr_destroy(&attributes);
    posix_spawn_file_actions_destroy(&actions);
    return result;
}

bool child_start(pid_t *out, int media_fd, int memory_fd, int bell_fd, struct error *err)
{
    reap_what_ended();
    int lifted[3];
    if (!lift((const int[3]){media_fd, memory_fd, bell_fd}, lifted)) {
        return error_set(err, ERROR_MEDIA, "no descriptor left to start a decoder: %s",
                         strerror(errno));
    }
    char *program = child_program();
    int result = spawn(out, program, lifted);
    for (int i = 0; i < 3; i++) {
        close(lifted[i]);
    }
    bool is_started =
        result == 0 || error_set(err, ERROR_MEDIA, "the decoder %s cannot be started: %s", program,
                                 strerror(result));
    free(program);
    return is_started;
}

bool child_has_ended(pid_t pid, int *status)
{
    *status = 0;
    pid_t result = waitpid(pid, status, WNOHANG);
    return result == pid || (result < 0 && errno == ECHILD);
}

void child_drop(pid_t pid)
{
    kill(pid, SIGKILL);
    dropped.pids = MEM_GROW(dropped.pids, dropped.count, dropped.capacity);
    dropped.pids[dropped.count++] = pid;
    reap_what_ended();
}

void child_reap_all(void)
{
    for (size_t i = 0; i < dropped.count; i++) {
        while (waitpid(dropped.pids[i], NULL, 0) < 0 && errno == EINTR) {
        }
    }
    free(dropped.pids);
    dropped.pids = NULL;
    dropped.count = 0;
    dropped.capacity = 0;
}
