// Whether the plays of a ledger can have happened as they say: one at a time in each zone, within
// the time the player ran, by a clock that only jumps where a record says so. Fed play by play in
// the order of the chain. Inside this room. Owned by the caller.
#pragma once

#include "base/str.h"

#include <sqlite3.h>
#include <stdbool.h>
#include <stdint.h>

struct course;

// Reads runs and subjects of the ledger. NULL: they cannot be read (sqlite3_errmsg() says why).
struct course *course_open(sqlite3 *handle);
void course_close(struct course *self); // NULL is fine

// What matters of a play or a clock event.
struct course_play {
    int64_t run, subject, ticket;
    int64_t start_mono_us, start_wall_us, trust, span_ms, visible_ms;
};
// True: it fits. Otherwise `why` says what does not.
bool course_play(struct course *self, const struct course_play *play, struct str *why);
void course_clock_event(struct course *self, int64_t run, int64_t mono_us);

// Plays that the player began and that were not fed: its tickets are numbered without a gap.
int64_t course_missing(const struct course *self);

// Once all were fed: calls `say` with a sentence for each run that showed more than it ran.
void course_end(struct course *self, void (*say)(void *self, const char *sentence), void *say_self);
