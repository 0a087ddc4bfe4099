// Adding estimates up.
#include "report/estimate.h"

#include "base/mem.h"
#include "reach/interval.h"
#include "reach/people.h"

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
        if (strcmp(self->each[i].name, audience->catchment) == 0) {
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

void estimate_add(struct estimate *self, const struct daily *day, const struct daily_visits *visits,
                  double impressions, const struct audience *audience)
{
    if (!day->has_model) {
        return;
    }
    bool is_counted = day->grade == GRADE_COUNTED;
    struct uncertainty unsure = uncertainty_of(audience, visits->variance);
    self->has_model = true;
    self->grade = grade_of_both(self->grade, day->grade);
    self->impressions += impressions;
    self->screen_visits += visits->visits;
    self->screen_counting += visits->variance;
    self->screen_arrivals += is_counted ? 0 : unsure.rel_sd * visits->visits;
    self->screen_stays += unsure.dwell_rel_sd * visits->stretch;
}

void estimate_close_screen(struct estimate *self, size_t catchment)
{
    size_t i = 0;
    if (self->screen_visits <= 0) {
        return;
    }
    while (i < self->part_count && self->parts[i].catchment != catchment) {
        i++;
    }
    if (i == self->part_count) {
        self->parts = MEM_GROW(self->parts, self->part_count, self->part_capacity);
        self->parts[self->part_count++] = (struct estimate_part){catchment, 0};
    }
    self->parts[i].visits += self->screen_visits;
    self->visits += self->screen_visits;
    self->variance += self->screen_counting + self->screen_arrivals * self->screen_arrivals +
                      self->screen_stays * self->screen_stays;
    self->screen_visits = self->screen_counting = self->screen_arrivals = self->screen_stays = 0;
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
    reach.impressions = self->impressions;
    reach.visits = self->visits;
    reach.visits_lo = interval.lo;
    reach.visits_hi = interval.hi;
    reach.persons = people(self, catchments, universe, 1);
    reach.persons_lo = people(self, catchments, universe, low);
    reach.persons_hi = people(self, catchments, universe, high);
    return reach;
}
