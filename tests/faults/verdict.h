// A ledger held against what was promised: every play that was said to be stored is there, once and
// in order, with what it showed; nothing else is; numbers rise and none is used twice; the chain
// holds.
#pragma once

#include "life.h"
#include "row.h"

struct verdict_wish {
    const struct promise *promises; // of the lives 0, 1, …
    int lives;
    int first_life;  // lives before it are not read again; the chain and the numbers are, with 0
    bool may_be_on;  // the last life was not followed by another start: its last play may be open
    bool must_close; // every life ended well: none was cut
};

struct verdict {
    int64_t plays, events; // that were read
};

// False: something is wrong, and was said by row_fail().
bool verdict_of(struct row *row, const char *path, const struct verdict_wish *wish,
                struct verdict *out);
