// Sums of days, in between.
#include "ledger/summer.h"

enum { EVERY_BATCHES = 1024 }; // some hours

void summer_init(struct summer *self, day_maker *make, void *make_self)
{
    *self = (struct summer){.make = make, .self = make_self, .day = INT64_MIN};
}

bool summer_is_due(const struct summer *self, const struct store *store, int64_t batches)
{
    return self->make != NULL && store != NULL &&
           (self->is_unfinished || store_day(store) != self->day ||
            batches - self->batches >= EVERY_BATCHES);
}

struct keeping {
    struct summer *summer;
    struct store *store;
    const struct urgency *urgency;
    struct error *err;
    bool was_kept;
};

static bool keep_day(void *context, const struct day_sums *day)
{
    struct keeping *self = context;
    const struct urgency *urgency = self->urgency;
    self->was_kept = self->was_kept && store_keep_day(self->store, day, self->err);
    self->summer->is_unfinished = urgency->is_urgent(urgency->self);
    return self->was_kept && !self->summer->is_unfinished;
}

bool summer_work(struct summer *self, struct store *store, int64_t batches,
                 const struct urgency *urgency, struct error *err)
{
    struct keeping keeping = {self, store, urgency, err, true};
    self->day = store_day(store);
    self->batches = batches;
    self->is_unfinished = false;
    struct ledger *view = store_view(store);
    if (view != NULL) {
        self->make(self->self, view, keep_day, &keeping);
    }
    ledger_close(view);
    return keeping.was_kept;
}
