// How long a visitor stays where the screen can be seen: a distribution, as its survival function
// and what the model needs of it. A fact, once dwell_settle() was asked; pure; any thread.
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
    double fixed_s; // > 0
    struct dwell_bin {
        double until_s; // rising; a bin begins where the one before ends, the first at 0
        double weight;  // ≥ 0; made to add up to 1
        double above;   // S at until_s, by dwell_settle()
        double tail_s;  // H at until_s, by dwell_settle()
    } bins[DWELL_BINS];
    size_t bin_count;
};

// Makes the weights add up to 1 (those that do are not touched, so that a second call changes
// nothing) and bins ready to be asked. False, and untouched: it is no distribution, because weights
// are below 0 or all 0, a time is not above 0, bins do not rise, there are none or too many.
bool dwell_settle(struct dwell *self) __attribute__((warn_unused_result));

// The functions below want a settled dwell, and take any x ≥ 0.
double dwell_mean_s(const struct dwell *self);

// S(x) = P(D ≥ x): who stays exactly as long as is needed has seen it. 1 for x ≤ 0.
double dwell_survival(const struct dwell *self, double x_s);

// H(x) = ∫ₓ^∞ S.  Units: seconds.
double dwell_tail_s(const struct dwell *self, double x_s);

// How S and H change when every stay gets longer in proportion, by one unit of that proportion:
// x·f(x) with the density f, and H(x) + x·S(x). What an uncertain mean does to the model follows
// from them. Nothing for S of a fixed dwell, whose step no small change crosses.
double dwell_survival_slope(const struct dwell *self, double x_s);
double dwell_tail_slope_s(const struct dwell *self, double x_s);
