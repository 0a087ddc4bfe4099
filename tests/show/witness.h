// Whether a show did what its plan says. The plan is made anew from the playlist and from what the
// ledger tells of events; then every play is held against its slot. For tests.
#pragma once

#include "theatre.h"

// Fails unless in every zone the plays of the ledger are the plan's slots, one after the other
// without one left out: the same item, the same number, begun within `late_us` after the slot, or
// half a frame before it (in an endless zone as long before it as after it). The first play of each
// run may begin in the midst of its slot, as may those of an emergency, which a pause makes no
// longer. Items that could not be shown are passed over.
void expect_plan(const struct theatre *theatre, const char *path, int64_t late_us);
