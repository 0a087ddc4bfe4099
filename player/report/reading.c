// Reading a ledger among several.
#include "report/reading.h"

bool reading_open(struct reading *self, struct sources *sources, size_t number, struct error *err)
{
    *self = (struct reading){.sources = sources, .number = number};
    size_t fork_of = sources->each[number].fork_of;
    bool done = sources_enter(sources, number, err);
    self->ledger = sources->each[number].ledger;
    int64_t told = 0; // events that the other copy tells
    if (done && fork_of != number) {
        self->forked = ledger_open(sources->each[fork_of].path, err);
        done = self->forked != NULL;
        told = done ? ledger_common_events(self->ledger, self->forked) : 0;
    }
    self->station = done ? station_read_rest(self->ledger, told, err) : NULL;
    done = self->station != NULL;
    if (!done) {
        reading_close(self);
    }
    return done;
}

void reading_close(struct reading *self)
{
    station_free(self->station);
    ledger_close(self->forked);
    sources_leave(self->sources, self->number);
    *self = (struct reading){0};
}

bool reading_leaves_out(void *reading, const char *run_id)
{
    struct reading *self = reading;
    return self->forked != NULL && ledger_has_run(self->forked, run_id);
}

struct visit {
    struct reading *reading;
    reading_visitor *visitor;
    void *self;
};

static void learn(void *context, const struct play *play)
{
    struct visit *self = context;
    clocks_learn_play(self->reading->station->clocks, play);
}

static void resolve(void *context, const struct play *play)
{
    struct visit *self = context;
    struct play resolved = *play;
    if (!reading_leaves_out(self->reading, play->run_id)) {
        bool is_certain = station_resolve(self->reading->station, &resolved);
        self->visitor(self->self, &resolved, is_certain);
    }
}

bool reading_each(struct reading *self, reading_visitor *visitor, void *visitor_self,
                  struct error *err)
{
    struct visit visit = {self, visitor, visitor_self};
    return ledger_each_between(self->ledger, INT64_MIN, INT64_MAX, learn, &visit, err) &&
           ledger_each_between(self->ledger, INT64_MIN, INT64_MAX, resolve, &visit, err);
}
