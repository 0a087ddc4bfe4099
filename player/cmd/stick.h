// A stick that was put in, mounted where only this process and its children see it, so that it is
// gone with them however they end. The process that may mount reads nothing of the stick; jobs that
// do run in children without any right of root. Blocking; main thread; owned by the caller.
#pragma once

#include "base/error.h"

#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>

// A file system that sticks have, and how it is mounted.
struct stick_kind {
    const char *type;
    bool has_owners; // else all files are given to the user of the jobs
};
// What sticks have: FAT and exFAT.
extern const struct stick_kind stick_usual[];
extern const size_t stick_usual_count;

struct stick {
    char *device, *folder;
    const struct stick_kind *kind; // NULL: not mounted
    bool is_folder_ours;           // to be removed
    uid_t user;                    // of the jobs
    gid_t group;
};

// Mounts it, only to be read: nothing on it is a device or a program. Fails: it is no block device,
// is mounted already, has another file system, or mounting is not allowed (it takes root, or
// CAP_SYS_ADMIN).
bool stick_mount(struct stick *self, const char *device, const struct stick_kind *kinds,
                 size_t kind_count, struct error *err) __attribute__((warn_unused_result));
// Fails: it is write-protected.
bool stick_make_writable(struct stick *self, struct error *err) __attribute__((warn_unused_result));
// All that was written is on it then. Nothing mounted is fine.
bool stick_unmount(struct stick *self, struct error *err) __attribute__((warn_unused_result));
void stick_fini(struct stick *self);

// Runs the job in a child, as the user to whom the player's state belongs and without capabilities,
// and waits for it. Returns what it returned; −1 when it crashed or could not be started.
int stick_run(const struct stick *self, int (*job)(void *job_self), void *job_self);
