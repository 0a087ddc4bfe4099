// Plays as lines.
#include "report/playlog.h"

#include "base/mem.h"
#include "report/daily.h"
#include "report/playout.h"
#include "report/sources.h"
#include "report/station.h"

#include <stdlib.h>
#include <string.h>

struct zone_time {
    char *name;
    int64_t visible_ms;
};

struct playlog {
    int64_t first_day, last_day;
    const char *wanted; // zone; NULL: that which shows the most
    struct str *out;
    // of the ledger that is read
    struct station *station;
    struct ledger *forked; // the copy whose runs are left out; NULL
    struct zone_time *zones;
    size_t zone_count, zone_capacity;
    const char *zone;
};

// Resolves the play; whether it is one to be told.
static bool counts(struct playlog *self, struct play *play)
{
    if (self->forked != NULL && ledger_has_run(self->forked, play->run_id)) {
        return false;
    }
    bool is_certain = station_resolve(self->station, play);
    int64_t day = station_day(self->station, play->start_wall);
    return is_certain && daily_is_outreach(play) && play->display != DISPLAY_OFF &&
           play->shown.frames > 0 && play->end != PLAY_OPEN && day >= self->first_day &&
           day <= self->last_day;
}

static void learn(void *context, const struct play *play)
{
    struct playlog *self = context;
    clocks_learn_play(self->station->clocks, play);
}

static void weigh(void *context, const struct play *play)
{
    struct playlog *self = context;
    struct play resolved = *play;
    size_t i = 0;
    if (!counts(self, &resolved)) {
        return;
    }
    while (i < self->zone_count && strcmp(self->zones[i].name, play->zone) != 0) {
        i++;
    }
    if (i == self->zone_count) {
        self->zones = MEM_GROW(self->zones, self->zone_count, self->zone_capacity);
        self->zones[self->zone_count++] = (struct zone_time){.name = mem_copy(play->zone)};
    }
    self->zones[i].visible_ms += play->shown.visible_ms;
}

static void tell(void *context, const struct play *play)
{
    struct playlog *self = context;
    struct play resolved = *play;
    if (counts(self, &resolved) && strcmp(resolved.zone, self->zone) == 0) {
        const struct playout_terms terms = {.offset_s = self->station->offset_s};
        playout_add(&terms, &resolved, self->out);
    }
}

static void choose_zone(struct playlog *self)
{
    int64_t most = -1;
    self->zone = self->wanted;
    for (size_t i = 0; i < self->zone_count && self->wanted == NULL; i++) {
        if (self->zones[i].visible_ms > most) {
            most = self->zones[i].visible_ms;
            self->zone = self->zones[i].name;
        }
    }
}

static void forget_zones(struct playlog *self)
{
    for (size_t i = 0; i < self->zone_count; i++) {
        free(self->zones[i].name);
    }
    self->zone_count = 0;
}

static bool read_plays(struct playlog *self, struct ledger *ledger, struct error *err)
{
    bool done = ledger_each_between(ledger, 1, INT64_MAX, learn, self, err) &&
                ledger_each_between(ledger, 1, INT64_MAX, weigh, self, err);
    choose_zone(self);
    return done &&
           (self->zone == NULL || ledger_each_between(ledger, 1, INT64_MAX, tell, self, err));
}

static bool read_source(struct playlog *self, struct sources *sources, size_t i, struct error *err)
{
    struct source *source = &sources->each[i];
    bool done = sources_enter(sources, i, err);
    if (done && source->fork_of != i) {
        self->forked = ledger_open(sources->each[source->fork_of].path, err);
        done = self->forked != NULL;
    }
    self->station = done ? station_read(source->ledger, err) : NULL;
    done = self->station != NULL && read_plays(self, source->ledger, err);
    forget_zones(self);
    station_free(self->station);
    ledger_close(self->forked);
    self->station = NULL;
    self->forked = NULL;
    sources_leave(sources, i);
    return done;
}

bool playlog(const struct assemble_wish *wish, const char *zone, struct str *out, struct error *err)
{
    struct sources sources;
    struct playlog self = {.wanted = zone, .out = out};
    if (!sources_open(&sources, wish->ledgers, wish->ledger_count, err)) {
        return false;
    }
    bool done = assemble_period(wish, &sources, &self.first_day, &self.last_day, err);
    for (size_t i = 0; done && i < sources.count; i++) {
        done = read_source(&self, &sources, i, err);
        if (wish->progress != NULL) {
            wish->progress(wish->progress_self, i + 1, sources.count);
        }
    }
    free(self.zones);
    sources_close(&sources);
    return done;
}
