// Ledgers by options and operands.
#include "cmd/ledgers.h"

#include "base/log.h"
#include "base/mem.h"
#include "ledger/ledger.h"

#include <stdlib.h>
#include <string.h>

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

void ledgers_complain(const struct ledgers *self, const struct error *err)
{
    size_t unreadable = 0;
    log_error("%s", err->text);
    for (size_t i = 0; i < self->count; i++) {
        struct error own = {0};
        struct ledger *ledger = ledger_open(self->paths[i], &own);
        if (ledger == NULL) {
            unreadable++;
            if (strcmp(own.text, err->text) != 0) {
                log_error("%s", own.text);
            }
        }
        ledger_close(ledger);
    }
    if (unreadable > 0 && self->count > 1) {
        log_error(
            "nothing is reported: %zu of %zu ledgers cannot be read. Copy them again, or leave "
            "them out (with --roster the report says whose are missing)",
            unreadable, self->count);
    }
}

void ledgers_fini(struct ledgers *self)
{
    free(self->paths);
    free(self->usual);
    *self = (struct ledgers){0};
}
