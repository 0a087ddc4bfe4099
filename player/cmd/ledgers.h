// Which ledgers a command reads. Main thread. Owned by the caller, by ledgers_fini().
#pragma once

#include "base/error.h"
#include "cmd/opts.h"

#include <stddef.h>

struct ledgers {
    const char **paths; // in the order in which they were given
    size_t count;
    char *usual; // what is read when none is named
};

// --ledger FILE … and the operands; without any, the user's own.
void ledgers_read(struct ledgers *self, const struct opts *opts);

// Logs `err`, with which reading them failed, and which others cannot be read either.
void ledgers_complain(const struct ledgers *self, const struct error *err);

void ledgers_fini(struct ledgers *self);
