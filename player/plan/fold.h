// One zone's day, slot by slot from midnight, with what happened in it. A fold stands in a slot and
// can only go on; the plan makes a new one to go back.
//
// How a day runs:  pass the time of the slot that was → hear what happened → give the next slot
// away → end it where something that happens ends it.
// A slot never reaches beyond the day or closing time. What would leave a rest too short for
// anybody (REST_US) gets that rest as well.
// Owned by the plan.
#pragma once

#include "plan/choice.h"

struct fold {
    const struct plan_terms *terms;
    const struct lineup *lineup;
    const struct plan_event *events; // of the plan, in order of time
    size_t event_count;
    size_t zone;
    struct periods periods;
    struct choice choice;
    struct slot slot;           // where it stands
    size_t person;              // of the slot; LINEUP_NOBODY: no item is on
    size_t next_event;          // not heard yet
    size_t wanted;              // item that was asked for; LINEUP_NOBODY: none
    int64_t still_us;           // of the slot: paused
    struct slot broken;         // by an emergency, to go on afterwards from `from_us`; kind 0: none
    int64_t emergency_until_us; // INT64_MIN: there is none
};

// Stands in the first slot of day `day`.
void fold_init(struct fold *self, const struct plan_terms *terms, const struct lineup *lineup,
               size_t zone, const struct plan_event *events, size_t event_count, int64_t day,
               bool is_clock_known);
void fold_fini(struct fold *self);

// Goes on to the next slot. False: the day is over.
bool fold_next(struct fold *self);

// The slot of the emergency's zone at `at`, from the events alone. `length_us`: of the items there,
// by item of the playlist.
struct slot fold_emergency(const struct plan_event *events, size_t event_count, struct wall at,
                           size_t zone, const int64_t *lengths_us);
