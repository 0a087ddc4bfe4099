// Which open plays still wait for the digest of their file. One file is read at a time.
// Thread: the writer's. Owned by the writer.
#pragma once

#include "ledger/entry.h"
#include "ledger/store.h"

struct digests;

struct digests *digests_new(void);
void digests_free(struct digests *self); // NULL is fine

// Before `entries` are stored together: fills the content of openings where it is known without
// reading a file, and finishes the digests of plays that are being closed.
// Fails: a digest was computed, but could not be stored.
bool digests_prepare(struct digests *self, struct store *store, struct entry *const *entries,
                     size_t count, struct error *err) __attribute__((warn_unused_result));

// After `entry` was stored: an opening of unknown content waits from now on, a closing no more.
void digests_note(struct digests *self, const struct entry *entry);

bool digests_due(const struct digests *self);

// Reads on by about `bytes` for the play that waits longest. Fails: as digests_prepare().
bool digests_work(struct digests *self, struct store *store, size_t bytes, struct error *err)
    __attribute__((warn_unused_result));
