// The console's socket by the options of play and tell.
#include "cmd/socket.h"

#include "base/mem.h"
#include "ledger/ledger.h"

#include <stdlib.h>

char *socket_ledger(const struct opts *opts)
{
    const char *path = opts_value(opts, "ledger");
    return path != NULL ? mem_copy(path) : ledger_default_path();
}

char *socket_path(const struct opts *opts)
{
    const char *path = opts_value(opts, "socket");
    if (path != NULL) {
        return mem_copy(path);
    }
    char *ledger = socket_ledger(opts);
    char *beside = mem_format("%s.sock", ledger);
    free(ledger);
    return beside;
}
