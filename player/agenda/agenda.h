// One day of a plan as facts: the slots of each zone in order, and what they add up to. How it
// looks is no matter of it (agenda/print.h). A play is a slot with an item; it belongs to the clock
// hour in which it begins, its time to the hours in which it passes. Owned by whoever declared it;
// one thread. Everything in the wish must outlive it.
#pragma once

#include "agenda/reason.h"
#include "base/geom.h"
#include "plan/plan.h"
#include "playlist/lifts.h"

struct agenda_wish {
    struct plan *plan;              // knows lengths and lifts; asked zone by zone
    const struct plan_terms *terms; // what it was made from
    int64_t day;                    // days since 1970-01-01
    size_t zone;                    // the only one wanted, or PLAN_ALL_ZONES
    const struct lifts *lifts;      // that the plan was told, by cases; NULL: none
    const char *point;              // for people; NULL
    struct size canvas;
};

// What an item, a topic or an audience gets. Instants are wall time in µs.
struct agenda_sum {
    const char *key; // id, or name; NULL: items that say none
    int64_t plays, time_us;
    int64_t first_us, last_us; // when its first and its last play begin; plays > 0 only
};

struct agenda_sums {
    struct agenda_sum *each; // most time first, then by name; those that say none last
    size_t count, capacity;
};

#define AGENDA_NO_GAP INT64_MAX // fewer than two plays

struct agenda_item {
    size_t item;
    struct agenda_sum sum;
    bool is_filler_only;        // stands among the zone's fillers and nowhere else
    int64_t may_us;             // open time in which it may begin
    int64_t gap_us;             // shortest between the end of a play and the start of the next
    int cases_permille;         // by how much cases lift its weight
    int64_t dayparts_permille;  // the most by which dayparts do while the screen is open
    int hours_due, hours_short; // clock hours in which min_per_hour asks for plays; misses them
    bool is_day_short;          // min_per_day is missed
    int64_t verdict_us[VERDICTS + 1]; // open time by verdict
    enum reason reason;               // why it never plays; 0: it does
};

struct agenda_hour {
    int64_t start_us;
    int64_t plays;
    int64_t item_us, filler_us, house_us, dark_us, suspended_us; // item_us includes filler_us
};

struct agenda_zone {
    size_t zone;
    struct slot *slots;
    size_t slot_count, slot_capacity;
    struct agenda_item *items; // distinct, in the author's order
    size_t item_count;
    struct agenda_hour *hours;
    size_t hour_count;
    struct agenda_hour total;
    int64_t open_us; // not dark
    struct agenda_sums topics, audiences;
};

// When a daypart holds in this day, or the screen is open.
struct agenda_span {
    int64_t from_us, to_us;
};
struct agenda_band {
    const struct daypart *daypart; // NULL: the opening hours
    struct agenda_span *spans;
    size_t count;
};

// An item that no zone of the playlist has a use for on any day.
struct agenda_idle {
    size_t item;
    enum reason reason;
};

struct agenda {
    struct agenda_wish wish;
    int64_t start_us, end_us;
    struct agenda_zone *zones;
    size_t zone_count;
    struct agenda_sums topics, audiences; // over all of these zones
    struct agenda_band *bands;            // opening hours first, then the dayparts that hold
    size_t band_count;
    struct agenda_idle *idle; // empty when only one zone is wanted
    size_t idle_count;
};

void agenda_init(struct agenda *self, const struct agenda_wish *wish);
void agenda_fini(struct agenda *self);

// Of the whole in millionths, rounded; 0 of nothing.
int64_t agenda_ppm(int64_t part_us, int64_t whole_us);

// The share of the time in which it may begin that an item gets, in millionths. It may be a little
// above the whole, because a play that began in time may end later.
int64_t agenda_item_ppm(const struct agenda_item *item);
