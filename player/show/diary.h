// What happened in the last hours that the plan must know: keys, failures, pauses, emergencies. It
// is written to the ledger as it happens, read back from there at a start, and told to every plan
// that is made, so that a restart, a changed playlist and a later look at the day all find the same
// slots. Thread: main. Owned by the show.
#pragma once

#include "ledger/writer.h"
#include "plan/plan.h"

struct diary;

// `writer` NULL: nothing is written.
struct diary *diary_new(struct writer *writer);
void diary_free(struct diary *self); // NULL is fine

// When it happened: the plan's time, and the clocks for the ledger.
struct diary_time {
    struct wall plan;
    bool is_plan_wall; // the plan goes by a known clock
    struct mono mono;
    struct wall wall;
    enum clock_trust trust;
};

// Writes `event` down and tells it to `plan`. Zones and items are written by name, for other plans.
void diary_add(struct diary *self, const struct diary_time *time, struct plan *plan,
               const struct playlist *playlist, const struct plan_event *event);

// An item failed, or may be tried again (PLAN_FAILED); `detail` says more of it to the ledger, ""
// nothing.
void diary_add_failed(struct diary *self, const struct diary_time *time, struct plan *plan,
                      const struct playlist *playlist, const struct plan_event *event,
                      const char *detail);

// Weights are lifted from `from` to the end of local day `day`, as `detail` says
// (playlist/lifts.h). Written down once the past is recalled: where that knows the day's lifts,
// these are forgotten.
void diary_add_lifts(struct diary *self, const struct diary_time *time, struct plan *plan,
                     const struct playlist *playlist, int64_t day, struct wall from,
                     const char *detail);
// What was said last of that day; NULL: nothing. Borrowed until the next change.
const char *diary_lifts(const struct diary *self, int64_t day);

// An event that no plan needs to know: only the ledger. `detail` NULL: none.
void diary_note(struct diary *self, const struct diary_time *time, enum event_kind kind,
                int64_t value, const char *detail);
// The same for one that says more; its times are not looked at.
void diary_note_event(struct diary *self, const struct diary_time *time, const struct event *event);

// The clock shows `now` for the first time, or again: what was noted for later is forgotten,
// because the day comes there in another way. Lifts stay, they are of their day.
void diary_turn_back(struct diary *self, struct wall now);

// What the ledger knew before this start. A pause that was on ended with that run, which is written
// down. `now`: for the ledger.
void diary_recall(struct diary *self, const struct past *past, struct mono now);

// Tells `plan` all that fits `playlist`.
void diary_tell(const struct diary *self, struct plan *plan, const struct playlist *playlist,
                bool is_clock_known);

// How often it has learned something so far: more often than before means that plans made before do
// not know it.
int64_t diary_learned(const struct diary *self);

// The emergency that is on at `at` (of the plan's time); NULL: none. Borrowed until the next
// change.
struct diary_emergency {
    const char *item;
    struct wall since;
    int64_t for_us; // 0: until cleared
    bool is_wall;   // `since` is of a known clock
    bool is_lost;   // it began before this start, and nobody knows when
};
const struct diary_emergency *diary_emergency_at(struct diary *self, struct wall at);
