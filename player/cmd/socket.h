// Where the running player is told things: play and tell must find the same place from the same
// options. Main thread.
#pragma once

#include "cmd/opts.h"

// --ledger, else the default place. Owns: the caller, by free().
char *socket_ledger(const struct opts *opts);

// --socket, else beside the ledger. Owns: the caller, by free().
char *socket_path(const struct opts *opts);
