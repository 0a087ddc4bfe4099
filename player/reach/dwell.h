// How long a visitor stays where the screen can be seen: a distribution, as its survival function
// and what the model needs of it. A fact; pure; any thread.
#pragma once

#include <stdbool.h>
#include <stddef.h>

enum { DWELL_PARTS = 4, DWELL_BINS = 48 };

enum dwell_kind {
    DWELL_MIXTURE = 1, // exponentials: passers-by and a queue
    DWELL_FIXED,       // everybody the same
    DWELL_HISTOGRAM,   // as surveyed; even within a bin
};

struct dwell {
    enum dwell_kind kind;
    struct dwell_part {
        double weight; // > 0; made to add up to 1 by dwell_settle()
        double mean_s; // > 0
    } parts[DWELL_PARTS];
    size_t part_count;
    double fixed_s;
    struct dwell_bin {
        double until_s; // rising; a bin begins where the one before ends, the first at 0
        double weight;  // ≥ 0
    } bins[DWELL_BINS];
    size_t bin_count;
};

// Makes the weights add up to 1. False: they cannot (none, or not above 0).
bool dwell_settle(struct dwell *self);

double dwell_mean_s(const struct dwell *self);

// S(x) = P(D > x).  Units: seconds.
double dwell_survival(const struct dwell *self, double x_s);

// H(x) = ∫ₓ^∞ S.  Units: seconds.
double dwell_tail_s(const struct dwell *self, double x_s);
