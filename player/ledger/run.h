// The start of a run: its row, and the end of whatever the runs before it left open. Inside this
// room.
#pragma once

#include "ledger/statements.h"
#include "ledger/store.h"

// In one transaction: a run that is new gets its row, and the plays that earlier runs left open are
// closed as `cut`. A run that has its row already (opened again after a failure) changes nothing.
bool run_start(struct statements *self, const struct store_run *run, struct error *err)
    __attribute__((warn_unused_result));
