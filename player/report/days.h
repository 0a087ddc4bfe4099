// The days of a ledger as sums, from what is kept of them where that is still right, else from the
// plays. Thread: the ledger's.
#pragma once

#include "ledger/days.h"
#include "report/daily.h"

typedef void days_visitor(void *self, const struct daily *day);

struct days_wish {
    int64_t first_day, last_day; // civil days of the station, both included
    // Whether the plays of a run are left out; NULL: none is. Then nothing that is kept is used.
    bool (*is_left_out)(void *self, const char *run_id);
    void *self;
};

// Visits the days of the span that have plays, each once, in no particular order.
// Fails: the ledger cannot be read.
bool days_each(struct ledger *ledger, struct station *station, const struct days_wish *wish,
               days_visitor *visitor, void *visitor_self, struct error *err)
    __attribute__((warn_unused_result));

// The writer's day_maker; `self` is not looked at.
void days_make(void *self, struct ledger *ledger, day_keeper *keep, void *keeper);
