// When the sums of days that are over are made, by whoever knows how to (days.h): at a start, when
// a later day has begun, and again hours later, because a play of the day may still have been on.
// Never before something more urgent. Inside this room. Thread: the writer's. Owned by the writer.
#pragma once

#include "ledger/days.h"
#include "ledger/store.h"

struct summer {
    day_maker *make; // NULL: nobody sums up
    void *self;
    int64_t day;     // as store_day(): days before it were summed up, or tried to be
    int64_t batches; // stored then
    bool is_unfinished;
};

void summer_init(struct summer *self, day_maker *make, void *make_self);

// `store` NULL: it is not open. `batches`: stored so far.
bool summer_is_due(const struct summer *self, const struct store *store, int64_t batches);

// Whether something waits that must not.
struct urgency {
    bool (*is_urgent)(void *self);
    void *self;
};
// Makes what is due, until something is urgent. Fails: a sum could not be stored. One that cannot
// be made is made by the report.
bool summer_work(struct summer *self, struct store *store, int64_t batches,
                 const struct urgency *urgency, struct error *err)
    __attribute__((warn_unused_result));
