// An outreach made up by arithmetic, for the tests of what is printed from one. Its names say that
// they are none, and its numbers are nobody's.
#pragma once

#include "report/outreach.h"

struct sample {
    int points; // 1 … 999
    int days;   // from 2026-11-01 on
    int items;  // 0: nothing was played
    bool has_no_model, has_no_population;
    bool is_ascii;       // no Chinese in it
    const char *hostile; // put into every text; NULL: none
};

// Owns: the caller, by outreach_fini().
void outreach_sample(struct outreach *out, const struct sample *sample);

// 220 points over a month of 30 days, 24 items: what a league of some size has.
extern const struct sample sample_league;
