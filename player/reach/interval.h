// How far an estimate may be off, and how it is written for people so that it claims no more than
// it knows. Pure; any thread.
#pragma once

#include "base/str.h"
#include "reach/audience.h"
#include "reach/exposure.h"

// What is uncertain about a modelled count V.
struct uncertainty {
    double counting;     // variance had all else been exact: V, or Σ N p (1 − p) (struct visits)
                         // where N people were counted
    double rel_sd;       // of the arrivals (c_λ); 0 where they were counted
    double dwell_rel_sd; // of the mean dwell: s_m / m
};

// From an audience, for arrivals that it says; `counting` is the count itself.
struct uncertainty uncertainty_of(const struct audience *audience, double counting);

// counting + (c_λ V)² + (∂V/∂m · s_m)². Variances of screens that know nothing of each other add
// up.
double uncertainty_variance(const struct uncertainty *self, const struct modelled *value);

struct interval {
    double lo, hi;
};

// 95 %: V · exp(±1.96 sd/V), which never falls below 0. 0 to 0 for nothing.
struct interval interval_95(double value, double variance);

// The grade of what is made of both: the worse; 0 is none.
enum audience_grade grade_of_both(enum audience_grade a, enum audience_grade b);

// To two significant figures: 164283 → 160000, 0.0456 → 0.046.
double figure_rounded(double value);

// So rounded, as a report writes numbers of people: "160,000", whole numbers below ten, "<1" for
// less than one, "0" for nobody. Range: 0 … 1e15.
void figure_print(struct str *out, double value);
