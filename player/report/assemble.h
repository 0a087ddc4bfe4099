// From ledgers to what the outreach of a period came to. Thread: any one; the ledgers are read, and
// never changed.
#pragma once

#include "base/clock.h"
#include "base/error.h"
#include "report/outreach.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

// A screen that is due to report, whether it does or not. Strings are borrowed; "" where not said.
struct assemble_due {
    const char *id, *name, *district, *venue;
};

struct assemble_wish {
    const char *const *ledgers; // paths; copies of one are counted once
    size_t ledger_count;
    int64_t first_day, last_day; // civil days, both included; first INT64_MIN: `days` up to last,
                                 // last INT64_MIN: the newest day of which there is a play
    int64_t days;                // > 0
    int64_t today;               // the last day where there is no play at all
    const struct assemble_due *due; // NULL: who has a ledger here
    size_t due_count;
    double universe; // people of the whole area, among whom catchments overlap by chance; 0: they
                     // do not overlap
    bool wants_cells;
    void (*progress)(void *self, size_t done, size_t all); // ledgers; NULL: nobody looks
    void *progress_self;
};

// The days that `wish` means, for these ledgers. Fails: a ledger cannot be read, or there are none.
struct sources;
bool assemble_period(const struct assemble_wish *wish, struct sources *sources, int64_t *first_day,
                     int64_t *last_day, struct error *err) __attribute__((warn_unused_result));

// Fills `out`, which is settled. Owns: the caller, by outreach_fini(). Fails: a ledger cannot be
// read.
bool assemble(const struct assemble_wish *wish, struct outreach *out, struct error *err)
    __attribute__((warn_unused_result));
