// Ledgers by options and operands.
#include "cmd/ledgers.h"

#include "base/mem.h"
#include "ledger/ledger.h"

#include <stdlib.h>

void ledgers_read(struct ledgers *self, const struct opts *opts)
{
    size_t most = opts->given_count + (size_t)opts->operand_count + 1;
    *self = (struct ledgers){.paths = mem_zeroed(most, sizeof *self->paths)};
    self->count = opts_values(opts, "ledger", self->paths, most);
    for (int i = 0; i < opts->operand_count; i++) {
        self->paths[self->count++] = opts->operands[i];
    }
    if (self->count == 0) {
        self->usual = ledger_default_path();
        self->paths[self->count++] = self->usual;
    }
}

void ledgers_fini(struct ledgers *self)
{
    free(self->paths);
    free(self->usual);
    *self = (struct ledgers){0};
}
