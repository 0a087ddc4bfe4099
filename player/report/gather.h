// From ledgers to one tally: copies merged, clocks resolved. Any thread; owned by the caller.
#pragma once

#include "report/tally.h"

// Adds every play of `ledgers` to `tally`, each once, however many copies of a ledger there are
// (report/sources.h), with its time worked out where that can be done (report/station.h). The
// ledgers are never changed. Fails: one cannot be read.
bool gather(struct tally *tally, const char *const *ledgers, size_t count, struct error *err)
    __attribute__((warn_unused_result));
