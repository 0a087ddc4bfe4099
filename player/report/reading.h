// One of several ledgers being read: its plays each once, with their times worked out. What the
// tables, the outreach report and the list of plays are made from. Thread: any one. Owned by the
// caller, by reading_close().
#pragma once

#include "report/sources.h"
#include "report/station.h"

struct reading {
    struct sources *sources; // borrowed
    size_t number;           // of the source
    struct ledger *ledger;   // borrowed from the sources
    struct station *station;
    struct ledger *forked; // a copy that went on differently: its runs are left out; NULL
};

// Fails: the ledger cannot be read; there is nothing to close then.
bool reading_open(struct reading *self, struct sources *sources, size_t number, struct error *err)
    __attribute__((warn_unused_result));
void reading_close(struct reading *self);

// Whether a run is told by the other copy; `reading`: a struct reading, as struct days_wish has it.
bool reading_leaves_out(void *reading, const char *run_id);

// `is_certain`: the time of `play`, which is worked out already, can be relied on.
typedef void reading_visitor(void *self, const struct play *play, bool is_certain);

// Visits every play that is not told by the other copy, in order of seq. Fails: as above.
bool reading_each(struct reading *self, reading_visitor *visitor, void *visitor_self,
                  struct error *err) __attribute__((warn_unused_result));
