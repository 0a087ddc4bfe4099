// The cage, layer by layer.
#include "decode/cage_parts.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

static const char *const names[CAGE_LAYERS] = {
    [CAGE_LIMITS] = "rlimits",
    [CAGE_NO_PRIVILEGES] = "no-new-privs",
    [CAGE_LANDLOCK] = "landlock",
    [CAGE_CALLS] = "seccomp",
};

const char *cage_layer_name(enum cage_layer layer)
{
    return names[layer];
}

bool cage_gap(struct cage_layer_state *state, const char *tried)
{
    snprintf(state->words, sizeof state->words, "%s: %s", tried, strerror(errno));
    return false;
}

static bool renounce_privileges(struct cage_layer_state *state)
{
    if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0) {
        return cage_gap(state, "renouncing");
    }
    snprintf(state->words, sizeof state->words, "nothing it could run would gain any");
    return true;
}

void cage_enter(const struct cage_wish *wish, struct cage *out)
{
    *out = (struct cage){0};
    setenv("TZ", "UTC0", 1); // a film's creation time would make us open a zone file
    tzset();
    if (!CAGE_SANITIZED) {
        dup2(STDOUT_FILENO, STDERR_FILENO);
    }
    struct cage_layer_state *layers = out->layers;
    layers[CAGE_LIMITS].holds = cage_limit(wish, &layers[CAGE_LIMITS]);
    layers[CAGE_NO_PRIVILEGES].holds = renounce_privileges(&layers[CAGE_NO_PRIVILEGES]);
    layers[CAGE_LANDLOCK].holds = cage_landlock(&layers[CAGE_LANDLOCK]);
    layers[CAGE_CALLS].holds = cage_calls(wish, &layers[CAGE_CALLS]);
}

// --- trying it ---------------------------------------------------------------------------------

// What the child found, in memory that both see.
struct trial {
    struct cage cage;
    bool opened;  // a file, in spite of all
    bool escaped; // made a socket and lived
};

static _Noreturn void try_to_leave(struct trial *trial)
{
    const struct cage_wish wish = {.media_fd = STDIN_FILENO, .bell_fd = STDIN_FILENO};
    cage_enter(&wish, &trial->cage);
    trial->opened = open("/dev/null", O_RDONLY | O_CLOEXEC) >= 0;
    (void)!socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0); // kills us
    trial->escaped = true;
    _exit(0);
}

static void judge(struct trial *trial, int status)
{
    struct cage_layer_state *calls = &trial->cage.layers[CAGE_CALLS];
    bool was_killed = WIFSIGNALED(status) && WTERMSIG(status) == SIGSYS && !trial->escaped;
    if (calls->holds && !was_killed) {
        calls->holds = false;
        snprintf(calls->words, sizeof calls->words, "a forbidden call was not answered by a kill");
    }
    struct cage_layer_state *files = &trial->cage.layers[CAGE_LANDLOCK];
    if (files->holds && trial->opened) {
        files->holds = false;
        snprintf(files->words, sizeof files->words, "a file could be opened in spite of it");
    }
}

bool cage_print(void)
{
    struct trial *trial =
        mmap(NULL, sizeof *trial, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    if (trial == MAP_FAILED) {
        perror("xiaolaba-decode: no memory to try the cage in");
        return false;
    }
    int status = 0;
    pid_t child = fork();
    if (child == 0) {
        try_to_leave(trial);
    }
    if (child < 0 || waitpid(child, &status, 0) != child) {
        perror("xiaolaba-decode: no process to try the cage in");
        munmap(trial, sizeof *trial);
        return false;
    }
    judge(trial, status);
    bool all_hold = true;
    for (int i = 0; i < CAGE_LAYERS; i++) {
        const struct cage_layer_state *layer = &trial->cage.layers[i];
        printf("%s: %s (%s)\n", names[i], layer->holds ? "yes" : "no", layer->words);
        all_hold = all_hold && layer->holds;
    }
    munmap(trial, sizeof *trial);
    return all_hold;
}
