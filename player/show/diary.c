// Events by name, kept for a day.
#include "show/diary.h"

#include "base/mem.h"
#include "base/str.h"
#include "playlist/lifts.h"

#include <stdlib.h>

// A local day has at most 25 hours, and an event may be older than the day's beginning by a break.
#define KEPT_US (INT64_C(26) * 3600 * CLOCK_SECOND_US)

struct note {
    enum plan_event_kind kind;
    struct wall at;         // of the plan's time
    bool is_wall;           // which is that of a known clock
    bool is_lost;           // of an earlier start without a known clock: nobody knows when it was
    char *zone;             // NULL: all
    char *item;             // NULL: none
    int64_t for_us;         // PLAN_LIFTS: the day
    char *detail;           // PLAN_LIFTS: by how much; NULL
    bool is_waiting;        // PLAN_LIFTS: not written yet, the past may know better
    struct diary_time time; // of one that waits
};

struct diary {
    struct writer *writer;
    bool has_past;      // it was recalled, or there is none
    struct note *notes; // in order as they came
    size_t count, capacity;
    int64_t learned;
    struct diary_emergency emergency; // of the last answer
};

struct diary *diary_new(struct writer *writer)
{
    struct diary *self = mem_zeroed(1, sizeof *self);
    self->writer = writer;
    self->has_past = writer == NULL;
    return self;
}

static void note_fini(struct note *note)
{
    free(note->zone);
    free(note->item);
    free(note->detail);
}

void diary_free(struct diary *self)
{
    if (self != NULL) {
        for (size_t i = 0; i < self->count; i++) {
            note_fini(&self->notes[i]);
        }
        free(self->notes);
        free(self);
    }
}

// Until when the note matters to a plan: an emergency until it is over, all else at its instant.
static int64_t matters_until_us(const struct diary *self, size_t index)
{
    const struct note *note = &self->notes[index];
    if (note->kind != PLAN_EMERGENCY) {
        return note->at.us;
    }
    for (size_t i = index + 1; i < self->count; i++) {
        if (self->notes[i].kind == PLAN_CLEAR || self->notes[i].kind == PLAN_EMERGENCY) {
            return self->notes[i].at.us;
        }
    }
    return note->for_us > 0 ? note->at.us + note->for_us : INT64_MAX;
}

static void forget_old(struct diary *self, struct wall now)
{
    size_t kept = 0;
    for (size_t i = 0; i < self->count; i++) {
        struct note *note = &self->notes[i];
        if (matters_until_us(self, i) < now.us - KEPT_US) {
            note_fini(note);
        } else {
            self->notes[kept++] = *note;
        }
    }
    self->count = kept;
}

static void keep(struct diary *self, const struct note *note)
{
    self->notes = MEM_GROW(self->notes, self->count, self->capacity);
    self->notes[self->count++] = *note;
    self->learned++;
    forget_old(self, note->at);
}

void diary_turn_back(struct diary *self, struct wall now)
{
    size_t kept = 0;
    for (size_t i = 0; i < self->count; i++) {
        struct note *note = &self->notes[i];
        if (note->is_wall && note->at.us > now.us && note->kind != PLAN_LIFTS) {
            note_fini(note);
        } else {
            self->notes[kept++] = *note;
        }
    }
    self->learned += kept < self->count;
    self->count = kept;
}

int64_t diary_learned(const struct diary *self)
{
    return self->learned;
}

// --- names of kinds ----------------------------------------------------------------------------

static const struct {
    enum plan_event_kind plan;
    enum event_kind ledger;
} kinds[] = {
    {PLAN_NEXT, EVENT_NEXT},           {PLAN_SHOW, EVENT_SHOW},     {PLAN_FAILED, EVENT_FAILED},
    {PLAN_PAUSE, EVENT_PAUSE},         {PLAN_RESUME, EVENT_RESUME}, {PLAN_CLEAR, EVENT_CLEAR},
    {PLAN_EMERGENCY, EVENT_EMERGENCY}, {PLAN_LIFTS, EVENT_CASES},
};
enum { KINDS = sizeof kinds / sizeof kinds[0] };

static enum event_kind ledger_kind(enum plan_event_kind kind)
{
    for (size_t i = 0; i < KINDS; i++) {
        if (kinds[i].plan == kind) {
            return kinds[i].ledger;
        }
    }
    return 0;
}

static enum plan_event_kind plan_kind(enum event_kind kind)
{
    for (size_t i = 0; i < KINDS; i++) {
        if (kinds[i].ledger == kind) {
            return kinds[i].plan;
        }
    }
    return 0;
}

static bool names_item(enum plan_event_kind kind)
{
    return kind == PLAN_SHOW || kind == PLAN_FAILED || kind == PLAN_EMERGENCY;
}

// --- writing -----------------------------------------------------------------------------------

// What is known of an event's time is what the plan makes of it: it may not believe the clock, or
// go on without.
static enum clock_trust trust_of(const struct diary_time *time)
{
    if (!time->is_plan_wall) {
        return CLOCK_UNKNOWN;
    }
    return time->trust == CLOCK_UNKNOWN ? CLOCK_BOUNDED : time->trust;
}

// `at`: of the plan's time, which is written where it is that of a clock, so that the same day can
// be planned again from the ledger.
static void write_event(struct diary *self, const struct diary_time *time, struct wall at,
                        struct event *event)
{
    if (self->writer != NULL) {
        event->mono = time->mono;
        event->wall = time->is_plan_wall ? at : time->wall;
        event->trust = trust_of(time);
        writer_event(self->writer, event);
    }
}

void diary_add_failed(struct diary *self, const struct diary_time *time, struct plan *plan,
                      const struct playlist *playlist, const struct plan_event *event,
                      const char *detail)
{
    bool has_zone = event->zone < playlist->zone_count;
    const char *zone = has_zone ? playlist->zones[event->zone].name : NULL;
    const char *item = names_item(event->kind) ? playlist->items[event->item].id : NULL;
    plan_tell(plan, event);
    struct note note = {.kind = event->kind,
                        .at = event->at,
                        .is_wall = time->is_plan_wall,
                        .zone = mem_copy(zone),
                        .item = mem_copy(item),
                        .for_us = event->for_us};
    keep(self, &note);
    write_event(self, time, event->at,
                &(struct event){.kind = ledger_kind(event->kind),
                                .zone = zone,
                                .item = item,
                                .value = event->for_us,
                                .detail = detail[0] != '\0' ? detail : NULL});
}

void diary_add(struct diary *self, const struct diary_time *time, struct plan *plan,
               const struct playlist *playlist, const struct plan_event *event)
{
    diary_add_failed(self, time, plan, playlist, event, "");
}

static void tell_lifts(struct plan *plan, const struct playlist *playlist, struct wall at,
                       const char *detail)
{
    struct lifts lifts;
    lifts_init(&lifts);
    if (detail != NULL && lifts_parse(detail, &lifts)) {
        int *permille = mem_zeroed(playlist->item_count, sizeof *permille);
        for (size_t i = 0; i < playlist->item_count; i++) {
            permille[i] = lifts_of(&lifts, playlist->items[i].topic);
        }
        plan_tell(plan, &(struct plan_event){.kind = PLAN_LIFTS,
                                             .at = at,
                                             .zone = PLAN_ALL_ZONES,
                                             .lift_permille = permille});
        free(permille);
    }
    lifts_fini(&lifts);
}

static void write_lifts(struct diary *self, const struct note *note)
{
    struct event event = {.kind = EVENT_CASES, .value = note->for_us, .detail = note->detail};
    write_event(self, &note->time, note->at, &event);
}

void diary_add_lifts(struct diary *self, const struct diary_time *time, struct plan *plan,
                     const struct playlist *playlist, int64_t day, struct wall from,
                     const char *detail)
{
    tell_lifts(plan, playlist, from, detail);
    struct note note = {.kind = PLAN_LIFTS,
                        .at = from,
                        .is_wall = time->is_plan_wall,
                        .for_us = day,
                        .detail = mem_copy(detail),
                        .is_waiting = !self->has_past,
                        .time = *time};
    keep(self, &note);
    if (self->has_past) {
        write_lifts(self, &note);
    }
}

const char *diary_lifts(const struct diary *self, int64_t day)
{
    const char *last = NULL;
    for (size_t i = 0; i < self->count; i++) {
        const struct note *note = &self->notes[i];
        last = note->kind == PLAN_LIFTS && note->for_us == day ? note->detail : last;
    }
    return last;
}

void diary_note(struct diary *self, const struct diary_time *time, enum event_kind kind,
                int64_t value, const char *detail)
{
    diary_note_event(self, time, &(struct event){.kind = kind, .value = value, .detail = detail});
}

void diary_note_event(struct diary *self, const struct diary_time *time, const struct event *event)
{
    struct event copy = *event;
    write_event(self, time, time->plan, &copy);
}

// --- reading back ------------------------------------------------------------------------------

static void end_pause(struct diary *self, struct wall at, struct mono now)
{
    bool is_paused = false;
    for (size_t i = 0; i < self->count; i++) {
        enum plan_event_kind kind = self->notes[i].kind;
        is_paused = kind == PLAN_PAUSE || (is_paused && kind != PLAN_RESUME);
    }
    if (is_paused) {
        struct diary_time time = {
            .plan = at, .is_plan_wall = true, .mono = now, .trust = CLOCK_BOUNDED};
        keep(self, &(struct note){.kind = PLAN_RESUME, .at = at, .is_wall = true});
        write_event(self, &time, at, &(struct event){.kind = EVENT_RESUME});
    }
}

static void recall_all(struct diary *self, const struct past *past)
{
    for (size_t i = 0; i < past->event_count; i++) {
        const struct event *event = &past->events[i];
        if (event->kind == EVENT_CLOCK && event->trust >= CLOCK_BOUNDED) {
            diary_turn_back(self, event->wall);
        }
        if (plan_kind(event->kind) != 0) {
            struct note note = {.kind = plan_kind(event->kind),
                                .at = event->wall,
                                .is_wall = event->trust >= CLOCK_BOUNDED,
                                .is_lost = event->trust < CLOCK_BOUNDED,
                                .zone = mem_copy(event->zone),
                                .item = mem_copy(event->item),
                                .for_us = event->value,
                                .detail = mem_copy(event->detail)};
            keep(self, &note);
        }
    }
}

// A day that has lifts already keeps them: what the table says now counts from now on.
static void keep_own(struct diary *self, struct note *note)
{
    if (note->is_waiting && diary_lifts(self, note->for_us) != NULL) {
        note_fini(note);
        return;
    }
    if (note->is_waiting) {
        note->is_waiting = false;
        write_lifts(self, note);
    }
    keep(self, note);
}

void diary_recall(struct diary *self, const struct past *past, struct mono now)
{
    struct note *own = self->notes; // those of this run come after what was before
    size_t own_count = self->count;
    self->notes = NULL;
    self->count = self->capacity = 0;
    recall_all(self, past);
    end_pause(self, past->highest, now);
    self->has_past = true;
    for (size_t i = 0; i < own_count; i++) {
        keep_own(self, &own[i]);
    }
    free(own);
}

static size_t zone_called(const struct playlist *playlist, const char *name)
{
    for (size_t i = 0; i < playlist->zone_count; i++) {
        if (str_is(playlist->zones[i].name, name)) {
            return i;
        }
    }
    return PLAN_ALL_ZONES;
}

void diary_tell(const struct diary *self, struct plan *plan, const struct playlist *playlist,
                bool is_clock_known)
{
    for (size_t i = 0; i < self->count; i++) {
        const struct note *note = &self->notes[i];
        const struct item *item = note->item != NULL ? playlist_item(playlist, note->item) : NULL;
        size_t zone = note->zone != NULL ? zone_called(playlist, note->zone) : PLAN_ALL_ZONES;
        if (note->is_lost) {
            continue;
        }
        if (note->kind == PLAN_LIFTS && is_clock_known) {
            tell_lifts(plan, playlist, note->at, note->detail);
            continue;
        }
        bool is_known = (!names_item(note->kind) || item != NULL) &&
                        (note->zone == NULL || zone != PLAN_ALL_ZONES);
        if (is_known && note->kind != PLAN_LIFTS && note->is_wall == is_clock_known) {
            plan_tell(plan, &(struct plan_event){
                                .kind = note->kind,
                                .at = note->at,
                                .zone = zone,
                                .item = item != NULL ? (size_t)(item - playlist->items) : 0,
                                .for_us = note->for_us});
        }
    }
}

const struct diary_emergency *diary_emergency_at(struct diary *self, struct wall at)
{
    const struct note *on = NULL;
    for (size_t i = 0; i < self->count; i++) {
        const struct note *note = &self->notes[i];
        if (note->kind == PLAN_EMERGENCY) {
            on = note;
        } else if (note->kind == PLAN_CLEAR) {
            on = NULL;
        }
    }
    bool is_timed = on != NULL && on->for_us > 0;
    bool is_over = is_timed && (on->is_lost || at.us >= on->at.us + on->for_us);
    if (on == NULL || is_over) {
        return NULL;
    }
    self->emergency =
        (struct diary_emergency){on->item, on->at, on->for_us, on->is_wall, on->is_lost};
    return &self->emergency;
}
