// Folds, one a zone, moved forward or begun anew.
#include "plan/plan.h"

#include "base/civil.h"
#include "base/mem.h"
#include "plan/fold.h"

#include <stdlib.h>
#include <string.h>

struct zone_plan {
    struct lineup known, unknown; // with a known clock, and without
    bool has_fold;
    struct fold fold;
};

struct plan {
    struct plan_terms terms;
    bool is_clock_known;
    struct zone_plan *zones; // the playlist's
    int64_t *emergency_lengths_us;
    struct plan_event *events; // in order of time; lifts owned
    size_t event_count, event_capacity;
};

struct plan *plan_new(const struct plan_terms *terms)
{
    const struct playlist *playlist = terms->playlist;
    struct plan *self = mem_zeroed(1, sizeof *self);
    self->terms = *terms;
    self->is_clock_known = true;
    self->zones = mem_zeroed(playlist->zone_count, sizeof *self->zones);
    self->emergency_lengths_us = mem_zeroed(playlist->item_count, sizeof(int64_t));
    for (size_t i = 0; i < playlist->zone_count; i++) {
        lineup_init(&self->zones[i].known, playlist, &playlist->zones[i], true);
        lineup_init(&self->zones[i].unknown, playlist, &playlist->zones[i], false);
    }
    return self;
}

static void forget_folds(struct plan *self)
{
    for (size_t i = 0; i < self->terms.playlist->zone_count; i++) {
        struct zone_plan *zone = &self->zones[i];
        if (zone->has_fold) {
            fold_fini(&zone->fold);
            zone->has_fold = false;
        }
    }
}

void plan_free(struct plan *self)
{
    if (self == NULL) {
        return;
    }
    forget_folds(self);
    for (size_t i = 0; i < self->terms.playlist->zone_count; i++) {
        lineup_fini(&self->zones[i].known);
        lineup_fini(&self->zones[i].unknown);
    }
    for (size_t i = 0; i < self->event_count; i++) {
        free((void *)(uintptr_t)self->events[i].lift_permille);
    }
    free(self->events);
    free(self->emergency_lengths_us);
    free(self->zones);
    free(self);
}

static void set_length(struct lineup *lineup, size_t item, int64_t length_us)
{
    for (size_t i = 0; i < lineup->person_count; i++) {
        if (lineup->persons[i].item == item) {
            lineup->persons[i].length_us = length_us;
        }
    }
}

void plan_set_length(struct plan *self, size_t zone, size_t item, int64_t length_us)
{
    forget_folds(self);
    if (zone == self->terms.playlist->zone_count) {
        self->emergency_lengths_us[item] = length_us;
        return;
    }
    set_length(&self->zones[zone].known, item, length_us);
    set_length(&self->zones[zone].unknown, item, length_us);
}

int64_t plan_length(const struct plan *self, size_t zone, size_t item)
{
    if (zone == self->terms.playlist->zone_count) {
        int64_t own_us = self->emergency_lengths_us[item];
        return own_us > 0 ? own_us : PLAN_ASSUMED_US;
    }
    const struct lineup *lineups[] = {&self->zones[zone].known, &self->zones[zone].unknown};
    for (size_t k = 0; k < 2; k++) {
        for (size_t i = 0; i < lineups[k]->person_count; i++) {
            if (lineups[k]->persons[i].item == item) {
                return lineups[k]->persons[i].length_us;
            }
        }
    }
    return 0;
}

void plan_set_clock_known(struct plan *self, bool is_known)
{
    if (is_known != self->is_clock_known) {
        forget_folds(self);
        self->is_clock_known = is_known;
    }
}

// The emergency without end that was on at `at_us`, by its place among the events; SIZE_MAX: none.
static size_t endless_at(const struct plan *self, int64_t at_us)
{
    size_t on = SIZE_MAX;
    for (size_t i = 0; i < self->event_count && self->events[i].at.us < at_us; i++) {
        const struct plan_event *event = &self->events[i];
        if (event->kind == PLAN_EMERGENCY || event->kind == PLAN_CLEAR) {
            on = event->kind == PLAN_EMERGENCY && event->for_us == 0 ? i : SIZE_MAX;
        }
    }
    return on;
}

// Months of events must not pile up.
static void forget_events(struct plan *self, int64_t before_us)
{
    size_t endless = endless_at(self, before_us);
    size_t kept = 0;
    for (size_t i = 0; i < self->event_count; i++) {
        struct plan_event *event = &self->events[i];
        if (event->at.us < before_us && i != endless) {
            free((void *)(uintptr_t)event->lift_permille);
        } else {
            self->events[kept++] = *event;
        }
    }
    self->event_count = kept;
}

void plan_tell(struct plan *self, const struct plan_event *event)
{
    enum { FEW = 64 };
    forget_folds(self);
    if (self->event_count >= FEW) {
        forget_events(self, event->at.us - 2 * CIVIL_DAY_US);
    }
    self->events = MEM_GROW(self->events, self->event_count, self->event_capacity);
    size_t at = self->event_count++;
    for (; at > 0 && self->events[at - 1].at.us > event->at.us; at--) {
        self->events[at] = self->events[at - 1];
    }
    self->events[at] = *event;
    if (event->lift_permille != NULL) {
        size_t count = self->terms.playlist->item_count;
        int *copy = mem_zeroed(count, sizeof *copy);
        memcpy(copy, event->lift_permille, count * sizeof *copy);
        self->events[at].lift_permille = copy;
    }
}

int64_t plan_day(const struct plan *self, struct wall at)
{
    if (!self->is_clock_known) {
        return at.us / CIVIL_DAY_US - (at.us % CIVIL_DAY_US < 0);
    }
    return meridian_day(self->terms.meridian, at);
}

struct wall plan_day_start(const struct plan *self, int64_t day)
{
    return self->is_clock_known ? meridian_instant(self->terms.meridian, day, 0)
                                : (struct wall){day * CIVIL_DAY_US};
}

static void begin_day(struct plan *self, size_t zone, int64_t day)
{
    struct zone_plan *own = &self->zones[zone];
    if (own->has_fold) {
        fold_fini(&own->fold);
    }
    own->has_fold = true;
    fold_init(&own->fold, &self->terms, self->is_clock_known ? &own->known : &own->unknown, zone,
              self->events, self->event_count, day, self->is_clock_known);
}

struct slot plan_slot_at(struct plan *self, size_t zone, struct wall at)
{
    if (zone == self->terms.playlist->zone_count) {
        return fold_emergency(self->events, self->event_count, at, zone,
                              self->emergency_lengths_us);
    }
    struct zone_plan *own = &self->zones[zone];
    struct fold *fold = &own->fold;
    bool is_ahead = own->has_fold && at.us >= fold->slot.start.us && at.us < fold->periods.end_us;
    if (!is_ahead) {
        begin_day(self, zone, plan_day(self, at));
    }
    while (fold->slot.end.us <= at.us && fold_next(fold)) {
    }
    return fold->slot;
}

const struct plan_entry *plan_entries(struct plan *self, const struct slot *slot, size_t *count)
{
    *count = 0;
    if (slot->zone >= self->terms.playlist->zone_count) {
        return NULL;
    }
    (void)plan_slot_at(self, slot->zone, slot->start);
    const struct fold *fold = &self->zones[slot->zone].fold;
    *count = fold->lineup->entry_count;
    return fold->choice.entries;
}
