// Where a recording goes: a file or a folder that has its name only once it is whole. Until then it
// is beside it under a hidden one (".film.mp4.part-x7Kq2m"). Inside this room.
#pragma once

#include "base/error.h"

#include <stdbool.h>
#include <stdint.h>

struct place {
    char *path;      // its name in the end; a link is followed
    char *temporary; // its name until then; NULL: there is nothing (any more)
    int fd;          // a file's, for reading and writing; a folder's, for reading
    bool is_folder;
};

// Range: all zero before. Fails: ERROR_CONFIG when something else is there that is not to be
// overwritten, ERROR_FULL when nothing can be written there.
bool place_open_file(struct place *self, const char *path, struct error *err)
    __attribute__((warn_unused_result));
// A folder of numbered pictures ("00001.png" …) may be there already, and is replaced as a whole.
bool place_open_folder(struct place *self, const char *path, struct error *err)
    __attribute__((warn_unused_result));

// What is kept is less than was meant to be: where something of its name is already, that stays,
// and this one is called "film-cut.mp4".
void place_step_aside(struct place *self);

// Waits until it is on the disk and gives it its name. Fails: ERROR_FULL.
bool place_keep(struct place *self, struct error *err) __attribute__((warn_unused_result));

// "PATH: no space left …" for what errno `why` says about it. Returns false.
bool place_fail(const struct place *self, int why, struct error *err);

void place_close(struct place *self); // what was not kept is removed
