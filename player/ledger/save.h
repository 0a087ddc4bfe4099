// A ledger as one file that stands alone: for a stick, an archive, another machine.
#pragma once

#include "ledger/ledger.h"

// Writes all that `self` holds to `path`, page by page, nothing left in a log, and waits until the
// disk has it; what was there is replaced in one step, or stays. `progress` may be NULL.
// Fails: FULL, no space or cannot be written. Thread: the ledger's.
bool ledger_save(struct ledger *self, const char *path,
                 void (*progress)(void *self, int64_t done, int64_t all), void *progress_self,
                 struct error *err) __attribute__((warn_unused_result));
