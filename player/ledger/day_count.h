// How many plays the present day has, for people to look at. Inside this room. Thread: the
// connection's. Owned by the store.
#pragma once

#include "base/clock.h"
#include "ledger/statements.h"

struct day_count {
    int64_t day; // civil day (UTC+8), counted from 1970, of the last start
    int64_t plays;
    int64_t latest; // no play that is stored is of a later one
};

// That of the day of the newest play, so that today's number is there before the first one.
void day_count_init(struct day_count *self, struct statements *statements);

// A play was let in. False: the plays of its day have to be counted anew.
bool day_count_opened(struct day_count *self, struct wall start);

// Counts the day's plays. A failure to count is no failure to store.
void day_count_anew(struct day_count *self, struct statements *statements);
