// An SQLite VFS that breaks on command: the k-th write, sync or truncation fails, for a while or
// for good. Everything else is the machine's own file system. For tests; one at a time in a
// process.
#pragma once

#include <stdbool.h>

// Registers the VFS as SQLite's default. Any number of times.
void fault_vfs_install(void);
// The machine's own VFS is the default again.
void fault_vfs_remove(void);

// From the `first`-th call on (counted from 1, from now), `count` calls fail with `code`
// (SQLITE_IOERR, SQLITE_FULL, SQLITE_READONLY).
void fault_vfs_break(int first, int count, int code);

// Everything that touches a file counts as a call, and may fail: reading, opening, asking as well.
// (SQLITE_READONLY is never the answer to those that change nothing.)
void fault_vfs_break_all(bool does);

// For calls beside SQLite's that are to fail as its own do: counts one. True: it is to fail, with
// `errno` set to what the code says. `changes`: it changes something.
bool fault_vfs_breaks(bool changes);

// Calls fail with SQLITE_FULL as long as `path` exists: a disk that needs that file's space.
// NULL: no more. `path` is borrowed.
void fault_vfs_full_while(const char *path);

// Every call waits, as on a disk that hangs, until they are let go on. fault_vfs_held() is how many
// have had to wait so far.
void fault_vfs_hold(bool must_wait);
int fault_vfs_held(void);
// Waits until more than `before` calls have had to wait. False: none came in a fiftieth of a second, because
// there is nothing to store.
bool fault_vfs_await_held(int before);

// Whether a call has failed since fault_vfs_break().
bool fault_vfs_was_hit(void);
