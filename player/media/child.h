// The decoder's process: where its program is, how it is started with nothing but the descriptors
// it needs, and how it is ended without ever waiting for it. Thread: main.
#pragma once

#include "base/error.h"

#include <stdbool.h>
#include <sys/types.h>

// The program: $XIAOLABA_DECODE, else beside this one or in the libexec folder of its prefix, else
// in the installed folder. Owns: the caller, by free().
char *child_program(void);

// Starts the program with the three descriptors in their places (ring.h) and no other. The child
// leaves the terminal's process group, so that Ctrl-C reaches the player alone.
// Fails: ERROR_MEDIA when the program cannot be started.
bool child_start(pid_t *out, int media_fd, int memory_fd, int bell_fd, struct error *err)
    __attribute__((warn_unused_result));

// Whether it has ended; then `*status` is that of waitpid() and the pid is no longer valid.
bool child_has_ended(pid_t pid, int *status);

// Kills it; it is reaped later, by one of these functions.
void child_drop(pid_t pid);

// Waits for all that were dropped: they were killed, so it takes no time worth naming.
void child_reap_all(void);
