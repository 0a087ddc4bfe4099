// Who comes past a screen: the model's input, from the point's file, from a survey or from the
// ledger. A fact; owned by whoever holds it. Numbers of people per interval only: nothing here, and
// nothing that fills it, knows a person.
#pragma once

#include "base/error.h"
#include "base/str.h"
#include "reach/dwell.h"

#include <stdbool.h>

enum { AUDIENCE_DAYS = 7, AUDIENCE_HOURS = 24, AUDIENCE_NAME_BYTES = 96 };

// How well arrivals are known. The worst of what went into a sum is the grade of the sum.
enum audience_grade {
    GRADE_COUNTED = 1, // A: a counter that was checked against a tally
    GRADE_SURVEYED,    // B: a tally survey
    GRADE_CONFIGURED,  // C: somebody's estimate
};

struct audience {
    double per_hour[AUDIENCE_DAYS][AUDIENCE_HOURS]; // arrivals; Monday first, local hours; ≥ 0
    struct dwell dwell;
    double rel_sd;     // relative standard deviation of the arrivals, 0 … 2 (c_λ)
    double dwell_sd_s; // standard deviation of the mean dwell; ≥ 0 (s_m)
    double full_s;     // seconds of an item that are a full exposure where the item is longer;
                       // 0: the whole item
    double notice;     // likelihood to notice an exposure, 0 … 1; 0: never surveyed (ν)
    double repeat;     // shape of how often the same people come, > 0; default 1 (r)
    double population; // people of the catchment; 0: unknown (U)
    char catchment[AUDIENCE_NAME_BYTES]; // points with the same name share their people; "": own
    char source[AUDIENCE_NAME_BYTES]; // where the numbers come from, for the report; "": not said
    enum audience_grade grade;
};

// Nobody comes: every number 0 but those that have a default.
void audience_init(struct audience *self);

// Whether anybody comes at all.
bool audience_is_known(const struct audience *self);

// One JSON object on one line, the same bytes for the same audience: what the ledger keeps.
void audience_print(const struct audience *self, struct str *out);

// Reads it back exactly. Fails: CONFIG, is not what audience_print() wrote (says where).
bool audience_parse(const char *text, struct audience *out, struct error *err)
    __attribute__((warn_unused_result));

const char *audience_grade_letter(enum audience_grade grade); // "A", "B", "C"
