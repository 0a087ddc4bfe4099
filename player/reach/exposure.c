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

// H(x) and its slope.
static struct modelled tail_of(const struct dwell *dwell, double x_s)
{
    return (struct modelled){dwell_tail_s(dwell, x_s), dwell_tail_slope_s(dwell, x_s)};
}

// `people` who arrive while it is on.
static void add_during(struct modelled *sum, const struct exposure *self, double people,
                       const struct dwell *dwell)
{
    sum->count += people * dwell_survival(dwell, self->threshold_s);
    sum->stretch += people * dwell_survival_slope(dwell, self->threshold_s);
}

// Those who arrive before it, from piece `i` back in time.
static void add_before(struct modelled *sum, const struct exposure *self,
                       const struct arrivals *arrivals, size_t i, const struct dwell *dwell)
{
    double done_s = self->from_s + self->threshold_s;
    double to_s = fmin(self->from_s, arrivals->pieces[i].until_s);
    struct modelled late = tail_of(dwell, done_s - to_s);
    double enough_s = NOBODY * dwell_mean_s(dwell);
    for (i++; i-- > 0 && late.count > enough_s;) {
        double per_s = arrivals->pieces[i].per_hour / HOUR_S;
        struct modelled early = tail_of(dwell, done_s - arrivals_begin_s(arrivals, i));
        sum->count += per_s * (late.count - early.count);
        sum->stretch += per_s * (late.stretch - early.stretch);
        late = early;
    }
}

struct modelled exposure_impressions(const struct exposure *self, const struct arrivals *arrivals,
                                     const struct dwell *dwell)
{
    struct modelled sum = {0};
    if (!exposure_counts(self) || arrivals->count == 0) {
        return sum;
    }
    double last_s = self->to_s - self->threshold_s;
    double people = 0; // who arrive while it is on
    size_t first = arrivals_at(arrivals, self->from_s);
    for (size_t i = first; i < arrivals->count; i++) {
        double from_s = fmax(self->from_s, arrivals_begin_s(arrivals, i));
        double to_s = fmin(last_s, arrivals->pieces[i].until_s);
        if (to_s <= from_s) {
            break;
        }
        people += arrivals->pieces[i].per_hour / HOUR_S * (to_s - from_s);
    }
    if (people > 0) {
        add_during(&sum, self, people, dwell);
    }
    if (self->from_s > arrivals->from_s) {
        add_before(&sum, self, arrivals, first < arrivals->count ? first : first - 1, dwell);
    }
    return sum;
}
