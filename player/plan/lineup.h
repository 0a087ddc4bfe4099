// Who may be chosen in one zone: its entries class by class, each class in the author's order,
// and the distinct items behind them with what is said of each. Does not change while a day is
// worked out. Owned by the plan.
#pragma once

#include "plan/plan.h"

enum class {
    CLASS_HIGH = 0,
    CLASS_NORMAL,
    CLASS_FILLER,
};
enum { CLASSES = CLASS_FILLER + 1 };

// One place in the author's list. An item that is listed twice has two.
struct entry {
    size_t item;   // in the playlist
    size_t person; // in lineup.persons
    enum class class;
};

// A distinct item in this zone: caps, gaps and shares are its own, however often it is listed.
struct person {
    size_t item; // in the playlist
    const struct item *facts;
    size_t first_entry;
    int64_t length_us; // 0: cannot be shown
    int share_ppm;     // 0: none, or it is filler only
    size_t topic;      // LINEUP_NO_TOPIC, or a number below lineup.topics
    bool is_limited;   // has a gap, a cap, a least number, or a topic that needs a gap
};
#define LINEUP_NO_TOPIC SIZE_MAX
#define LINEUP_NOBODY SIZE_MAX // no entry, no person

// Some of the persons, by number, in their order.
struct persons {
    size_t *each;
    size_t count;
};

struct lineup {
    struct entry *entries;
    size_t entry_count;
    size_t ends[CLASSES]; // of the class among the entries
    struct person *persons;
    size_t person_count;
    size_t topics;
    int64_t topic_gap_us;
    struct persons sharing; // say a share
    struct persons counted; // have a cap or a least number
    struct persons owed;    // have a least number
};

// The zone's entries with a known clock, or those of a clock that is not known.
void lineup_init(struct lineup *self, const struct playlist *playlist, const struct zone *zone,
                 bool is_clock_known);
void lineup_fini(struct lineup *self);
