// What a ledger keeps of its days, and whether it can be believed: it is right while those who made
// it would make it so now, from what is known now. Inside this room. Thread: the ledger's. Owned by
// whoever declared it, by kept_fini().
#pragma once

#include "ledger/days.h"
#include "report/station.h"

#include <stddef.h>

struct kept_day {
    int64_t day, upto_seq, resume_seq;
    bool is_alike; // plays were parted into days as they would be now
    bool is_right; // and the model was told what it would be told now
    char *sums;    // NULL: of a day that nobody asked for
};

struct kept_days {
    struct kept_day *each; // in order of day
    size_t count, capacity;
    int64_t resume_seq; // the walk along the plays begins here
};

// Reads what is kept; the sums of days from `first` to `last` too. Fails: the ledger cannot be
// read.
bool kept_read(struct kept_days *self, struct ledger *ledger, const struct station *station,
               int64_t first, int64_t last, struct error *err) __attribute__((warn_unused_result));
void kept_fini(struct kept_days *self);

// NULL: nothing alike is kept of that day.
const struct kept_day *kept_of(const struct kept_days *self, int64_t day);

// Who would make the sums of that day now, from what.
void kept_maker(const struct station *station, int64_t day, struct str *out);
