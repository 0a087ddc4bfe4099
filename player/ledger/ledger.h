// The ledger file, read: for reports and for tests. Writing belongs to writer.h.
//
// A reader never connects to a file that a player writes. The writer holds an flock() on it:
// - No writer, and nothing left in the write-ahead log: the file is opened as immutable and read
//   where it lies (a read-only medium will do), with the lock shared so that no writer starts
//   meanwhile; one that tries waits and holds its entries.
// - Otherwise (a player runs, or lost power and was not started again, or the tables are of an
// older
//   step): file and log are copied to a private folder under $TMPDIR, checked, and the copy is
//   read. A copy is taken to be of one moment when the log's header, which gets new salts whenever
//   the log is begun anew, was the same before and after: then everything that was folded into the
//   file meanwhile is in the copied log too. Else it is taken again.
// The reader sees the last commit. Not for the process that runs the writer on the same file:
// closing any descriptor of a file drops the process's POSIX locks on it.
// Thread: the one that opened it. Owned by the caller.
#pragma once

#include "base/error.h"
#include "ledger/event.h"
#include "ledger/play.h"

#include <stdbool.h>
#include <stdint.h>

struct ledger;

// Fails: no such file, not a ledger, or a schema newer than this program (says so and how to go
// on).
struct ledger *ledger_open(const char *path, struct error *err) __attribute__((warn_unused_result));
void ledger_close(struct ledger *self); // NULL is fine

// One play as it is stored; strings are borrowed during the visit.
struct play {
    int64_t seq;
    const char *log_id;  // uuid of this ledger
    const char *run_id;  // uuid of the start of the player
    const char *boot_id; // uuid of the boot
    const char *point;
    const char *item, *kind, *topic, *audience, *zone; // topic and audience: NULL when not said
    const char *content_sha256;                        // NULL until digested
    const char *playlist, *playlist_revision, *program_version;
    int64_t slot;
    struct mono start_mono;
    struct wall start_wall;
    enum clock_trust trust;
    enum display_power display;
    int64_t planned_ms;
    struct play_progress shown;
    enum play_end end;
};

typedef void ledger_visitor(void *self, const struct play *play);

// Visits plays with from ≤ start < to in order of seq. Fails: the file cannot be read on.
bool ledger_each(struct ledger *self, struct wall from, struct wall to, ledger_visitor *visitor,
                 void *visitor_self, struct error *err) __attribute__((warn_unused_result));

// Visits the plays numbered `first` to `last`, both included, in order. Fails: as above.
bool ledger_each_between(struct ledger *self, int64_t first, int64_t last, ledger_visitor *visitor,
                         void *visitor_self, struct error *err) __attribute__((warn_unused_result));

typedef void event_visitor(void *self, const struct event *event);

// Visits events with from ≤ wall < to in the order in which they were stored. Fails: as above.
bool ledger_each_event(struct ledger *self, struct wall from, struct wall to,
                       event_visitor *visitor, void *visitor_self, struct error *err)
    __attribute__((warn_unused_result));

// The default place: ledger.db in the state folder (base/folders.h).
// Owns: the caller, by free().
char *ledger_default_path(void);
