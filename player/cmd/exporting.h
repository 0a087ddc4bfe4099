// The ledger of this machine, also of a running player, as one file in a folder: what export and
// usb do. Main thread.
#pragma once

#include "base/error.h"

#include <stdbool.h>
#include <stdint.h>

struct exported {
    char *path; // of the copy; to be freed by the caller
    int64_t records;
    char head[65];
};

// Fails: the ledger cannot be read, the folder cannot be written, or a copy that goes further is
// there already.
bool exporting_save(const char *ledger, const char *folder, struct exported *out, struct error *err)
    __attribute__((warn_unused_result));
