// Whether what a playlist asks of how often can be had: shares, least numbers, weights against gaps
// and caps. Owned by the caller.
#pragma once

#include "cmd/check_plan.h"
#include "cmd/outcome.h"
#include "cmd/trial.h"

struct oftens {
    const struct check_terms *terms;
    const struct trials *trials;
    struct troubles *troubles;
    bool *is_told;      // by zone and item
    bool *is_zone_told; // by zone: its shares
};

void oftens_init(struct oftens *self, const struct check_terms *terms, const struct trials *trials,
                 struct troubles *troubles);
void oftens_fini(struct oftens *self);

// Findings of one zone's planned day; at most one per zone and item over all days, and one per zone
// about its shares.
void oftens_report(struct oftens *self, const struct outcome *outcome);
