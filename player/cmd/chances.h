// Whether each item has a chance to play in the year ahead, and what takes it away. First the days
// are looked through for its times, then the planned days for its plays. Owned by the caller.
#pragma once

#include "cmd/check_plan.h"
#include "cmd/outcome.h"
#include "cmd/trial.h"

struct chance {
    bool is_judged; // a zone shows it, and it can be shown
    bool is_listed; // by a zone, not only as filler: then it should have a turn
    size_t zone;    // the first of them
    bool has_day, has_open_time, may_begin; // each includes the one before
    int64_t day;                            // the first that fits
    size_t silencing;    // daypart that lets it rest; meant while has_open_time and not may_begin
    int64_t plays;       // in all planned days
    struct score *score; // of the first planned day in which it might have played; NULL: none
};

struct chances {
    const struct check_terms *terms;
    struct chance *each; // by item of the playlist
};

// Looks through the days from today. The first day of each item is tried as well.
void chances_init(struct chances *self, const struct check_terms *terms, struct trials *trials);
void chances_fini(struct chances *self);

// Counts the plays of one zone's planned day.
void chances_count(struct chances *self, const struct outcome *outcome);

// Adds a finding for each item that has none.
void chances_report(const struct chances *self, struct troubles *troubles);
