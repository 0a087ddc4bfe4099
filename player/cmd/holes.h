// Times that a schedule leaves empty, or gives to two sides at once. Owned by the caller.
#pragma once

#include "cmd/outcome.h"
#include "cmd/trial.h"

struct holes {
    const struct plan_terms *terms;
    const struct trials *trials;
    struct troubles *troubles;
    bool *is_told; // by zone and sort of day
};

void holes_init(struct holes *self, const struct plan_terms *terms, const struct trials *trials,
                struct troubles *troubles);
void holes_fini(struct holes *self);

// A finding when one zone's planned day shows the house card; at most one per zone and sort of day.
void holes_report(struct holes *self, const struct outcome *outcome);

// A finding for each two dayparts that hold at once and speak to different audiences, or of
// different topics.
void holes_report_overlaps(const struct holes *self);
