// Storing entries one by one, as a player does that is not disturbed. For tests.
#pragma once

#include "ledger/entry.h"
#include "ledger/store.h"

// The store of a run at the point nm-0001; the test fails when it cannot be opened. Owns: the
// caller, by store_close().
struct store *open_store(const char *path, const char *run, const char *boot);
// Stores `entry`, and frees it.
void apply(struct store *store, struct entry *entry);
