// The ledgers of a report, each once. Copies of a ledger come on sticks again and again: of those
// that tell the same story the one that goes further is read. Where two copies go on differently (a
// memory card was cloned: two screens write on from the same past) both are read, the second
// without what the first has. Thread: any one. Owned by whoever declared it, by sources_close().
#pragma once

#include "base/error.h"
#include "ledger/state.h"

#include <stdbool.h>
#include <stddef.h>

struct source {
    char *path;
    struct ledger *ledger; // NULL while it is closed
    char *log_id, *point;  // of its newest run
    int64_t records, last_play;
    char head[65];
    size_t fork_of; // the source whose runs are left out; its own number: none
};

struct sources {
    struct source *each; // by log_id, those that go further first; a copy that adds nothing is gone
    size_t count;
};

// Fails: one cannot be read (says which).
bool sources_open(struct sources *self, const char *const *paths, size_t count, struct error *err)
    __attribute__((warn_unused_result));
void sources_close(struct sources *self);

// Opens source `i` for reading, and closes it again: hundreds at once would need as many copies.
bool sources_enter(struct sources *self, size_t i, struct error *err)
    __attribute__((warn_unused_result));
void sources_leave(struct sources *self, size_t i);

// SHA-256 over "log_id records head" of each, a line each: what a report was made of.
void sources_checkpoint(const struct sources *self, char out[65]);
