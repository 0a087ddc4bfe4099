// What a schedule can get wrong, found by planning the days ahead: items that can never play, times
// with nothing to show, shares and numbers of plays that cannot be had, a calendar or a table of
// cases that does not say what is asked of it. Opens no screen and asks no clock. Main thread.
#pragma once

#include "config/troubles.h"
#include "plan/plan.h"

#include <stdint.h>

struct check_terms {
    struct plan_terms plan;
    int64_t *const *lengths_us; // by zone, by item of the playlist; 0: cannot be shown
    int64_t today;              // local day number: the days from here on are tried
    const char *point_path;     // for findings about its opening hours; NULL: there is none
    const char *district;       // of the point; NULL
};

// All findings are warnings: the playlist plays, but not as its author thinks.
void check_plan(const struct check_terms *terms, struct troubles *troubles);

// The parts of it that plan nothing.
void check_calendar(const struct check_terms *terms, struct troubles *troubles);
void check_cases(const struct check_terms *terms, struct troubles *troubles);
