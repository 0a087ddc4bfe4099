// Rows of events.
#include "ledger/events.h"

#include "base/mem.h"
#include "ledger/reader.h"
#include "ledger/schema.h"

#include <stdlib.h>

enum {
    PAST_PLAYS = 200000, // looked at: more than a day holds (one every 0.4 s); measured: 53 ms
    PAST_EVENTS = 20000, // kept: one every 5 s
    PAST_CUTS = 256,     // plays that could have been on at once: of zones, and passing texts
};
#define PAST_SPAN_US (INT64_C(26) * 3600 * CLOCK_SECOND_US) // a day, and hours that run past it

static const char *text_at(sqlite3_stmt *row, int column)
{
    return (const char *)sqlite3_column_text(row, column);
}

struct event event_from_row(sqlite3_stmt *row)
{
    return (struct event){
        .kind = (enum event_kind)sqlite3_column_int(row, 0),
        .mono = {reader_number(row, 1, READER_US)},
        .wall = {reader_number(row, 2, READER_US)},
        .trust = (enum clock_trust)sqlite3_column_int(row, 3),
        .zone = text_at(row, 4),
        .item = text_at(row, 5),
        .value = sqlite3_column_int64(row, 6),
        .detail = text_at(row, 7),
        .boot_id = sqlite3_column_count(row) > 8 ? text_at(row, 8) : NULL,
    };
}

// What holds from its event on is not stored again while it is the same.
static bool is_lasting(enum event_kind kind)
{
    return kind == EVENT_POINT || kind == EVENT_AUDIENCE || kind == EVENT_PLAYLIST;
}

static bool is_known(struct statements *self, const struct event *event, bool *known,
                     struct error *err)
{
    int64_t same = 0;
    sqlite3_stmt *statement = statements_fresh(self, EVENT_KNOWN);
    sqlite3_bind_int64(statement, 1, (int64_t)event->kind);
    sqlite3_bind_text(statement, 2, event->detail, -1, SQLITE_STATIC);
    bool done = statements_ask(self, EVENT_KNOWN, &same, err);
    *known = same != 0;
    return done;
}

bool events_add(struct statements *self, int64_t run, const struct entry *entry, struct error *err)
{
    const struct event *event = &entry->event;
    bool known = false;
    if (is_lasting(event->kind) && (!is_known(self, event, &known, err) || known)) {
        return known;
    }
    const int64_t numbers[] = {run,
                               entry->ticket,
                               (int64_t)event->kind,
                               event->mono.us,
                               event->wall.us,
                               (int64_t)event->trust,
                               event->value};
    const char *const texts[] = {event->zone, event->item, event->detail};
    sqlite3_stmt *statement = statements_fresh(self, EVENT_ADD);
    statements_bind(statement, numbers, 7);
    for (int i = 0; i < 3; i++) {
        sqlite3_bind_text(statement, 8 + i, texts[i], -1, SQLITE_STATIC); // NULL binds NULL
    }
    return statements_tell(self, EVENT_ADD, err) &&
           chain_seal(self->chain, RECORD_EVENT, sqlite3_last_insert_rowid(self->handle), err);
}

bool events_last_ticket(sqlite3 *handle, int64_t run, int64_t *ticket, struct error *err)
{
    sqlite3_stmt *statement = NULL;
    int rc = sqlite3_prepare_v2(handle, "SELECT run, ticket FROM event ORDER BY seq DESC LIMIT 1",
                                -1, &statement, NULL);
    if (rc == SQLITE_OK) {
        rc = sqlite3_step(statement);
    }
    bool done = rc == SQLITE_ROW || rc == SQLITE_DONE;
    if (!done) {
        schema_failed(handle, "reading the run's events", err);
    } else {
        bool is_ours = rc == SQLITE_ROW && sqlite3_column_int64(statement, 0) == run;
        *ticket = is_ours ? sqlite3_column_int64(statement, 1) : 0;
    }
    sqlite3_finalize(statement);
    return done;
}

// --- the past ---

// What was written before a synchronised clock last set the time right does not count: it may have
// been ahead by years.
static const char highest_text[] =
    "WITH fix AS MATERIALIZED (SELECT run, mono_us, seq FROM (SELECT * FROM event"
    " ORDER BY seq DESC LIMIT ?2) WHERE kind = 9 AND trust >= 2 ORDER BY seq DESC LIMIT 1)"
    " SELECT max(at) FROM ("
    "SELECT at FROM (SELECT start_wall_us AS at, trust, run, start_mono_us FROM play"
    " ORDER BY seq DESC LIMIT ?1) AS p WHERE trust >= 1 AND NOT EXISTS (SELECT 1 FROM fix WHERE"
    " p.run < fix.run OR (p.run = fix.run AND p.start_mono_us < fix.mono_us)) UNION ALL "
    "SELECT at FROM (SELECT wall_us AS at, trust, seq FROM event"
    " ORDER BY seq DESC LIMIT ?2) AS e WHERE trust >= 1 AND NOT EXISTS (SELECT 1 FROM fix WHERE"
    " e.seq < fix.seq))";

static bool read_highest(sqlite3 *handle, struct wall *highest)
{
    _Static_assert(CLOCK_BOUNDED == 1 && CLOCK_REBASED == 2 && EVENT_CLOCK == 9,
                   "the numbers above");
    sqlite3_stmt *statement = NULL;
    bool done = sqlite3_prepare_v2(handle, highest_text, -1, &statement, NULL) == SQLITE_OK &&
                sqlite3_bind_int64(statement, 1, PAST_PLAYS) == SQLITE_OK &&
                sqlite3_bind_int64(statement, 2, PAST_EVENTS) == SQLITE_OK &&
                sqlite3_step(statement) == SQLITE_ROW;
    int64_t at_us = done ? sqlite3_column_int64(statement, 0) : 0; // NULL reads 0
    highest->us = at_us > 0 ? at_us : 0;
    sqlite3_finalize(statement);
    return done;
}

static const char *keep_text(struct past *self, size_t *capacity, const char *text)
{
    if (text == NULL) {
        return NULL;
    }
    self->texts = MEM_GROW(self->texts, self->text_count, *capacity);
    return self->texts[self->text_count++] = mem_copy(text);
}

// Emergencies whenever they were: one without end is on until it was cleared.
static bool read_events(sqlite3 *handle, struct past *self)
{
    _Static_assert(EVENT_EMERGENCY == 6 && EVENT_CLEAR == 7, "the numbers below");
    sqlite3_stmt *rows = NULL;
    size_t capacity = 0;
    size_t text_capacity = 0;
    int rc = sqlite3_prepare_v2(handle,
                                "SELECT " EVENT_COLUMNS " FROM (SELECT * FROM event"
                                " ORDER BY seq DESC LIMIT ?1)"
                                " WHERE (wall_us > ?2 AND wall_us <= ?3) OR kind IN (6, 7)"
                                " ORDER BY seq",
                                -1, &rows, NULL);
    if (rc == SQLITE_OK) {
        sqlite3_bind_int64(rows, 1, PAST_EVENTS);
        sqlite3_bind_int64(rows, 2, self->highest.us - PAST_SPAN_US);
        sqlite3_bind_int64(rows, 3, self->highest.us);
        while ((rc = sqlite3_step(rows)) == SQLITE_ROW) {
            struct event event = event_from_row(rows);
            event.zone = keep_text(self, &text_capacity, event.zone);
            event.item = keep_text(self, &text_capacity, event.item);
            event.detail = keep_text(self, &text_capacity, event.detail);
            self->events = MEM_GROW(self->events, self->event_count, capacity);
            self->events[self->event_count++] = event;
        }
    }
    sqlite3_finalize(rows);
    return rc == SQLITE_DONE;
}

// The newest run is the one that asks: its start has closed what the one before it left open.
static bool read_cuts(sqlite3 *handle, struct past *self)
{
    _Static_assert(PLAY_CUT == 5, "the number below");
    sqlite3_stmt *rows = NULL;
    size_t capacity = 0;
    size_t text_capacity = self->text_count;
    int rc =
        sqlite3_prepare_v2(handle,
                           "SELECT item, start_mono_us FROM (SELECT * FROM play"
                           " ORDER BY seq DESC LIMIT ?1) AS p"
                           " JOIN subject ON subject.id = p.subject WHERE p.end = 5 AND p.run ="
                           " (SELECT b.id FROM run AS a JOIN run AS b ON b.boot_id = a.boot_id"
                           " WHERE a.id = (SELECT max(id) FROM run) AND b.id ="
                           " (SELECT max(id) FROM run WHERE id < a.id)) ORDER BY p.seq",
                           -1, &rows, NULL);
    if (rc == SQLITE_OK) {
        sqlite3_bind_int64(rows, 1, PAST_CUTS);
        while ((rc = sqlite3_step(rows)) == SQLITE_ROW) {
            const char *item = keep_text(self, &text_capacity, text_at(rows, 0));
            self->cuts = MEM_GROW(self->cuts, self->cut_count, capacity);
            self->cuts[self->cut_count++] =
                (struct past_cut){item, {reader_number(rows, 1, READER_US)}};
        }
    }
    sqlite3_finalize(rows);
    return rc == SQLITE_DONE;
}

struct past *events_past(sqlite3 *handle)
{
    struct past *self = mem_zeroed(1, sizeof *self);
    if (!read_highest(handle, &self->highest) || !read_events(handle, self) ||
        !read_cuts(handle, self)) {
        past_free(self); // storing goes before remembering
        self = mem_zeroed(1, sizeof *self);
    }
    return self;
}
