// Cases whose answers were worked out elsewhere, exactly, and checked there by simulation. Shared
// by the tests of the formulas and by the simulation.
#pragma once

#include "reach/arrivals.h"
#include "reach/exposure.h"
#include "reach/visits.h"

enum { CASE_LEVELS = 256, CASE_PLAYS = 240 };

struct oracle_case {
    const char *name;
    struct arrivals arrivals;
    struct dwell dwell;
    struct exposure plays[CASE_PLAYS];
    size_t play_count;
    double notice;
};

// A: 60 an hour for ten hours, empty at first; 120 plays of 15 s, one every 300 s.
void oracle_case_a(struct oracle_case *self, double threshold_s);
void oracle_case_a_fixed(struct oracle_case *self); // and everybody stays for 180 s
// C: 120 an hour, then 30; three plays of different length and threshold.
void oracle_case_c(struct oracle_case *self);
// D: case A, and a second item of 60 s in the same cycle.
void oracle_case_d(struct oracle_case *self);
void oracle_case_d_alone(struct oracle_case *self); // the second item only
// E: an hour of an endless zone, whose texts overlap, beside films of two minutes; people who pass
// and people who queue.
void oracle_case_e(struct oracle_case *self);
// F: thresholds so different that plays which begin later are seen enough sooner; stays as tallied.
void oracle_case_f(struct oracle_case *self);
void oracle_case_fini(struct oracle_case *self);

// Σ I, V_1 … and what follows. Owns: the caller, by visits_fini().
double oracle_impressions(const struct oracle_case *self);
void oracle_visits(const struct oracle_case *self, size_t levels, struct visits *out);
