// A day asked slot by slot.
#include "agenda/zone_day.h"

#include "agenda/sums.h"
#include "agenda/why.h"
#include "base/mem.h"

#include <stdlib.h>

#define HOUR_US (INT64_C(3600) * CLOCK_SECOND_US)
#define NOBODY SIZE_MAX

// What is needed while a day is gathered, and not afterwards.
struct gathering {
    struct agenda_zone *zone;
    const struct agenda_wish *wish;
    const struct periods *periods;
    size_t *places;   // by item of the playlist: where it stands among the zone's
    int *hour_plays;  // by hour, by place
    int64_t *ends_us; // by place: of the last play
};

static const struct playlist *playlist_of(const struct gathering *self)
{
    return self->wish->terms->playlist;
}

// --- who is in the zone -----------------------------------------------------------------------

static void add_item(struct gathering *self, size_t item, bool is_filler)
{
    if (self->places[item] != NOBODY) {
        return;
    }
    const struct item *facts = &playlist_of(self)->items[item];
    const struct lifts *lifts = self->wish->lifts;
    struct agenda_zone *zone = self->zone;
    self->places[item] = zone->item_count;
    zone->items[zone->item_count++] = (struct agenda_item){
        .item = item,
        .sum = {.key = facts->id},
        .is_filler_only = is_filler,
        .gap_us = AGENDA_NO_GAP,
        .cases_permille = lifts != NULL ? lifts_of(lifts, facts->topic) : LIFT_AS_IS,
        .dayparts_permille = LIFT_AS_IS,
    };
}

static void add_items(struct gathering *self, const struct zone *zone)
{
    self->zone->items =
        mem_zeroed(zone->item_count + zone->filler_count + 1, sizeof *self->zone->items);
    for (size_t i = 0; i < zone->item_count; i++) {
        add_item(self, zone->items[i], false);
    }
    for (size_t i = 0; i < zone->filler_count; i++) {
        add_item(self, zone->filler[i], true);
    }
}

// --- slots ------------------------------------------------------------------------------------

static void spend(struct agenda_hour *hour, const struct slot *slot, int64_t by_us)
{
    switch (slot->kind) {
    case SLOT_ITEM:
        hour->item_us += by_us;
        hour->filler_us += slot->is_filler ? by_us : 0;
        return;
    case SLOT_NOTHING:
        hour->house_us += by_us;
        return;
    case SLOT_DARK:
        hour->dark_us += by_us;
        return;
    case SLOT_SUSPENDED:
        hour->suspended_us += by_us;
        return;
    }
}

static void spend_in_hours(struct agenda_zone *zone, const struct slot *slot)
{
    size_t h = (size_t)((slot->start.us - zone->hours[0].start_us) / HOUR_US);
    bool is_play = slot->kind == SLOT_ITEM;
    zone->hours[h].plays += is_play;
    zone->total.plays += is_play;
    spend(&zone->total, slot, slot->end.us - slot->start.us);
    for (int64_t at_us = slot->start.us; at_us < slot->end.us; h++) {
        int64_t hour_end_us = zone->hours[h].start_us + HOUR_US;
        int64_t until_us = hour_end_us < slot->end.us ? hour_end_us : slot->end.us;
        spend(&zone->hours[h], slot, until_us - at_us);
        at_us = until_us;
    }
}

static void count_play(struct gathering *self, const struct slot *slot)
{
    struct agenda_zone *zone = self->zone;
    size_t place = self->places[slot->item];
    if (place == NOBODY) {
        return; // an emergency's, or of a clock that is not known
    }
    struct agenda_item *item = &zone->items[place];
    int64_t gap_us = slot->start.us - self->ends_us[place];
    if (item->sum.plays > 0 && gap_us < item->gap_us) {
        item->gap_us = gap_us;
    }
    self->ends_us[place] = slot->end.us;
    sum_add_play(&item->sum, slot->start.us, slot->end.us);
    size_t hour = (size_t)((slot->start.us - zone->hours[0].start_us) / HOUR_US);
    self->hour_plays[hour * zone->item_count + place]++;
}

static void count_verdicts(struct gathering *self, const struct slot *slot)
{
    size_t count = 0;
    const struct plan_entry *entries = plan_entries(self->wish->plan, slot, &count);
    for (size_t i = 0; i < count; i++) {
        size_t place = self->places[entries[i].item];
        if (place != NOBODY && entries[i].verdict != 0) {
            self->zone->items[place].verdict_us[entries[i].verdict] +=
                slot->end.us - slot->start.us;
        }
    }
}

static void gather_slots(struct gathering *self)
{
    struct agenda_zone *zone = self->zone;
    for (int64_t at_us = self->periods->start_us; at_us < self->periods->end_us;) {
        struct slot slot = plan_slot_at(self->wish->plan, zone->zone, (struct wall){at_us});
        zone->slots = MEM_GROW(zone->slots, zone->slot_count, zone->slot_capacity);
        zone->slots[zone->slot_count++] = slot;
        spend_in_hours(zone, &slot);
        if (slot.kind == SLOT_ITEM) {
            count_play(self, &slot);
        }
        if (slot.kind == SLOT_ITEM || slot.kind == SLOT_NOTHING) { // somebody was chosen, or nobody
            count_verdicts(self, &slot);
        }
        at_us = slot.end.us;
    }
    zone->open_us = self->periods->end_us - self->periods->start_us - zone->total.dark_us;
}

// --- what was asked for ------------------------------------------------------------------------

// Time within [from, to) in which the item may begin.
static int64_t may_within(const struct gathering *self, const struct item *item, int64_t from_us,
                          int64_t to_us)
{
    int64_t sum_us = 0;
    for (size_t p = 0; p < self->periods->count; p++) {
        const struct period *period = &self->periods->each[p];
        int64_t begin_us = period->from_us > from_us ? period->from_us : from_us;
        int64_t end_us = period->to_us < to_us ? period->to_us : to_us;
        if (begin_us < end_us && period->is_open &&
            periods_let_play(playlist_of(self), period->holds, item)) {
            sum_us += end_us - begin_us;
        }
    }
    return sum_us;
}

static int64_t most_lift(const struct gathering *self, const struct item *item)
{
    int64_t most = LIFT_AS_IS;
    for (size_t p = 0; p < self->periods->count; p++) {
        const struct period *period = &self->periods->each[p];
        int64_t own = periods_lift_permille(playlist_of(self), period->holds, item);
        most = period->is_open && own > most ? own : most;
    }
    return most;
}

// An hour in which the item may begin only for a part of it asks for as many of its plays.
static void count_hours(struct gathering *self, struct agenda_item *item, const struct item *facts)
{
    struct agenda_zone *zone = self->zone;
    for (size_t h = 0; h < zone->hour_count && facts->often.min_per_hour > 0; h++) {
        int64_t start_us = zone->hours[h].start_us;
        int64_t may_us = may_within(self, facts, start_us, start_us + HOUR_US);
        int64_t due = facts->often.min_per_hour * may_us / HOUR_US;
        int plays = self->hour_plays[h * zone->item_count + self->places[item->item]];
        item->hours_due += due > 0;
        item->hours_short += plays < due;
    }
}

static void conclude(struct gathering *self, struct agenda_item *item)
{
    const struct item *facts = &playlist_of(self)->items[item->item];
    item->may_us = may_within(self, facts, self->periods->start_us, self->periods->end_us);
    item->dayparts_permille = most_lift(self, facts);
    count_hours(self, item, facts);
    item->is_day_short = item->may_us > 0 && item->sum.plays < facts->often.min_per_day;
    if (item->sum.plays == 0) {
        item->reason = why_never(item, playlist_of(self), self->periods);
    }
    sums_add(&self->zone->topics, facts->topic, &item->sum);
    sums_add(&self->zone->audiences, facts->audience, &item->sum);
}

// --- the day -----------------------------------------------------------------------------------

static void cut_hours(struct agenda_zone *self, const struct periods *periods)
{
    int64_t length_us = periods->end_us - periods->start_us;
    self->hour_count = (size_t)((length_us + HOUR_US - 1) / HOUR_US);
    self->hours = mem_zeroed(self->hour_count, sizeof *self->hours);
    self->total.start_us = periods->start_us;
    for (size_t h = 0; h < self->hour_count; h++) {
        self->hours[h].start_us = periods->start_us + (int64_t)h * HOUR_US;
    }
}

void zone_day_init(struct agenda_zone *self, const struct agenda_wish *wish, size_t zone,
                   const struct periods *periods)
{
    *self = (struct agenda_zone){.zone = zone};
    struct gathering gathering = {.zone = self, .wish = wish, .periods = periods};
    const struct playlist *playlist = wish->terms->playlist;
    gathering.places = mem_zeroed(playlist->item_count, sizeof *gathering.places);
    for (size_t i = 0; i < playlist->item_count; i++) {
        gathering.places[i] = NOBODY;
    }
    add_items(&gathering, &playlist->zones[zone]);
    cut_hours(self, periods);
    gathering.hour_plays =
        mem_zeroed(self->hour_count * self->item_count + 1, sizeof *gathering.hour_plays);
    gathering.ends_us = mem_zeroed(self->item_count + 1, sizeof *gathering.ends_us);
    gather_slots(&gathering);
    for (size_t i = 0; i < self->item_count; i++) {
        conclude(&gathering, &self->items[i]);
    }
    sums_sort(&self->topics);
    sums_sort(&self->audiences);
    free(gathering.places);
    free(gathering.hour_plays);
    free(gathering.ends_us);
}

void zone_day_fini(struct agenda_zone *self)
{
    free(self->slots);
    free(self->items);
    free(self->hours);
    sums_fini(&self->topics);
    sums_fini(&self->audiences);
    *self = (struct agenda_zone){0};
}
