// The ledger's writer: a thread that owns the only SQLite connection, so that a slow disk never
// costs a frame. Calls copy what they are given into a bounded queue and return at once. When the
// disk is full or broken the queue holds what it can (WRITER_QUEUE entries), retries with back-off
// (0.1 s, doubled up to 30 s), and counts what had to be dropped; a play that was let in always
// finds a place for its closing. Every entry is stored once, however often a try fails. Eight MiB
// beside the file ("….ballast") are given up when the disk is full, so that the last rows still get
// in, and taken again when there is space. A play is written in one transaction per change: closing
// one and opening the next commit together.
#pragma once

#include "base/error.h"
#include "ledger/days.h"
#include "ledger/event.h"
#include "ledger/play.h"

#include <stdbool.h>
#include <stdint.h>

enum { WRITER_QUEUE = 4096 };

struct writer;

struct writer_status {
    bool is_open;        // the file could be opened and is being written
    int64_t stored;      // entries committed
    int64_t waiting;     // in the queue
    int64_t dropped;     // plays and events that are lost: the queue was full, or they could not be
                         // stored before the end
    int64_t plays_today; // of the civil day (UTC+8) that the last start belonged to, this run and
                         // before
    char trouble[512];   // why entries wait, "" when all is well
};

// Starts the thread; it makes the folder and the file, brings the schema up to date, and closes
// plays that a power cut left open. Returns at once: opening happens on the thread (writer_status()
// tells how it went). `identity` names point and program version. `clock` is asked only by the
// thread's back-off.
struct writer_identity {
    const char *point_id;
    const char *program_version;
    bool is_throwaway; // a simulation's: nobody waits for the disk, a power cut may cost it, and it
                       // has no ballast
    day_maker *sum_up; // called on the writer's thread when a day is over; NULL: nobody sums up
    void *sum_self;
};
struct writer *writer_start(const char *path, const struct writer_identity *identity,
                            struct clock *clock) __attribute__((warn_unused_result));

// A ticket for the play, > 0. The row is on its way before this returns.
int64_t writer_open_play(struct writer *self, const struct play_start *start);
// What can be counted so far: at most every 5 s.
void writer_progress(struct writer *self, int64_t ticket, const struct play_progress *progress);
void writer_close_play(struct writer *self, int64_t ticket, enum play_end end,
                       const struct play_progress *progress);
// Entries between begin and commit go into one transaction (a close and the opening that follows
// it).
void writer_begin(struct writer *self);
void writer_commit(struct writer *self);

// An event, in its own transaction or in that of the entries around it (writer_begin). Strings are
// copied. With the queue full it is dropped, and counted.
void writer_event(struct writer *self, const struct event *event);

// What the ledger knew before this run: NULL until the file was opened, and after it was taken.
// Owns: the caller, by past_free().
struct past *writer_take_past(struct writer *self);

struct writer_status writer_status(struct writer *self);

// Waits until everything that was handed in is stored, digests too. False: there is trouble, and
// one more try since this was called did not help (see status). For tests, figures, and the end.
bool writer_settle(struct writer *self);

// Waits until everything is stored (or a last try failed), ends the thread. Returns the last
// status. NULL is fine. Plays that were not closed are closed as `cut` by the next start.
struct writer_status writer_stop(struct writer *self);
