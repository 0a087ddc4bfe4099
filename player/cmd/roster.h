// Which screens are due to report: a table as spreadsheets write it, with a heading and the columns
// screen_id (屏编号), name (名称), district (区划) and venue (六进类别), in any order; all but the
// first may be missing. Main thread. Owned by the caller, by roster_fini().
#pragma once

#include "base/error.h"
#include "report/assemble.h"

#include <stdbool.h>
#include <stddef.h>

struct roster {
    struct assemble_due *due; // its strings are the roster's
    size_t count, capacity;
};

// Fails: CONFIG with "FILE:LINE: what is wrong", and nothing to release.
bool roster_load(struct roster *self, const char *path, struct error *err)
    __attribute__((warn_unused_result));
void roster_fini(struct roster *self);
