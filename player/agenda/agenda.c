// Zone by zone, then all of them together.
#include "agenda/agenda.h"

#include "agenda/sums.h"
#include "agenda/why.h"
#include "agenda/zone_day.h"
#include "base/mem.h"

#include <stdlib.h>

enum { WHOLE_PPM = 1000000 };

int64_t agenda_ppm(int64_t part_us, int64_t whole_us)
{
    int64_t whole_ms = whole_us / 1000;
    return whole_ms > 0 ? (part_us / 1000 * WHOLE_PPM + whole_ms / 2) / whole_ms : 0;
}

int64_t agenda_item_ppm(const struct agenda_item *item)
{
    return agenda_ppm(item->sum.time_us, item->may_us);
}

// `index`: of the daypart; of none: the opening hours.
static bool holds(const struct period *period, const struct playlist *playlist, size_t index)
{
    return index < playlist->daypart_count ? period->holds[index] : period->is_open;
}

static struct agenda_band band_of(const struct playlist *playlist, const struct periods *periods,
                                  size_t index)
{
    struct agenda_band band = {.spans = mem_zeroed(periods->count, sizeof *band.spans)};
    band.daypart = index < playlist->daypart_count ? &playlist->dayparts[index] : NULL;
    for (size_t p = 0; p < periods->count; p++) {
        const struct period *period = &periods->each[p];
        if (!holds(period, playlist, index)) {
            continue;
        }
        if (band.count > 0 && band.spans[band.count - 1].to_us == period->from_us) {
            band.spans[band.count - 1].to_us = period->to_us;
        } else {
            band.spans[band.count++] = (struct agenda_span){period->from_us, period->to_us};
        }
    }
    return band;
}

static void add_bands(struct agenda *self, const struct periods *periods)
{
    const struct playlist *playlist = self->wish.terms->playlist;
    self->bands = mem_zeroed(playlist->daypart_count + 1, sizeof *self->bands);
    self->bands[self->band_count++] = band_of(playlist, periods, playlist->daypart_count);
    for (size_t d = 0; d < playlist->daypart_count; d++) {
        struct agenda_band band = band_of(playlist, periods, d);
        if (band.count > 0) {
            self->bands[self->band_count++] = band;
        } else {
            free(band.spans);
        }
    }
}

static void add_zones(struct agenda *self, const struct periods *periods)
{
    size_t count = self->wish.terms->playlist->zone_count;
    self->zones = mem_zeroed(count, sizeof *self->zones);
    for (size_t z = 0; z < count; z++) {
        if (self->wish.zone == PLAN_ALL_ZONES || self->wish.zone == z) {
            zone_day_init(&self->zones[self->zone_count++], &self->wish, z, periods);
        }
    }
}

static void add_sums(struct agenda_sums *self, const struct agenda_sums *more)
{
    for (size_t i = 0; i < more->count; i++) {
        sums_add(self, more->each[i].key, &more->each[i]);
    }
}

void agenda_init(struct agenda *self, const struct agenda_wish *wish)
{
    *self = (struct agenda){.wish = *wish};
    struct periods periods;
    periods_init(&periods, wish->terms, wish->day, true);
    self->start_us = periods.start_us;
    self->end_us = periods.end_us;
    add_bands(self, &periods);
    add_zones(self, &periods);
    for (size_t i = 0; i < self->zone_count; i++) {
        add_sums(&self->topics, &self->zones[i].topics);
        add_sums(&self->audiences, &self->zones[i].audiences);
    }
    sums_sort(&self->topics);
    sums_sort(&self->audiences);
    if (wish->zone == PLAN_ALL_ZONES) {
        self->idle = why_idle(wish->terms->playlist, &self->idle_count);
    }
    periods_fini(&periods);
}

void agenda_fini(struct agenda *self)
{
    for (size_t i = 0; i < self->zone_count; i++) {
        zone_day_fini(&self->zones[i]);
    }
    for (size_t i = 0; i < self->band_count; i++) {
        free(self->bands[i].spans);
    }
    free(self->zones);
    free(self->bands);
    free(self->idle);
    sums_fini(&self->topics);
    sums_fini(&self->audiences);
    *self = (struct agenda){0};
}
