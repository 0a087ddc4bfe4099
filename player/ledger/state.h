// How far a ledger goes, and how two copies of one are told apart. Thread: the ledger's.
#pragma once

#include "ledger/ledger.h"

// What tells two states of ledgers apart. Strings are borrowed from the ledger.
struct ledger_state {
    const char *log_id;
    const char *point;   // of the newest run; "" without any
    const char *boot_id; // in which it started; ""
    int64_t records;     // in the chain
    int64_t last_play;   // number of the newest play; 0: none
    char head[65];       // seal of the last, hexadecimal; "" without any
};
struct ledger_state ledger_state(struct ledger *self);

// The seal of record `n`. False: there is none.
bool ledger_seal(struct ledger *self, int64_t n, char out[65]);

// The number of the first play from number `first` on; 0: there is none.
int64_t ledger_next_play(struct ledger *self, int64_t first);

typedef void moment_visitor(void *self, const char *boot_id, struct mono mono, struct wall wall);

// Visits the moments at which plays began by a trusted clock, of each boot in which a play from
// number `first` on began by one that is not. Fails: the ledger cannot be read.
bool ledger_each_moment(struct ledger *self, int64_t first, moment_visitor *visitor,
                        void *visitor_self, struct error *err) __attribute__((warn_unused_result));

bool ledger_has_run(struct ledger *self, const char *run_id);

// How many events two copies of one ledger have in common, up to where their chains part.
int64_t ledger_common_events(struct ledger *self, struct ledger *other);
