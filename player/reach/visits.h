// How many visits have at least k exposures to a set of plays: what makes 触达人次 out of 曝光人次,
// counting whoever saw five of them once. The set may be anything: an item's plays, a topic's, all.
//
// Plays are fed one by one in the order in which they begin; they may overlap, as those of several
// zones or of an endless zone do. A visitor exposed to two plays that overlap has two exposures.
// Who arrives at t has at least k if they stay for the k-th least of what the plays ask for, so
//     V_k = ∫ λ(t) S(g_(k)(t)) dt,   g_j(t) = max(from_j − t, 0) + τ_j  while t ≤ to_j − τ_j,
// with g_(k) the k-th least. Hence Σ_k V_k = Σ_j I_j whatever the plays are, and where they do not
// overlap g_(k) is that of the k-th play that can still be seen.
//
// A visit is one person once: dwell is what parts two visits. It is counted where it begins, so
// who is there at the start of the arrivals is not in.
// Cost: a time in proportion to plays × levels, memory to levels and to how many plays overlap.
// Owned by whoever declared it; one thread.
#pragma once

#include "reach/arrivals.h"
#include "reach/dwell.h"
#include "reach/exposure.h"

#include <stdbool.h>
#include <stddef.h>

struct visits_play;

struct visits {
    // the answer, after visits_end()
    double *at_least; // at_least[k − 1]: V_k
    double stretch;   // of V_1, as in struct modelled
    double variance;  // Σ N p (1 − p) over the pieces: of V_1, had N been counted one by one

    // its making
    const struct arrivals *arrivals; // borrowed
    const struct dwell *dwell;       // borrowed
    size_t levels;
    double now_s;        // all who arrived before are counted
    double latest_s;     // the last play fed began here
    size_t piece;        // of the arrivals, in which now_s lies
    double before_piece; // V_1 when it began
    size_t settle_at;    // so many plays are waited for
    struct visits_play *ahead, *running;
    size_t ahead_first, ahead_end, ahead_capacity, running_count, running_capacity;
    struct visits_play **order; // the plays with the `levels` least g, in order
    double *scratch;
    size_t scratch_capacity;
};

// Range: levels ≥ 1. What is borrowed must not change until visits_end().
void visits_init(struct visits *self, const struct arrivals *arrivals, const struct dwell *dwell,
                 size_t levels);
void visits_fini(struct visits *self);

// One more play; one that nobody can be exposed to (exposure_counts) changes nothing. False, and
// nothing changed: it begins before one that was fed already.
bool visits_add(struct visits *self, const struct exposure *play)
    __attribute__((warn_unused_result));

// There are no more.
void visits_end(struct visits *self);

// Likelihood to see: visits that notice at least one exposure when each is noticed with `notice`,
// Σ (V_k − V_{k+1})(1 − (1 − ν)^k). `exposures`: Σ_j I_j. Those beyond the levels are taken to fall
// off evenly, as they do when stays are exponential.
double visits_noticed(const struct visits *self, double notice, double exposures);

// The variance of the number of exposures, Σ (2k − 1) V_k: several of one visit come together.
// `exposures` as above.
double visits_exposure_variance(const struct visits *self, double exposures);
