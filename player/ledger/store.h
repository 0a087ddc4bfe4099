// The ledger file, written: the only SQLite connection to it, with its statements kept prepared.
// Knows rows, not threads; writer.h puts a thread and a waiting line around it.
//
// Durable: WAL with synchronous=FULL, one fdatasync for each commit. One connection only:
// locking_mode=EXCLUSIVE before WAL, and an flock() on the file that other players and readers see
// (an SQLite before 3.51.3 can damage a WAL that two connections use when it is begun anew).
//
// After a failure the store is closed and opened again, because nobody can tell what a failed write
// left behind: opening reads the log by its checksums, as after a power cut, and so finds out. What
// was stored all the same is recognised by its ticket and not stored twice; it is written once more
// first, because after a failed sync the kernel shows what the disk may not have.
// Thread: one at a time. Owned by the caller.
#pragma once

#include "base/error.h"
#include "ledger/days.h"
#include "ledger/digest.h"
#include "ledger/entry.h"

#include <stdbool.h>
#include <stdint.h>

struct store;

// Who writes. Strings are borrowed during the call.
struct store_run {
    const char *run_id; // the same when the store is opened again after a failure
    const char *boot_id;
    const char *point;
    const char *program_version;
    bool is_throwaway; // the disk is not waited for
};

// Makes folder and file where missing, brings the tables up to date, and, for a run that is new,
// closes the plays that the runs before left open as `cut`.
// Fails: BUSY another program writes it; FULL no space; CONFIG not a ledger, or a newer one;
// DEVICE.
struct store *store_open(const char *path, const struct store_run *run, struct error *err)
    __attribute__((warn_unused_result));

// `was_good`: the run ends here, nothing of it is open. Otherwise the file is left as it is.
// NULL is fine.
void store_close(struct store *self, bool was_good);

// Stores all of `entries` in one transaction, or nothing. Entries that are stored already are
// passed over. Returns when the disk has them.
bool store_apply(struct store *self, struct entry *const *entries, size_t count, struct error *err)
    __attribute__((warn_unused_result));

// The content of a file in exactly this state, when it was digested before. False: not known.
bool store_known_content(struct store *self, const struct file_identity *identity,
                         unsigned char out[SHA256_SIZE]);

// Says what an open play shows (nothing happens when it is not open) and remembers it for the file.
bool store_set_content(struct store *self, int64_t ticket, const struct file_identity *identity,
                       const unsigned char content[SHA256_SIZE], struct error *err)
    __attribute__((warn_unused_result));

// What the ledger knows by now; event.h. Owns: the caller, by past_free().
struct past *store_past(const struct store *self)
    __attribute__((returns_nonnull, warn_unused_result));

// Keeps the sums of a day, in a transaction of its own.
bool store_keep_day(struct store *self, const struct day_sums *day, struct error *err)
    __attribute__((warn_unused_result));

// The ledger as it is stored by now, to be read on the same thread between two calls. NULL: it
// cannot be. Owns: the caller, by ledger_close(), before the store.
struct ledger *store_view(struct store *self);

// The civil day (UTC+8), counted from 1970, of the play that was opened last.
int64_t store_day(const struct store *self);

// Plays of the civil day (UTC+8) that the last start belonged to.
int64_t store_plays_today(const struct store *self);
