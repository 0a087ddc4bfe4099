// A screen, from its events.
#include "report/station.h"

#include "base/civil.h"
#include "base/mem.h"
#include "ledger/state.h"

#include <jansson.h>
#include <sodium.h>
#include <stdlib.h>
#include <string.h>

#define YEAR_US (INT64_C(365) * CIVIL_DAY_US)
enum { FINGERPRINT_BYTES = 8, TOUCHES_MOST = 1000000 };

struct reading {
    struct station *station;
    struct wall last; // events come in order: one of unknown time was not before
    int64_t seen, told;
};

int64_t station_day(const struct station *self, struct wall instant)
{
    int64_t offset_us = (int64_t)self->offset_s * CLOCK_SECOND_US;
    int64_t local_us = (int64_t)((uint64_t)instant.us + (uint64_t)offset_us); // wraps on nonsense
    return local_us / CIVIL_DAY_US - (local_us % CIVIL_DAY_US < 0);
}

// --- what an event says ---

static void replace(char **text, const json_t *object, const char *key)
{
    const char *value = json_string_value(json_object_get(object, key));
    free(*text);
    *text = mem_copy(value != NULL ? value : "");
}

static void read_point(struct station *self, const char *detail)
{
    enum { HALF_DAY_S = 14 * 3600 };
    json_t *facts = json_loads(detail, JSON_REJECT_DUPLICATES, NULL); // NULL: says nothing
    replace(&self->id, facts, "id");
    replace(&self->name, facts, "name");
    replace(&self->district, facts, "district");
    replace(&self->venue, facts, "venue");
    const char *clock = json_string_value(json_object_get(facts, "clock"));
    self->vouches = clock != NULL && strcmp(clock, "good") == 0;
    const json_t *offset = json_object_get(facts, "utc_offset_s");
    json_int_t offset_s = json_integer_value(offset);
    if (json_is_integer(offset) && offset_s >= -HALF_DAY_S && offset_s <= HALF_DAY_S) {
        self->offset_s = (int)offset_s;
    }
    json_decref(facts);
}

static void fingerprint(const char *text, char out[2 * FINGERPRINT_BYTES + 1])
{
    unsigned char hash[crypto_hash_sha256_BYTES];
    crypto_hash_sha256(hash, (const unsigned char *)text, strlen(text));
    sodium_bin2hex(out, 2 * FINGERPRINT_BYTES + 1, hash, FINGERPRINT_BYTES);
}

static void read_audience(struct station *self, struct wall from, const char *detail)
{
    struct station_audience next = {.from = from};
    struct error err = {0};
    next.is_known = detail[0] != '\0' && audience_parse(detail, &next.audience, &err);
    fingerprint(detail, next.fingerprint);
    self->audiences = MEM_GROW(self->audiences, self->audience_count, self->audience_capacity);
    self->audiences[self->audience_count++] = next;
}

static void read_touch(struct station *self, int64_t day, int64_t times)
{
    bool is_same = self->touch_count > 0 && self->touches[self->touch_count - 1].day == day;
    if (!is_same) {
        self->touches = MEM_GROW(self->touches, self->touch_count, self->touch_capacity);
        self->touches[self->touch_count++] = (struct station_touch){.day = day};
    }
    self->touches[self->touch_count - 1].times += times > 0 && times < TOUCHES_MOST ? times : 0;
}

static char *text_of(const json_t *object, const char *key)
{
    const char *text = json_string_value(json_object_get(object, key));
    return mem_copy(text != NULL ? text : "");
}

static void keep_manual(struct station *self, int64_t day, int64_t count, const json_t *detail)
{
    const char *kind = json_string_value(json_object_get(detail, "kind"));
    const char *when = json_string_value(json_object_get(detail, "day"));
    const char *old = json_string_value(json_object_get(detail, "supersedes"));
    struct civil civil;
    int number = manual_kind_of(kind);
    if (number < 0 || count < 0) {
        return;
    }
    bool is_dated = when != NULL && civil_parse(when, &civil);
    size_t at = self->manual_count;
    self->supersedes = MEM_GROW(self->supersedes, at, self->supersedes_capacity);
    self->supersedes[at] = mem_copy(old);
    self->manual = MEM_GROW(self->manual, at, self->manual_capacity);
    self->manual[self->manual_count++] = (struct outreach_manual){
        .kind = (enum outreach_manual_kind)number,
        .count = count,
        .day = is_dated ? civil_day_number(civil) : day,
        .id = text_of(detail, "id"),
        .by = text_of(detail, "by"),
        .note = text_of(detail, "note"),
        .point = text_of(detail, "point"),
        .is_correction = old != NULL,
    };
}

static void read_manual(struct station *self, int64_t day, int64_t count, const char *detail)
{
    json_t *facts = json_loads(detail, JSON_REJECT_DUPLICATES, NULL);
    keep_manual(self, day, count, facts);
    json_decref(facts);
}

static void read_notice(struct station *self, int64_t day, enum outreach_notice kind,
                        const struct event *event)
{
    self->notices = MEM_GROW(self->notices, self->notice_count, self->notice_capacity);
    self->notices[self->notice_count++] =
        (struct outreach_event){.kind = kind,
                                .day = day,
                                .value = event->value,
                                .text = mem_copy(event->detail != NULL ? event->detail : "")};
}

// --- reading ---

static void read_event(struct station *self, struct wall at, const struct event *event)
{
    int64_t day = station_day(self, at);
    const char *detail = event->detail != NULL ? event->detail : "";
    switch (event->kind) {
    case EVENT_POINT:
        read_point(self, detail);
        break;
    case EVENT_AUDIENCE:
        read_audience(self, at, detail);
        break;
    case EVENT_COUNT:
        headcounts_add(&self->headcounts, at, event->value, detail);
        break;
    case EVENT_TOUCH:
        read_touch(self, day, event->value);
        break;
    case EVENT_MANUAL:
        read_manual(self, day, event->value, detail);
        break;
    case EVENT_CLOCK:
        if (llabs(event->value) < YEAR_US) {
            read_notice(self, day, OUTREACH_CLOCK, event);
        } // else a board without a battery found the time, as it does at every start
        break;
    case EVENT_FAULT:
        read_notice(self, day, OUTREACH_FAULT, event);
        break;
    case EVENT_GAP:
        read_notice(self, day, OUTREACH_GAP, event);
        break;
    case EVENT_NEXT:
    case EVENT_SHOW:
    case EVENT_FAILED:
    case EVENT_PAUSE:
    case EVENT_RESUME:
    case EVENT_EMERGENCY:
    case EVENT_CLEAR:
    case EVENT_CASES:
    case EVENT_DARK:
    case EVENT_LIGHT:
    case EVENT_BOOT:
    case EVENT_PLAYLIST:
    case EVENT_DISPLAY:
        break;
    }
}

static void learn_clock(void *context, const struct event *event)
{
    clocks_learn_event(((struct reading *)context)->station->clocks, event);
}

static bool is_standing(enum event_kind kind)
{
    return kind == EVENT_POINT || kind == EVENT_AUDIENCE || kind == EVENT_COUNT;
}

static void read_one(void *context, const struct event *event)
{
    struct reading *self = context;
    struct wall at = event->wall;
    bool is_known = event->trust >= CLOCK_BOUNDED ||
                    clocks_resolve(self->station->clocks, event->boot_id, event->mono, &at);
    self->last = is_known ? at : self->last;
    if (self->seen++ >= self->told || is_standing(event->kind)) {
        read_event(self->station, self->last, event);
    }
}

static struct station *station_new(const char *log_id)
{
    struct station *self = mem_zeroed(1, sizeof *self);
    self->log_id = mem_copy(log_id);
    self->id = mem_copy("");
    self->name = mem_copy("");
    self->district = mem_copy("");
    self->venue = mem_copy("");
    self->offset_s = CIVIL_CHINA_OFFSET_S;
    self->clocks = clocks_new();
    return self;
}

struct station *station_read(struct ledger *ledger, struct error *err)
{
    return station_read_rest(ledger, 0, err);
}

struct station *station_read_rest(struct ledger *ledger, int64_t told, struct error *err)
{
    const struct wall from = {INT64_MIN};
    const struct wall to = {INT64_MAX};
    struct ledger_state state = ledger_state(ledger);
    struct reading reading = {.station = station_new(state.log_id), .told = told};
    struct station *self = reading.station;
    free(self->id); // until an event says more
    self->id = mem_copy(state.point);
    if (!ledger_each_event(ledger, from, to, learn_clock, &reading, err) ||
        !ledger_each_event(ledger, from, to, read_one, &reading, err)) {
        station_free(self);
        return NULL;
    }
    headcounts_settle(&self->headcounts);
    return self;
}

void station_free(struct station *self)
{
    if (self == NULL) {
        return;
    }
    for (size_t i = 0; i < self->manual_count; i++) {
        free(self->manual[i].id);
        free(self->manual[i].by);
        free(self->manual[i].note);
        free(self->manual[i].point);
        free(self->supersedes[i]);
    }
    for (size_t i = 0; i < self->notice_count; i++) {
        free(self->notices[i].text);
    }
    clocks_free(self->clocks);
    free(self->manual);
    free(self->supersedes);
    free(self->notices);
    free(self->audiences);
    headcounts_fini(&self->headcounts);
    free(self->touches);
    free(self->log_id);
    free(self->id);
    free(self->name);
    free(self->district);
    free(self->venue);
    free(self);
}

// --- questions ---

const struct station_audience *station_audience_on(const struct station *self, int64_t day)
{
    const struct station_audience *on = NULL;
    for (size_t i = 0; i < self->audience_count; i++) {
        on = station_day(self, self->audiences[i].from) <= day ? &self->audiences[i] : on;
    }
    return on != NULL && on->is_known ? on : NULL;
}

bool station_resolve(const struct station *self, struct play *play)
{
    // What the point vouches for is not put right by what was known only later: a day that is over
    // stays as it was reported.
    bool is_vouched = play->trust == CLOCK_BOUNDED && self->vouches &&
                      !clocks_knew(self->clocks, play->boot_id, play->start_mono);
    if (play->trust < CLOCK_REBASED && !is_vouched &&
        clocks_resolve(self->clocks, play->boot_id, play->start_mono, &play->start_wall)) {
        play->trust = CLOCK_REBASED;
    }
    return play->trust >= CLOCK_REBASED || is_vouched;
}
