// One play as somebody passing can see it, and how many do. The model: people arrive as a Poisson
// process (reach/arrivals.h) and stay for independent times (reach/dwell.h). Who arrives at t and
// stays for D is exposed to a play if at least `threshold_s` of it are left (t ≤ to − threshold)
// and they stay for those: D ≥ max(from − t, 0) + threshold. Pure; any thread.
#pragma once

#include "reach/arrivals.h"
#include "reach/dwell.h"

#include <stdbool.h>

struct exposure {
    double from_s, to_s; // half open
    double threshold_s;  // ≥ 0
};

// An opportunity to see (Geopath, Quividi: at least one second on the screen).
#define EXPOSURE_OTS_S 1.0

// A count of people that is worked out, and what it gains when every stay gets longer in
// proportion, by one unit of that proportion: 10 % longer stays are `stretch` / 10 more people.
struct modelled {
    double count;
    double stretch;
};

// Whether anybody can be exposed to it: it is not shorter than its threshold.
bool exposure_counts(const struct exposure *self);

// The threshold of a full exposure to a play that was planned for `planned_s` and shown for
// `shown_s`: `full_s` where that is above 0 and shorter, else all of it. A play that counts as full
// although it is up to half a second short is a full exposure as it is.
// Source: the half second, Broadsign's proof of play; struct play calls a play full by it as well.
double exposure_full_s(double planned_s, double full_s, double shown_s);

// Impressions: how many are exposed to it.
struct modelled exposure_impressions(const struct exposure *self, const struct arrivals *arrivals,
                                     const struct dwell *dwell);
