// Adding up what is asked for.
#include "cmd/demand.h"

#include "base/mem.h"

#include <stdlib.h>

#define HOUR_US (INT64_C(3600) * CLOCK_SECOND_US)

const struct item *demand_item(const struct demand *self, size_t place)
{
    return &self->outcome->playlist->items[self->zone->items[place]];
}

bool demand_may_begin(const struct demand *self, size_t place, const struct period *period)
{
    return period->is_open && self->lengths_us[self->zone->items[place]] > 0 &&
           periods_let_play(self->outcome->playlist, period->holds, demand_item(self, place));
}

static void find_firsts(struct demand *self)
{
    const struct zone *zone = self->zone;
    bool *is_seen = mem_zeroed(self->outcome->playlist->item_count, sizeof *is_seen);
    self->is_first = mem_zeroed(zone->item_count, sizeof *self->is_first);
    for (size_t i = 0; i < zone->item_count; i++) {
        self->is_first[i] = !is_seen[zone->items[i]];
        is_seen[zone->items[i]] = true;
        int64_t length_us = self->lengths_us[zone->items[i]];
        self->longest_us = length_us > self->longest_us ? length_us : self->longest_us;
    }
    for (size_t i = 0; i < zone->filler_count; i++) {
        int64_t length_us = self->lengths_us[zone->filler[i]];
        self->longest_us = length_us > self->longest_us ? length_us : self->longest_us;
    }
    free(is_seen);
}

static int64_t lifted_weight(const struct demand *self, size_t place, const struct period *period)
{
    const struct item *item = demand_item(self, place);
    return item->often.weight * periods_lift_permille(self->outcome->playlist, period->holds, item);
}

// Sums up one period: the shares in it, and the weights of the rest.
struct demand_hour demand_in(const struct demand *self, const struct period *period)
{
    struct demand_hour sum = {0};
    for (size_t i = 0; i < self->zone->item_count; i++) {
        if (!demand_may_begin(self, i, period)) {
            continue;
        }
        if (demand_item(self, i)->often.share_ppm == 0) {
            sum.weight += lifted_weight(self, i, period);
        } else if (self->is_first[i]) {
            sum.share_ppm += demand_item(self, i)->often.share_ppm;
        }
    }
    return sum;
}

static void sum_hours(struct demand *self)
{
    const struct periods *periods = &self->outcome->trial->periods;
    for (size_t p = 0; p < periods->count; p++) {
        struct demand_hour sum = demand_in(self, &periods->each[p]);
        for (size_t h = 0; h < OUTCOME_HOURS; h++) {
            int64_t from_us = outcome_hour_us(self->outcome, h);
            struct demand_hour *hour = &self->hours[h];
            if (periods->each[p].from_us < from_us + HOUR_US && periods->each[p].to_us > from_us) {
                hour->share_ppm = sum.share_ppm > hour->share_ppm ? sum.share_ppm : hour->share_ppm;
                hour->weight = sum.weight > hour->weight ? sum.weight : hour->weight;
            }
        }
    }
    for (size_t i = 0; i < self->zone->item_count; i++) {
        bool is_counted = self->is_first[i] && demand_item(self, i)->often.share_ppm == 0;
        for (size_t h = 0; is_counted && h < OUTCOME_HOURS; h++) {
            self->hours[h].plays += self->outcome->scores[self->zone->items[i]].plays[h];
        }
    }
}

void demand_init(struct demand *self, const struct outcome *outcome, const int64_t *lengths_us)
{
    *self = (struct demand){
        .outcome = outcome,
        .zone = &outcome->playlist->zones[outcome->zone],
        .lengths_us = lengths_us,
    };
    find_firsts(self);
    sum_hours(self);
}

void demand_fini(struct demand *self)
{
    free(self->is_first);
    *self = (struct demand){0};
}

static const struct period *period_at(const struct periods *periods, int64_t at_us)
{
    size_t found = 0;
    while (found + 1 < periods->count && periods->each[found].to_us <= at_us) {
        found++;
    }
    return &periods->each[found];
}

int64_t demand_plays(const struct demand *self, size_t place, size_t hour)
{
    const struct demand_hour *sum = &self->hours[hour];
    int64_t from_us = outcome_hour_us(self->outcome, hour);
    const struct period *period = period_at(&self->outcome->trial->periods, from_us);
    return sum->weight == 0 ? 0 : sum->plays * lifted_weight(self, place, period) / sum->weight;
}
