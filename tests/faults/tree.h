// A folder whose power goes: plain files, folders and links, where disk.h has SQLite's. Everything
// that this process does below one folder is written down, call by call (the linker puts our calls
// in place of the C library's); afterwards any moment can be laid out as a disk might have it when
// the power went then.
//
// The model: what was written to a file is certain once that file was synced; that a name is in a
// folder, or no longer, once that folder was synced. Of everything else each sector and each name
// is there or not, in any order; a file that was not synced may also be empty, of its full size
// with zeros, or with whatever lay there before. A rename within a folder happens or does not;
// between two folders the new name may be there before the old one is gone. A folder that is not in
// its own folder takes all that is in it along. What it does not model: a disk that lies about a
// sync. One thread. Source of the model: POSIX fsync; Pillai et al., "All File Systems Are Not
// Created Equal" (OSDI 2014), whose table of persistence properties says how much of this real file
// systems do.
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

// Records what happens below `folder`, which is empty and borrowed. Earlier records are gone. From
// now on nothing waits for the real disk.
void tree_record(const char *folder);
void tree_stop(void);

// How many operations were recorded so far: a moment.
size_t tree_moment(void);

// Lays out in `folder`, which must be empty, what may be left when the power goes at `moment`, by
// the numbers that follow from `random`. False: it cannot be written.
bool tree_lay_out(size_t moment, uint64_t *random, const char *folder);
