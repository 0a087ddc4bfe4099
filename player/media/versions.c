// Versions of libraries, those of the decoder program included.
#include "media/versions.h"

#include "media/child.h"

#include <qrencode.h>
#include <spawn.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

extern char **environ;

// Starts `program --version` with its standard output on `fd`.
static bool start(const char *program, int fd, pid_t *pid)
{
    char name[] = "xiaolaba-decode";
    char wish[] = "--version";
    char *arguments[] = {name, wish, NULL};
    posix_spawn_file_actions_t actions;
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_adddup2(&actions, fd, STDOUT_FILENO);
    int result = posix_spawn(pid, program, &actions, NULL, arguments, environ);
    posix_spawn_file_actions_destroy(&actions);
    return result == 0;
}

// Only the decoder program knows which libraries it runs with, so it is asked.
static bool add_decoder(struct str *out)
{
    int ends[2];
    if (pipe(ends) != 0) {
        return false;
    }
    char *program = child_program();
    pid_t pid = 0;
    bool is_started = start(program, ends[1], &pid);
    close(ends[1]);
    char room[1024];
    for (ssize_t got; is_started && (got = read(ends[0], room, sizeof room)) > 0;) {
        str_add_bytes(out, room, (size_t)got);
    }
    close(ends[0]);
    int status = -1;
    if (is_started) {
        waitpid(pid, &status, 0);
    }
    free(program);
    return status == 0;
}

void media_versions(struct str *out)
{
    str_addf(out, "libqrencode %s\n", QRcode_APIVersionString());
    if (!add_decoder(out)) {
        str_add(out, "the decoder program xiaolaba-decode cannot be started\n");
    }
}
