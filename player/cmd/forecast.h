// What planned plays are expected to come to, before anything was shown: the model of a report
// (man 7 xiaolaba-reach) with a plan's plays in place of a ledger's. Every day is worked out for
// itself and added up, as reports do. Pure. Owned by whoever declared it; one thread.
#pragma once

#include "playlist/playlist.h"
#include "reach/arrivals.h"
#include "reach/audience.h"
#include "reach/exposure.h"
#include "reach/interval.h"

#include <stddef.h>
#include <stdint.h>

// A planned play. Times are seconds since the midnight before it.
struct forecast_play {
    size_t item;
    double from_s, to_s; // while it is in sight
    double planned_s;    // how long that would be were it not cut
};

// An item, a topic, an audience, or everything; each de-duplicated for itself, so that rows do not
// add up to the whole.
struct forecast_row {
    const char *key; // id or name; NULL: items that say none, or everything
    size_t item;     // of an item's row
    int64_t plays, full_plays;
    double shown_s;
    struct modelled impressions; // 曝光人次: at least a second of a play could be seen
    struct modelled visits;      // 触达人次: with at least one full exposure
    double exposures;            // full ones, of those visits
    double noticed;              // visits that notice one; 0 where nobody surveyed how many do
    double impressions_variance; // by chance alone, had the audience been known exactly
};

struct forecast_rows {
    struct forecast_row *rows;
    size_t count;
};

struct forecast {
    const struct playlist *playlist; // borrowed
    const struct audience *audience; // borrowed; NULL: nobody knows, and only plays are forecast
    int days;
    double arrivals;                        // people who come past
    struct forecast_rows items;             // those that play, in the author's order
    struct forecast_rows topics, audiences; // most time first; those that say none last
    struct forecast_row total;
    size_t *topic_of, *audience_of; // of each item of the playlist: its row
};

void forecast_init(struct forecast *self, const struct playlist *playlist,
                   const struct audience *audience);
void forecast_fini(struct forecast *self);

// One more day. Shape: `count` plays in the order in which they begin, overlapping or not.
void forecast_add_day(struct forecast *self, const struct arrivals *arrivals,
                      const struct forecast_play *plays, size_t count);

// That was all: rows that never play are dropped, the others put in order.
void forecast_finish(struct forecast *self);

// The row of an item, topic or audience; NULL: it does not play. `key` may be NULL.
const struct forecast_row *forecast_find(const struct forecast_rows *rows, const char *key);

// Full exposures of a visit that has any: 人均频次. 0 without visits.
double forecast_frequency(const struct forecast_row *row);

// 95 %.
struct interval forecast_impressions(const struct forecast *self, const struct forecast_row *row);
struct interval forecast_visits(const struct forecast *self, const struct forecast_row *row);

// Distinct people among so many visits: 触达人数; 0 where the population is unknown.
double forecast_persons(const struct forecast *self, double visits);
