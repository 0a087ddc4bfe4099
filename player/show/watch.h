// Whether a file was written anew, so that a changed playlist comes on by itself. Looks at the
// folder, because editors and copying tools replace a file rather than write into it. Thread: main;
// owned by the show.
#pragma once

#include <stdbool.h>

struct watch {
    int fd; // inotify; −1: cannot watch (the file can still be reloaded by SIGHUP)
    char *name;
};

void watch_init(struct watch *self, const char *path);
void watch_fini(struct watch *self);

// True when the file was completed since the last call. Never blocks.
bool watch_has_changed(struct watch *self);
