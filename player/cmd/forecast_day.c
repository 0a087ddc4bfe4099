// From slots to plays, and from a table of the week to the hours of a date.
#include "cmd/forecast_day.h"

#include "base/civil.h"
#include "base/mem.h"

#include <stdlib.h>

struct plays {
    struct forecast_play *each;
    size_t count, capacity;
};

static double seconds(int64_t us)
{
    return (double)us / (double)CLOCK_SECOND_US;
}

static void add_slot(struct plays *self, const struct rehearsal *rehearsal, struct plan *plan,
                     const struct slot *slot, struct wall midnight)
{
    int64_t leaving = rehearsal->leavings_us[slot->zone][slot->item];
    int64_t length = plan_length(plan, slot->zone, slot->item) - slot->from_us;
    int64_t end_us = slot->end.us + (slot->is_cut ? 0 : leaving);
    self->each = MEM_GROW(self->each, self->count, self->capacity);
    self->each[self->count++] =
        (struct forecast_play){.item = slot->item,
                               .from_s = seconds(slot->start.us - midnight.us),
                               .to_s = seconds(end_us - midnight.us),
                               .planned_s = seconds(length + leaving)};
}

static void add_zone(struct plays *self, const struct rehearsal *rehearsal, struct plan *plan,
                     size_t zone, int64_t day)
{
    struct wall midnight = plan_day_start(plan, day);
    struct wall end = plan_day_start(plan, day + 1);
    for (struct wall at = midnight; at.us < end.us;) {
        struct slot slot = plan_slot_at(plan, zone, at);
        bool is_clock = slot.kind == SLOT_ITEM &&
                        rehearsal->setting->playlist->items[slot.item].kind == ITEM_CLOCK;
        if (slot.kind == SLOT_ITEM && !is_clock) { // nor does a report count clocks
            add_slot(self, rehearsal, plan, &slot, midnight);
        }
        at = slot.end;
    }
}

static int compare_plays(const void *a, const void *b)
{
    const struct forecast_play *left = a;
    const struct forecast_play *right = b;
    if (left->from_s != right->from_s) {
        return left->from_s < right->from_s ? -1 : 1;
    }
    return (left->item > right->item) - (left->item < right->item);
}

// Hours by the clock on the wall: on a day on which it is moved, one is skipped or lasts for two.
static void make_arrivals(const struct audience *audience, const struct meridian *meridian,
                          int64_t day, struct arrivals *out)
{
    enum { HOUR_MIN = 60 };
    int weekday = (civil_of_day(day).weekday + AUDIENCE_DAYS - 1) % AUDIENCE_DAYS; // Monday is 0
    struct wall midnight = meridian_instant(meridian, day, 0);
    arrivals_init(out, 0);
    for (int hour = 0; hour < AUDIENCE_HOURS && audience != NULL; hour++) {
        struct wall end = hour + 1 < AUDIENCE_HOURS
                              ? meridian_instant(meridian, day, (hour + 1) * HOUR_MIN)
                              : meridian_instant(meridian, day + 1, 0);
        double until_s = seconds(end.us - midnight.us);
        if (until_s > arrivals_begin_s(out, out->count)) {
            arrivals_add(out, until_s, audience->per_hour[weekday][hour]);
        }
    }
}

void forecast_day_add(struct forecast *self, const struct rehearsal *rehearsal, struct plan *plan,
                      int64_t day)
{
    struct plays plays = {0};
    struct arrivals arrivals;
    for (size_t z = 0; z < self->playlist->zone_count; z++) {
        add_zone(&plays, rehearsal, plan, z, day);
    }
    if (plays.count > 0) {
        qsort(plays.each, plays.count, sizeof *plays.each, compare_plays);
    }
    make_arrivals(self->audience, rehearsal->setting->meridian, day, &arrivals);
    forecast_add_day(self, &arrivals, plays.each, plays.count);
    arrivals_fini(&arrivals);
    free(plays.each);
}
