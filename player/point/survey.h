// A tally survey: somebody stood at the point and counted who came, written as a table with the
// columns date, start, end and arrivals, and, when stays were timed as well, columns dwell_s. What
// it says about a week; pure but for survey_load(). A fact; owned by the caller; any thread.
#pragma once

#include "config/troubles.h"
#include "reach/audience.h"

#include <stdbool.h>
#include <stddef.h>

struct survey {
    // Arrivals; Monday first. An hour that nobody tallied takes the mean of that hour on the
    // tallied days of the same kind (Monday to Friday, or the weekend).
    double per_hour[AUDIENCE_DAYS][AUDIENCE_HOURS];
    bool is_known[AUDIENCE_DAYS][AUDIENCE_HOURS]; // tallied, or by that mean
    size_t days;                                  // dates that were tallied
    double rel_sd; // how far one day's arrivals are from the mean of their kind of day, and that
                   // mean itself may be off; 0: too few days to tell
    size_t stays;  // that were timed
    struct dwell dwell; // their histogram, settled, when stays > 0
    double dwell_sd_s;  // of their mean; 0: too few to tell
};

// False when a finding is an error; `out` is untouched then. `path` names the table in findings.
bool survey_parse(const char *path, const char *bytes, size_t length, struct survey *out,
                  struct troubles *troubles) __attribute__((warn_unused_result));
bool survey_load(const char *path, struct survey *out, struct troubles *troubles)
    __attribute__((warn_unused_result));
