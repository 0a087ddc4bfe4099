// A day's slots in a row.
#include "plan/fold.h"

#define FOR_EVER_US (INT64_MAX / 4)

static bool concerns(const struct fold *self, const struct plan_event *event)
{
    return event->zone == PLAN_ALL_ZONES || event->zone == self->zone;
}

// --- emergencies -------------------------------------------------------------------------------

static int64_t end_of_emergency(const struct plan_event *event)
{
    return event->for_us > 0 ? event->at.us + event->for_us : FOR_EVER_US;
}

// A film or a call goes on where it was cut, a still picture for the rest of its time; words begin
// anew, because nobody reads half a sentence.
static bool goes_on(const struct item *item)
{
    switch (item->kind) {
    case ITEM_SLOGAN:
        return false;
    case ITEM_IMAGE:
    case ITEM_VIDEO:
    case ITEM_AUDIO:
    case ITEM_QR:
    case ITEM_CLOCK:
        return true;
    }
    return false;
}

// --- hearing -----------------------------------------------------------------------------------

// Takes one event into account that came before the next slot.
static void hear(struct fold *self, const struct plan_event *event)
{
    switch (event->kind) {
    case PLAN_FAILED:
        choice_fail(&self->choice, event->item, event->at.us + event->for_us,
                    event->for_us >= PLAN_QUARANTINE_US);
        break;
    case PLAN_SHOW:
        self->wanted = event->item;
        break;
    case PLAN_EMERGENCY:
        self->emergency_until_us = end_of_emergency(event);
        break;
    case PLAN_CLEAR:
        self->emergency_until_us = INT64_MIN;
        break;
    case PLAN_LIFTS:
        if (event->at.us >= self->periods.start_us) {
            choice_lift(&self->choice, event->lift_permille);
        }
        break;
    case PLAN_NEXT:
    case PLAN_PAUSE:
    case PLAN_RESUME:
        break;
    }
}

static void hear_until(struct fold *self, int64_t at_us)
{
    for (; self->next_event < self->event_count; self->next_event++) {
        const struct plan_event *event = &self->events[self->next_event];
        if (event->at.us > at_us) {
            return;
        }
        if (concerns(self, event)) {
            hear(self, event);
        }
    }
}

// --- where a slot ends -------------------------------------------------------------------------

static int64_t resumed_us(const struct fold *self, size_t paused)
{
    for (size_t i = paused + 1; i < self->event_count; i++) {
        if (self->events[i].kind == PLAN_RESUME && concerns(self, &self->events[i])) {
            return self->events[i].at.us;
        }
    }
    return FOR_EVER_US;
}

// Whether the event ends the slot in which it happens.
static bool ends_slot(const struct slot *slot, const struct plan_event *event)
{
    switch (event->kind) {
    case PLAN_NEXT:
    case PLAN_SHOW:
        return slot->kind != SLOT_SUSPENDED && slot->kind != SLOT_DARK;
    case PLAN_FAILED:
        return event->for_us == 0 ? slot->kind == SLOT_NOTHING
                                  : slot->kind == SLOT_ITEM && slot->item == event->item;
    case PLAN_EMERGENCY:
        return true;
    case PLAN_CLEAR:
        return slot->kind == SLOT_SUSPENDED;
    case PLAN_LIFTS:
        return slot->kind == SLOT_NOTHING;
    case PLAN_PAUSE:
    case PLAN_RESUME:
        return false;
    }
    return false;
}

// The slot stands still from a pause on. Returns until when. One without an item is only prevented
// from ending.
static int64_t stand_still(struct fold *self, size_t paused, int64_t most_us)
{
    struct slot *slot = &self->slot;
    int64_t until_us = resumed_us(self, paused);
    if (slot->kind != SLOT_ITEM) {
        int64_t least_us = until_us < most_us ? until_us : most_us;
        slot->end.us = slot->end.us < least_us ? least_us : slot->end.us;
        return until_us;
    }
    int64_t still_us = until_us - self->events[paused].at.us;
    int64_t end_us = slot->end.us + still_us;
    self->still_us += still_us;
    slot->is_cut = slot->is_cut || end_us > most_us;
    slot->end.us = end_us > most_us ? most_us : end_us;
    return until_us;
}

// The pause that began with the slot: heard already, but of this slot. LINEUP_NOBODY: none.
static size_t paused_at_start(const struct fold *self)
{
    for (size_t i = self->next_event; i-- > 0;) {
        const struct plan_event *event = &self->events[i];
        bool is_pause = event->kind == PLAN_PAUSE;
        if (event->at.us < self->slot.start.us) {
            break;
        }
        if (concerns(self, event) && (is_pause || event->kind == PLAN_RESUME)) {
            return is_pause ? i : LINEUP_NOBODY;
        }
    }
    return LINEUP_NOBODY;
}

// Shortens or lengthens the slot that was given away by what happens in it.
static void live_through(struct fold *self, int64_t most_us)
{
    struct slot *slot = &self->slot;
    int64_t still_until_us = INT64_MIN;
    size_t paused = slot->kind == SLOT_SUSPENDED ? LINEUP_NOBODY : paused_at_start(self);
    self->still_us = 0;
    if (paused != LINEUP_NOBODY) {
        still_until_us = stand_still(self, paused, most_us);
    }
    for (size_t i = self->next_event; i < self->event_count; i++) {
        const struct plan_event *event = &self->events[i];
        if (event->at.us >= slot->end.us) {
            return;
        }
        if (!concerns(self, event)) {
            continue;
        }
        if (event->kind == PLAN_PAUSE && slot->kind != SLOT_SUSPENDED &&
            event->at.us >= still_until_us) {
            still_until_us = stand_still(self, i, most_us);
        } else if (ends_slot(slot, event)) {
            bool is_still = still_until_us > event->at.us;
            self->still_us -= is_still ? still_until_us - event->at.us : 0;
            slot->is_cut = slot->kind == SLOT_ITEM;
            slot->end = event->at;
            return;
        }
    }
}

// --- giving slots away -------------------------------------------------------------------------

static void give_nothing(struct fold *self, enum slot_kind kind, int64_t until_us)
{
    self->slot.kind = kind;
    self->slot.item = 0;
    self->slot.from_us = 0;
    self->slot.is_filler = false;
    self->slot.is_cut = false;
    self->slot.is_padded = false;
    self->slot.end.us = until_us;
    self->person = LINEUP_NOBODY;
}

static size_t person_of_item(const struct fold *self, size_t item)
{
    for (size_t i = 0; i < self->lineup->person_count; i++) {
        if (self->lineup->persons[i].item == item && self->lineup->persons[i].length_us > 0) {
            return i;
        }
    }
    return LINEUP_NOBODY;
}

// `person` from `from_us` of itself on.
static void give(struct fold *self, size_t person, int64_t from_us)
{
    struct slot *slot = &self->slot;
    int64_t now_us = self->choice.now_us;
    int64_t closing_us = self->choice.open_until_us;
    int64_t end_us = now_us + self->lineup->persons[person].length_us - from_us;
    slot->kind = SLOT_ITEM;
    slot->item = self->lineup->persons[person].item;
    slot->from_us = from_us;
    slot->is_filler = false;
    slot->is_cut = end_us > closing_us;
    slot->end.us = end_us + REST_US > closing_us ? closing_us : end_us;
    slot->is_padded = slot->end.us > end_us;
    self->person = person;
    choice_begin(&self->choice, person);
}

static bool give_wanted(struct fold *self)
{
    size_t person =
        self->wanted == LINEUP_NOBODY ? LINEUP_NOBODY : person_of_item(self, self->wanted);
    self->wanted = LINEUP_NOBODY;
    if (person != LINEUP_NOBODY) {
        give(self, person, 0);
    }
    return person != LINEUP_NOBODY;
}

// Nothing comes back that has lost its time meanwhile, or that failed, or that was nearly over.
static bool give_broken(struct fold *self)
{
    struct slot broken = self->broken;
    self->broken = (struct slot){0};
    size_t person = broken.kind == SLOT_ITEM ? person_of_item(self, broken.item) : LINEUP_NOBODY;
    if (person == LINEUP_NOBODY || !choice_may_go_on(&self->choice, person)) {
        return false;
    }
    bool is_resumed = goes_on(&self->terms->playlist->items[broken.item]);
    int64_t from_us = is_resumed ? broken.from_us : 0;
    if (from_us + REST_US > self->lineup->persons[person].length_us) {
        return false;
    }
    give(self, person, from_us);
    self->slot.is_filler = broken.is_filler;
    return true;
}

static void give_chosen(struct fold *self)
{
    bool is_cut = false;
    size_t chosen = choice_take(&self->choice, &is_cut);
    if (chosen == LINEUP_NOBODY) {
        give_nothing(self, SLOT_NOTHING, choice_next_us(&self->choice));
        return;
    }
    give(self, self->lineup->entries[chosen].person, 0);
    self->slot.is_filler = self->lineup->entries[chosen].class == CLASS_FILLER;
}

static int64_t opens_us(const struct fold *self)
{
    size_t p = self->choice.period;
    while (p < self->periods.count && !self->periods.each[p].is_open) {
        p++;
    }
    return p < self->periods.count ? self->periods.each[p].from_us : self->periods.end_us;
}

static void give_away(struct fold *self)
{
    struct slot *slot = &self->slot;
    int64_t now_us = self->choice.now_us;
    slot->start.us = now_us;
    if (self->emergency_until_us > now_us) {
        int64_t until_us = self->emergency_until_us;
        give_nothing(self, SLOT_SUSPENDED,
                     until_us < self->periods.end_us ? until_us : self->periods.end_us);
    } else if (self->choice.open_until_us <= now_us) {
        give_nothing(self, SLOT_DARK, opens_us(self));
    } else if (!give_wanted(self) && !give_broken(self)) {
        give_chosen(self);
    }
    live_through(self, slot->kind == SLOT_ITEM ? self->choice.open_until_us : self->periods.end_us);
}

// --- going on ----------------------------------------------------------------------------------

// What an emergency cuts comes back afterwards, unless the day or closing time ended it anyway.
static void remember_broken(struct fold *self)
{
    const struct slot *slot = &self->slot;
    if (slot->kind != SLOT_ITEM || !slot->is_cut || slot->end.us >= self->choice.open_until_us) {
        return;
    }
    for (size_t i = self->next_event; i < self->event_count; i++) {
        const struct plan_event *event = &self->events[i];
        if (event->at.us > slot->end.us) {
            return;
        }
        if (event->kind == PLAN_EMERGENCY && event->at.us == slot->end.us) {
            self->broken = *slot;
            self->broken.from_us += slot->end.us - slot->start.us - self->still_us;
        }
    }
}

bool fold_next(struct fold *self)
{
    struct slot *slot = &self->slot;
    if (slot->end.us >= self->periods.end_us) {
        return false;
    }
    remember_broken(self);
    choice_pass(&self->choice, slot->end.us, self->person != LINEUP_NOBODY);
    if (self->person != LINEUP_NOBODY) {
        choice_end(&self->choice, self->person);
    }
    hear_until(self, slot->end.us);
    slot->number++;
    give_away(self);
    return true;
}

void fold_init(struct fold *self, const struct plan_terms *terms, const struct lineup *lineup,
               size_t zone, const struct plan_event *events, size_t event_count, int64_t day,
               bool is_clock_known)
{
    *self = (struct fold){.terms = terms,
                          .lineup = lineup,
                          .events = events,
                          .event_count = event_count,
                          .zone = zone,
                          .wanted = LINEUP_NOBODY,
                          .person = LINEUP_NOBODY,
                          .emergency_until_us = INT64_MIN};
    periods_init(&self->periods, terms, day, is_clock_known);
    choice_init(&self->choice, lineup, terms->playlist, &self->periods);
    hear_until(self, self->periods.start_us);
    self->wanted = LINEUP_NOBODY; // asked for on another day
    self->slot.zone = zone;
    give_away(self);
}

void fold_fini(struct fold *self)
{
    choice_fini(&self->choice);
    periods_fini(&self->periods);
}

struct slot fold_emergency(const struct plan_event *events, size_t event_count, struct wall at,
                           size_t zone, const int64_t *lengths_us)
{
    const struct plan_event *on = NULL;
    struct slot slot = {.kind = SLOT_NOTHING, .zone = zone, .start = {-FOR_EVER_US}};
    int64_t until_us = FOR_EVER_US;
    for (size_t i = 0; i < event_count; i++) {
        const struct plan_event *event = &events[i];
        bool is_about_it = event->kind == PLAN_EMERGENCY || event->kind == PLAN_CLEAR;
        if (is_about_it && event->at.us > at.us) {
            until_us = event->at.us;
            break;
        }
        if (is_about_it) {
            on = event->kind == PLAN_EMERGENCY ? event : NULL;
            slot.start = event->at;
        }
    }
    slot.end.us = until_us;
    if (on == NULL || at.us >= end_of_emergency(on)) {
        slot.start.us = on != NULL ? end_of_emergency(on) : slot.start.us;
        return slot;
    }
    int64_t length_us = lengths_us[on->item] > 0 ? lengths_us[on->item] : PLAN_ASSUMED_US;
    int64_t last_us = end_of_emergency(on) < until_us ? end_of_emergency(on) : until_us;
    slot.kind = SLOT_ITEM;
    slot.item = on->item;
    slot.number = (at.us - on->at.us) / length_us;
    slot.start.us = on->at.us + slot.number * length_us;
    slot.is_cut = slot.start.us + length_us > last_us;
    slot.end.us = slot.is_cut ? last_us : slot.start.us + length_us;
    return slot;
}
