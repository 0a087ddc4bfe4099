// A private copy of a ledger that may be written at this moment; ledger.h says why it is sound.
// Thread: any. Owned by the caller.
#pragma once

#include "base/error.h"

#include <stdbool.h>

struct copy {
    char *folder; // NULL: no copy was taken
    char *path;   // the copied ledger in it
};

// Copies `path` and its log. Fails: unreadable, no space in $TMPDIR, or it changed too fast.
bool copy_take(struct copy *self, const char *path, struct error *err)
    __attribute__((warn_unused_result));

// Removes the copy. An empty one is fine.
void copy_remove(struct copy *self);

// Whether a write-ahead log with something in it lies beside the file.
bool copy_has_log(const char *path);
