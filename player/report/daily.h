// The plays of one day of one screen, added up, and what the model makes of them: all that a report
// needs of that day. Made from the plays once the day is over, kept in the ledger as text, and made
// again whenever somebody doubts it. Pure. Owned by whoever declared it, by daily_fini().
#pragma once

#include "ledger/ledger.h"
#include "reach/exposure.h"
#include "report/outreach.h"
#include "report/station.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

// Visits with at least one full exposure to a set of plays, and how sure that is.
struct daily_visits {
    double visits;
    double stretch;  // ∂ visits / ∂ (relative length of stays)
    double variance; // of arrivals that were counted; = visits where they were not
};

struct daily_item {
    char *item, *topic, *audience; // "" where not said
    struct outreach_plays plays;
    struct modelled impressions;
    struct daily_visits reach; // of the item alone
};

// A set of items: those of a topic, or for an audience.
struct daily_group {
    char *key;
    struct daily_visits reach;
};

struct daily {
    int64_t day;
    bool has_model;
    enum audience_grade grade;
    struct daily_item *items; // in order of item, topic, audience
    size_t item_count, item_capacity;
    struct daily_group *topics, *audiences; // in order of key; "" is none
    size_t topic_count, topic_capacity, audience_count, audience_capacity;
    struct daily_visits all;
    double frequency[OUTREACH_FREQUENCIES]; // of all: visits with ≥ 1, 2 … exposures
    int64_t hours_ms[OUTREACH_HOURS];       // visible time by hour of the day

    // its making
    struct daily_shown *shown;
    size_t shown_count, shown_capacity;
    struct wall midnight;
};

// Range: `day` is a civil day of the station's local time.
void daily_init(struct daily *self, const struct station *station, int64_t day);
void daily_fini(struct daily *self);

// A play that begins on this day; `is_certain`: its time is relied on (station_resolve). Others are
// listed, and not counted.
void daily_add(struct daily *self, const struct play *play, bool is_certain);

// Whether a play is outreach: a clock that tells the time is shown, and logged, and warns nobody; a
// simulation shows nothing.
bool daily_is_outreach(const struct play *play);

// Everything was added: works the reach out where the station says who comes past.
void daily_finish(struct daily *self, const struct station *station);

// As text that daily_parse() reads back as the same numbers, bit by bit.
void daily_print(const struct daily *self, struct str *out);
// False: it is not such a text. There is nothing to release then.
bool daily_parse(const char *text, struct daily *out) __attribute__((warn_unused_result));
