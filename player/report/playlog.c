// Plays as lines.
#include "report/playlog.h"

#include "base/mem.h"
#include "report/daily.h"
#include "report/playout.h"
#include "report/reading.h"

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
    const struct station *station;
    struct zone_time *zones;
    size_t zone_count, zone_capacity;
    const char *zone;
};

static bool counts(const struct playlog *self, const struct play *play, bool is_certain)
{
    int64_t day = station_day(self->station, play->start_wall);
    return is_certain && daily_is_outreach(play) && play->display != DISPLAY_OFF &&
           play->shown.frames > 0 && play->end != PLAY_OPEN && day >= self->first_day &&
           day <= self->last_day;
}

static void weigh(void *context, const struct play *play, bool is_certain)
{
    struct playlog *self = context;
    size_t i = 0;
    if (!counts(self, play, is_certain)) {
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

static void tell(void *context, const struct play *play, bool is_certain)
{
    struct playlog *self = context;
    if (counts(self, play, is_certain) && strcmp(play->zone, self->zone) == 0) {
        const struct playout_terms terms = {.offset_s = self->station->offset_s};
        playout_add(&terms, play, self->out);
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

static bool read_source(struct playlog *self, struct sources *sources, size_t i, struct error *err)
{
    struct reading reading;
    if (!reading_open(&reading, sources, i, err)) {
        return false;
    }
    self->station = reading.station;
    bool done = reading_each(&reading, weigh, self, err);
    choose_zone(self);
    done = done && (self->zone == NULL || reading_each(&reading, tell, self, err));
    forget_zones(self);
    reading_close(&reading);
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
