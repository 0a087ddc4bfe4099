// From ledgers to one tally: copies merged, clocks resolved. Any thread; owned by the caller.
#pragma once

#include "report/tally.h"

// Adds every play of `ledgers` to `tally`.
//
// Merging: a play is told by ledger, run and seq, and the copy of the ledger that goes further is
// believed. (The run is part of it because a cloned memory card carries its ledger along: the
// clones then write different plays under the same numbers.) Clocks: a play with an untrusted clock
// is moved to where a trusted play of the same boot says it was, by the clock that never jumps. The
// ledger itself is never changed. Fails: a ledger cannot be read.
bool gather(struct tally *tally, const char *const *ledgers, size_t count, struct error *err)
    __attribute__((warn_unused_result));
