// A disk that loses power. An SQLite VFS writes down everything that is done to the files of one
// folder; afterwards any moment of it can be laid out as a disk might have it when the power went
// then: what was synced is there, and of everything later each sector of 512 bytes is there or not,
// in any order; one may be torn. Files that were made and never synced may be missing.
// Source of the model: SQLite's own power-cut tests (sqlite.org/testing.html, "crash testing").
// A sync may fail: then what it should have made certain is there or not for ever, unless it is
// written again; Linux shows such pages as if they were there and does not try again (LWN 752063).
// What it does not model: a disk that lies about a sync, or damages what it does not write.
// Records on any thread; one disk in a process.
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

// Records from now on what happens to files below `folder` (borrowed). Earlier records are gone.
// The VFS becomes SQLite's default, and waits for no real disk.
void disk_record(const char *folder);
// The machine's VFS is the default again; the records stay.
void disk_stop(void);

// One sync in so many fails from now on, by numbers that follow from `seed`. 0: none.
void disk_fail_syncs(int one_in, uint64_t seed);

// How many operations were recorded so far: a moment. What was acknowledged before this was asked
// is promised at every moment from here on.
size_t disk_moment(void);

// Lays out in `folder`, which must be empty, what may be left when the power goes at `moment`, by
// the numbers that follow from `random`. False: the folder cannot be written.
bool disk_lay_out(size_t moment, uint64_t *random, const char *folder);
