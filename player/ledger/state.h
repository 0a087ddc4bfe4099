// How far a ledger goes, and how two copies of one are told apart. Thread: the ledger's.
#pragma once

#include "ledger/ledger.h"

// What tells two states of ledgers apart. Strings are borrowed from the ledger.
struct ledger_state {
    const char *log_id;
    const char *point; // of the newest run; "" without any
    int64_t records;   // in the chain
    int64_t last_play; // number of the newest play; 0: none
    char head[65];     // seal of the last, hexadecimal; "" without any
};
struct ledger_state ledger_state(struct ledger *self);

// The seal of record `n`. False: there is none.
bool ledger_seal(struct ledger *self, int64_t n, char out[65]);

// Whether a play from number `first` on went by a clock that is not trusted.
bool ledger_has_doubtful(struct ledger *self, int64_t first);

bool ledger_has_run(struct ledger *self, const char *run_id);
