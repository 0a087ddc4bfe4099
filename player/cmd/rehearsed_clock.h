// A clock for simulations: it moves only when the show sleeps, its wall time jumps where it is told
// to (which ends a sleep), and it gives the ledger's writer time to keep up; it ends the show when
// the writer cannot. On a terminal it shows how far it is.
// Main thread. Owned by the command.
#pragma once

#include "base/clock.h"
#include "cmd/progress.h"
#include "ledger/writer.h"

#include <signal.h>
#include <stdbool.h>

enum { REHEARSED_JUMPS = 64 };

struct rehearsed_clock {
    struct clock clock; // first member: what the show asks
    struct clock_virtual time;
    struct {
        int64_t at_us, by_us;
    } jumps[REHEARSED_JUMPS]; // in order of time once it has started
    size_t jump_count, jumped;
    int64_t unknown_us; // the wall clock is not to be believed for this long
    struct writer *writer;
    volatile sig_atomic_t *must_end; // set when the ledger cannot be written
    int64_t sleeps;
    int64_t for_us;
    struct progress progress;
};

// "36h=-3s", "2d=+10y". False when it is not such a jump, or there are too many.
bool rehearsed_clock_add(struct rehearsed_clock *self, const char *text)
    __attribute__((warn_unused_result));

void rehearsed_clock_start(struct rehearsed_clock *self, struct wall start, int64_t for_us);
void rehearsed_clock_end(struct rehearsed_clock *self); // the bar goes

// For show_parts.trust; `self` is the clock.
enum clock_trust rehearsed_clock_trust(void *self);
