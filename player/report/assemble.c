// Putting a report together, ledger by ledger.
#include "report/assemble.h"

#include "base/civil.h"
#include "base/mem.h"
#include "ledger/state.h"
#include "report/assembly.h"
#include "report/days.h"
#include "report/reading.h"

#include <stdlib.h>
#include <string.h>

// --- a ledger ---

static char *not_null(const char *text)
{
    return mem_copy(text != NULL ? text : "");
}

static void replace(char **text, const char *with)
{
    free(*text);
    *text = not_null(with);
}

static struct outreach_point *enter_point(struct assembly *self, const struct assemble_due *due)
{
    struct outreach_point *point = outreach_point(self->out, due->id);
    if (due->name[0] != '\0' || point->name == NULL) {
        replace(&point->name, due->name);
    }
    if (due->district[0] != '\0' || point->district == NULL) {
        replace(&point->district, due->district);
    }
    if (due->venue[0] != '\0' || point->venue == NULL) {
        replace(&point->venue, due->venue);
    }
    return point;
}

struct newest {
    const struct station *station;
    int64_t day;
};

static void note_newest(void *context, const struct play *play)
{
    struct newest *self = context;
    struct play resolved = *play;
    (void)station_resolve(self->station, &resolved); // as well as it is known
    self->day = station_day(self->station, resolved.start_wall);
}

static int64_t newest_day(struct ledger *ledger, const struct station *station, int64_t last_play)
{
    struct newest newest = {station, INT64_MIN};
    struct error ignored = {0};
    bool is_read =
        ledger_each_between(ledger, last_play, last_play, note_newest, &newest, &ignored);
    return is_read ? newest.day : INT64_MIN;
}

static void note_point(struct assembly *self, const struct source *source)
{
    const struct station *station = self->station;
    const struct assemble_due facts = {station->id, station->name, station->district,
                                       station->venue};
    struct outreach_point *point = enter_point(self, &facts);
    int64_t last_day = newest_day(source->ledger, station, source->last_play);
    const struct station_audience *said = station_audience_on(station, self->out->last_day);
    self->point = (size_t)(point - self->out->points);
    if (point->last_day <= last_day) {
        point->last_day = last_day;
        point->chain_length = source->records;
        replace(&point->log_id, source->log_id);
        memcpy(point->chain_head, source->head, sizeof point->chain_head);
        if (said != NULL) {
            point->audience = said->audience;
        }
    }
    self->district_count = outreach_district(self->out, station->district, self->districts);
}

static bool is_in(const struct outreach *out, int64_t day)
{
    return day >= out->first_day && day <= out->last_day;
}

static void take_notices(struct assembly *self)
{
    struct outreach *out = self->out;
    for (size_t i = 0; i < self->station->notice_count; i++) {
        struct outreach_event event = self->station->notices[i];
        if (is_in(out, event.day)) {
            event.text = mem_copy(event.text);
            event.point = self->point;
            out->events = MEM_GROW(out->events, out->event_count, out->event_capacity);
            out->events[out->event_count++] = event;
        }
    }
}

static void take_touches(struct assembly *self)
{
    const struct station *station = self->station;
    double times = 0;
    for (size_t i = 0; i < station->touch_count; i++) {
        times += is_in(self->out, station->touches[i].day) ? (double)station->touches[i].times : 0;
    }
    if (times > 0) {
        size_t row = assembly_row(self, OUTREACH_POINT, station->id, NULL);
        self->out->tables[OUTREACH_POINT].rows[row].reach.engagements += times;
        self->out->reach.engagements += times;
    }
}

static bool is_superseded(const struct station *station, const char *id)
{
    for (size_t i = 0; i < station->manual_count; i++) {
        if (station->supersedes[i] != NULL && strcmp(station->supersedes[i], id) == 0) {
            return true;
        }
    }
    return false;
}

static void take_manual(struct assembly *self)
{
    struct outreach *out = self->out;
    const struct station *station = self->station;
    for (size_t i = 0; i < station->manual_count; i++) {
        struct outreach_manual entry = station->manual[i];
        bool counts = is_in(out, entry.day) && entry.count > 0 && !is_superseded(station, entry.id);
        if (counts) {
            entry.id = mem_copy(entry.id);
            entry.by = mem_copy(entry.by);
            entry.note = mem_copy(entry.note);
            entry.point = mem_copy(entry.point[0] != '\0' ? entry.point : station->id);
            out->manual = MEM_GROW(out->manual, out->manual_count, out->manual_capacity);
            out->manual[out->manual_count++] = entry;
        }
    }
}

static void close_screen(struct assembly *self)
{
    const struct station_audience *said = station_audience_on(self->station, self->out->last_day);
    if (said == NULL) {
        return;
    }
    size_t catchment = catchments_of(&self->catchments, &said->audience);
    for (size_t table = 0; table < OUTREACH_TABLES; table++) {
        for (size_t row = 0; row < self->tables[table].count; row++) {
            estimate_close_screen(&self->tables[table].each[row], catchment);
        }
    }
    estimate_close_screen(&self->all, catchment);
}

static bool add_ledger(struct assembly *self, size_t i, struct error *err)
{
    struct reading reading;
    if (!reading_open(&reading, &self->sources, i, err)) {
        return false;
    }
    const struct days_wish wish = {self->out->first_day, self->out->last_day,
                                   reading.forked != NULL ? reading_leaves_out : NULL, &reading};
    self->station = reading.station;
    note_point(self, &self->sources.each[i]);
    bool done = days_each(reading.ledger, reading.station, &wish, assembly_add_day, self, err);
    if (done) {
        take_notices(self);
        take_touches(self);
        take_manual(self);
        close_screen(self);
    }
    self->station = NULL;
    reading_close(&reading);
    return done;
}

// --- the whole ---

// By China's clock, and by plays whose time is known as it stands; by what the clock showed where
// none is.
struct newest_days {
    int64_t known, shown;
};

static void note_newest_days(void *context, const struct play *play)
{
    struct newest_days *newest = context;
    int64_t local_us = play->start_wall.us + INT64_C(1) * CIVIL_CHINA_OFFSET_S * CLOCK_SECOND_US;
    int64_t day = local_us / CIVIL_DAY_US;
    newest->known = play->trust >= CLOCK_BOUNDED && day > newest->known ? day : newest->known;
    newest->shown = day > newest->shown ? day : newest->shown;
}

static bool find_newest(struct sources *sources, int64_t *newest, struct error *err)
{
    enum { LOOKED_AT = 64 }; // plays: the last ones of several zones
    struct newest_days days = {INT64_MIN, INT64_MIN};
    for (size_t i = 0; i < sources->count; i++) {
        struct source *source = &sources->each[i];
        bool done = sources_enter(sources, i, err) &&
                    ledger_each_between(source->ledger, source->last_play - LOOKED_AT,
                                        source->last_play, note_newest_days, &days, err);
        sources_leave(sources, i);
        if (!done) {
            return false;
        }
    }
    *newest = days.known != INT64_MIN ? days.known : days.shown;
    return true;
}

bool assemble_period(const struct assemble_wish *wish, struct sources *sources, int64_t *first_day,
                     int64_t *last_day, struct error *err)
{
    enum { DAYS_MOST = 36600 };
    int64_t last = wish->last_day;
    if (last == INT64_MIN && !find_newest(sources, &last, err)) {
        return false;
    }
    *last_day = last == INT64_MIN ? wish->today : last;
    *first_day = wish->first_day == INT64_MIN ? *last_day - wish->days + 1 : wish->first_day;
    if (*first_day > *last_day || *last_day - *first_day >= DAYS_MOST) {
        return error_set(err, ERROR_CONFIG, "the period is empty, or longer than a century");
    }
    return true;
}

// Every day of the period has its row.
static void make_days(struct assembly *self)
{
    size_t days = (size_t)(self->out->last_day - self->out->first_day + 1);
    self->out->hours_ms = mem_zeroed(days, sizeof *self->out->hours_ms);
    for (int64_t day = self->out->first_day; day <= self->out->last_day; day++) {
        char date[ASSEMBLY_DATE_BYTES];
        assembly_date(day, date);
        (void)assembly_row(self, OUTREACH_DAY, date, NULL);
    }
}

static bool universe_holds_all(const struct assembly *self, struct error *err)
{
    double universe = self->wish->universe;
    for (size_t i = 0; universe > 0 && i < self->catchments.count; i++) {
        const struct catchment *catchment = &self->catchments.each[i];
        if (catchment->population > universe) {
            return error_set(
                err, ERROR_CONFIG,
                "of %.0f people in the whole area %.0f cannot live around one screen%s%s: "
                "say how many live where all of the screens are",
                universe, catchment->population, catchment->name[0] != '\0' ? ", in " : "",
                catchment->name);
        }
    }
    return true;
}

static void finish(struct assembly *self)
{
    struct outreach *out = self->out;
    double universe = self->wish->universe;
    for (size_t table = 0; table < OUTREACH_TABLES; table++) {
        for (size_t row = 0; row < out->tables[table].count; row++) {
            struct outreach_reach *reach = &out->tables[table].rows[row].reach;
            double engagements = reach->engagements;
            *reach = estimate_reach(assembly_estimate(self, (enum outreach_table)table, row),
                                    &self->catchments, universe);
            reach->engagements = engagements;
        }
    }
    double engagements = out->reach.engagements;
    out->reach = estimate_reach(&self->all, &self->catchments, universe);
    out->reach.engagements = engagements;
    sources_checkpoint(&self->sources, out->checkpoint);
    out->ledger_count = self->sources.count;
    outreach_settle(out);
}

static void assembly_fini(struct assembly *self)
{
    for (size_t table = 0; table < OUTREACH_TABLES; table++) {
        for (size_t row = 0; row < self->tables[table].count; row++) {
            estimate_fini(&self->tables[table].each[row]);
        }
        free(self->tables[table].each);
    }
    estimate_fini(&self->all);
    catchments_fini(&self->catchments);
    sources_close(&self->sources);
}

bool assemble(const struct assemble_wish *wish, struct outreach *out, struct error *err)
{
    *out = (struct outreach){.offset_s = CIVIL_CHINA_OFFSET_S};
    struct assembly self = {.wish = wish, .out = out};
    bool done = sources_open(&self.sources, wish->ledgers, wish->ledger_count, err) &&
                assemble_period(wish, &self.sources, &out->first_day, &out->last_day, err);
    if (done) {
        make_days(&self);
        for (size_t i = 0; i < wish->due_count; i++) {
            (void)enter_point(&self, &wish->due[i]);
        }
    }
    for (size_t i = 0; done && i < self.sources.count; i++) {
        done = add_ledger(&self, i, err);
        if (wish->progress != NULL) {
            wish->progress(wish->progress_self, i + 1, self.sources.count);
        }
    }
    done = done && universe_holds_all(&self, err);
    if (done) {
        finish(&self);
    } else {
        outreach_fini(out);
    }
    assembly_fini(&self);
    return done;
}
