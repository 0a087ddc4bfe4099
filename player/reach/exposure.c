// Impressions of a play: with c = to − τ,
//     I = ∫_{T0}^{from} λ(t) S(from − t + τ) dt + S(τ) ∫_{from}^{c} λ(t) dt.
// In a piece [u, v) of constant λ the first is λ [H(from + τ − v) − H(from + τ − u)].
#include "reach/exposure.h"

#include <math.h>

#define HOUR_S 3600.0

// Who arrived so long ago that this part of them is still there does not matter in a double.
#define NOBODY 1e-18

// A play this much short of what was planned is full all the same.
static const double full_tolerance_s = 0.5;

bool exposure_counts(const struct exposure *self)
{
    return self->threshold_s >= 0 && self->to_s > self->from_s &&
           self->to_s - self->from_s >= self->threshold_s;
}

double exposure_full_s(double planned_s, double full_s, double shown_s)
{
    double wanted_s = full_s > 0 ? fmin(full_s, planned_s) : planned_s;
    return shown_s < wanted_s && shown_s >= wanted_s - full_tolerance_s ? shown_s : wanted_s;
}

// Those who arrive in [from_s, to_s) while it is on.
static void add_during(struct modelled *sum, const struct exposure *self, double length_s,
                       double per_s, const struct dwell *dwell)
{
    sum->count += per_s * length_s * dwell_survival(dwell, self->threshold_s);
    sum->stretch += per_s * length_s * dwell_survival_slope(dwell, self->threshold_s);
}

// Those who arrive in [from_s, to_s) before it.
static void add_before(struct modelled *sum, const double x_s[2], double per_s,
                       const struct dwell *dwell)
{
    sum->count += per_s * (dwell_tail_s(dwell, x_s[0]) - dwell_tail_s(dwell, x_s[1]));
    sum->stretch += per_s * (dwell_tail_slope_s(dwell, x_s[0]) - dwell_tail_slope_s(dwell, x_s[1]));
}

struct modelled exposure_impressions(const struct exposure *self, const struct arrivals *arrivals,
                                     const struct dwell *dwell)
{
    struct modelled sum = {0};
    double last_s = self->to_s - self->threshold_s;
    double done_s = self->from_s + self->threshold_s;
    size_t end = arrivals_at(arrivals, last_s);
    end += end < arrivals->count;
    for (size_t i = exposure_counts(self) ? end : 0; i-- > 0;) { // back in time
        double from_s = arrivals_begin_s(arrivals, i);
        double to_s = fmin(arrivals->pieces[i].until_s, last_s);
        double per_s = arrivals->pieces[i].per_hour / HOUR_S;
        double split_s = fmin(fmax(self->from_s, from_s), fmax(to_s, from_s));
        if (to_s > split_s) {
            add_during(&sum, self, to_s - split_s, per_s, dwell);
        }
        if (split_s > from_s) {
            const double x_s[2] = {done_s - split_s, done_s - from_s};
            if (dwell_survival(dwell, x_s[0]) < NOBODY) {
                break;
            }
            add_before(&sum, x_s, per_s, dwell);
        }
    }
    return sum;
}
