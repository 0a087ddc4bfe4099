// What comes when: a pure function of playlist, calendar, place, lengths, recorded events and wall
// time. Whoever asks in whatever order, before or after a restart, on this machine or another, gets
// the same slots; nothing here asks what time it is.
//
// A zone's day is a row of slots without gap or overlap from local midnight to local midnight. It
// is worked out from its beginning, slot by slot (plan/fold.h), so that caps, gaps and shares hold
// over the whole day. The plan remembers how far it came in each zone: asking forward in time is
// cheap, asking backward works the day out anew.
//
// Besides the playlist's zones there is one more, number playlist->zone_count: it covers the whole
// screen while there is an emergency, and then the others are suspended.
// Thread: one at a time. Owned by the caller; everything in the terms must outlive it.
#pragma once

#include "base/clock.h"
#include "base/meridian.h"
#include "calendar/calendar.h"
#include "plan/verdict.h"
#include "playlist/playlist.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct plan;

struct plan_terms {
    const struct playlist *playlist;
    const struct calendar *calendar; // NULL: Monday to Friday are workdays
    const struct meridian *meridian; // NULL: China
    const struct when *openings;     // opening hours of the point; any of them
    size_t opening_count;            // 0: round the clock
};

enum slot_kind {
    SLOT_ITEM = 1,
    SLOT_NOTHING,   // nothing may play: the house card; the emergency's zone: nothing at all
    SLOT_DARK,      // closing time
    SLOT_SUSPENDED, // an emergency covers the zone
};

// A zone and a span of time, and what belongs there: the plan's answer.
struct slot {
    enum slot_kind kind;
    size_t zone;
    int64_t number;         // within the zone's day, from 0
    struct wall start, end; // half open
    size_t item;            // index in the playlist; SLOT_ITEM only
    int64_t from_us;        // where in the item it begins: above 0 for what goes on after a break
    bool is_filler;
    bool is_cut;    // ends before the item would
    bool is_padded; // ends after it: what was left was too short for anybody else
};

struct plan *plan_new(const struct plan_terms *terms);
void plan_free(struct plan *self); // NULL is fine

// How long an item takes in a zone; 0: it cannot be shown there. Until it is told, PLAN_ASSUMED_US.
// The days are worked out anew.
#define PLAN_ASSUMED_US INT64_C(15000000)
void plan_set_length(struct plan *self, size_t zone, size_t item, int64_t length_us);
int64_t plan_length(const struct plan *self, size_t zone, size_t item);

// Without a known clock the plan's time is any time that passes, such as the time since the start:
// nothing that depends on the date or the hour plays, each zone's `clock_unknown` items stand in
// where it has some, and a day is 24 hours from 0. Default: the clock is known.
void plan_set_clock_known(struct plan *self, bool is_known);

// What somebody did, or what happened: taken into account from its instant on.
enum plan_event_kind {
    PLAN_NEXT = 1, // the slot ends
    PLAN_SHOW,     // and `item` follows
    PLAN_FAILED,   // `item` cannot be shown; tried again after `for_us`; 0: it may be tried now
    PLAN_PAUSE,    // the slot in which it happens stands still …
    PLAN_RESUME, // … until here, or until something ends the slot; without an item: lasts till then
    PLAN_EMERGENCY, // `item` takes the screen; `for_us` 0: until cleared
    PLAN_CLEAR,
    PLAN_LIFTS, // weights from here to the end of the local day
};
struct plan_event {
    enum plan_event_kind kind;
    struct wall at;
    size_t zone; // PLAN_ALL_ZONES, or the zone that is meant
    size_t item;
    int64_t for_us;
    const int *lift_permille; // PLAN_LIFTS: by item of the playlist, 1000 = as it is; copied
};
#define PLAN_ALL_ZONES SIZE_MAX
// What is left alone for longer than any back-off is in quarantine.
#define PLAN_QUARANTINE_US (INT64_C(3600) * CLOCK_SECOND_US)
// Events of more than two days before the newest are forgotten, but for an emergency without end
// that was on then: they no longer matter to the days that a show asks for.
void plan_tell(struct plan *self, const struct plan_event *event);

// The slot that `at` belongs to.
struct slot plan_slot_at(struct plan *self, size_t zone, struct wall at);

// Why that slot's item and not another: what was found about each of the zone's entries when the
// slot began. Borrowed until the plan is asked again.
struct plan_entry {
    size_t item;
    bool is_filler;
    enum verdict verdict;
    int64_t weight_permille; // effective: with lifts
};
const struct plan_entry *plan_entries(struct plan *self, const struct slot *slot, size_t *count);

// The local day of an instant, as [start, end). 24 hours from 0 without a known clock.
int64_t plan_day(const struct plan *self, struct wall at);
struct wall plan_day_start(const struct plan *self, int64_t day);
