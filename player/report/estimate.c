// Adding estimates up.
#include "report/estimate.h"

#include "base/mem.h"
#include "reach/interval.h"
#include "reach/people.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

struct estimate_part {
    size_t catchment;
    double visits;
};

void catchments_fini(struct catchments *self)
{
    for (size_t i = 0; i < self->count; i++) {
        free(self->each[i].name);
    }
    free(self->each);
    *self = (struct catchments){0};
}

size_t catchments_of(struct catchments *self, const struct audience *audience)
{
    for (size_t i = 0; i < self->count && audience->catchment[0] != '\0'; i++) {
        struct catchment *same = &self->each[i];
        if (strcmp(same->name, audience->catchment) == 0) {
            // points that do not agree on how many people it has: the fewest, rather too few
            // reached
            same->population = fmin(same->population, audience->population);
            return i;
        }
    }
    self->each = MEM_GROW(self->each, self->count, self->capacity);
    self->each[self->count] =
        (struct catchment){mem_copy(audience->catchment), audience->population, audience->repeat};
    return self->count++;
}

void estimate_fini(struct estimate *self)
{
    free(self->parts);
    *self = (struct estimate){0};
}

// The variance of impressions in one day, of visits that make several of them each: their number is
// taken to fall off evenly from one to the next, as it does when stays are exponential, with the
// ratio that turns the visits into the impressions. Visits are those with a full exposure, which
// are fewer than those with any: the variance is rather too large.
// Source: Var = Σ (2k − 1) V_k of a compound Poisson sum, V_k = V_1 q^(k−1), Σ V_k = I.
static double spread_of(double impressions, double visits)
{
    if (visits <= 0 || impressions <= visits) {
        return impressions;
    }
    double ratio = 1 - visits / impressions;
    return impressions * impressions * (1 + ratio) / visits;
}

static void add_errors(struct estimate_errors *self, double value, double stretch,
                       const struct uncertainty *unsure)
{
    self->value += value;
    self->counting += unsure->counting;
    self->arrivals += unsure->rel_sd * value;
    self->stays += unsure->dwell_rel_sd * stretch;
}

void estimate_add(struct estimate *self, const struct daily *day, const struct daily_visits *visits,
                  struct modelled impressions, const struct audience *audience)
{
    if (!day->has_model) {
        return;
    }
    struct uncertainty unsure = uncertainty_of(audience, visits->variance);
    unsure.rel_sd = day->grade == GRADE_COUNTED ? 0 : unsure.rel_sd;
    self->has_model = true;
    self->grade = grade_of_both(self->grade, day->grade);
    add_errors(&self->screen_visits, visits->visits, visits->stretch, &unsure);
    unsure.counting = spread_of(impressions.count, visits->visits);
    add_errors(&self->screen_impressions, impressions.count, impressions.stretch, &unsure);
}

static double variance_of(const struct estimate_errors *errors)
{
    return errors->counting + errors->arrivals * errors->arrivals + errors->stays * errors->stays;
}

void estimate_close_screen(struct estimate *self, size_t catchment)
{
    size_t i = 0;
    self->impressions += self->screen_impressions.value;
    self->impressions_variance += variance_of(&self->screen_impressions);
    self->screen_impressions = (struct estimate_errors){0};
    if (self->screen_visits.value <= 0) {
        return;
    }
    while (i < self->part_count && self->parts[i].catchment != catchment) {
        i++;
    }
    if (i == self->part_count) {
        self->parts = MEM_GROW(self->parts, self->part_count, self->part_capacity);
        self->parts[self->part_count++] = (struct estimate_part){catchment, 0};
    }
    self->parts[i].visits += self->screen_visits.value;
    self->visits += self->screen_visits.value;
    self->variance += variance_of(&self->screen_visits);
    self->screen_visits = (struct estimate_errors){0};
}

// Distinct people when visits were `scale` times as many; 0 where a population is unknown.
static double people(const struct estimate *self, const struct catchments *catchments,
                     double universe, double scale)
{
    double sum = 0;
    double *reached = mem_zeroed(self->part_count + 1, sizeof *reached);
    bool is_known = self->part_count > 0;
    for (size_t i = 0; i < self->part_count; i++) {
        const struct catchment *catchment = &catchments->each[self->parts[i].catchment];
        is_known = is_known && catchment->population > 0;
        reached[i] =
            people_reached(self->parts[i].visits * scale, catchment->population, catchment->repeat);
        sum += reached[i];
    }
    if (is_known && universe > 0 && self->part_count > 1) {
        sum = people_union(reached, self->part_count, universe);
    }
    free(reached);
    return is_known ? sum : 0;
}

struct outreach_reach estimate_reach(const struct estimate *self,
                                     const struct catchments *catchments, double universe)
{
    struct outreach_reach reach = {.has_model = self->has_model, .grade = self->grade};
    if (!self->has_model) {
        return reach;
    }
    struct interval interval = interval_95(self->visits, self->variance);
    double low = self->visits > 0 ? interval.lo / self->visits : 0;
    double high = self->visits > 0 ? interval.hi / self->visits : 0;
    struct interval seen = interval_95(self->impressions, self->impressions_variance);
    reach.impressions = self->impressions;
    reach.impressions_lo = seen.lo;
    reach.impressions_hi = seen.hi;
    reach.visits = self->visits;
    reach.visits_lo = interval.lo;
    reach.visits_hi = interval.hi;
    reach.persons = people(self, catchments, universe, 1);
    reach.persons_lo = people(self, catchments, universe, low);
    reach.persons_hi = people(self, catchments, universe, high);
    return reach;
}
