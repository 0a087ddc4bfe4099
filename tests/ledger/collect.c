// Reading whole ledgers, plays and events.
#include "ledger/collect.h"

#include "base/mem.h"
#include "base/str.h"
#include "support/test.h"

static const char *copied(const char *text)
{
    return mem_copy(text);
}

static void keep(void *self, const struct play *play)
{
    struct collection *to = self;
    to->plays = MEM_GROW(to->plays, to->count, to->capacity);
    struct play *copy = &to->plays[to->count++];
    *copy = *play;
    copy->log_id = copied(play->log_id);
    copy->run_id = copied(play->run_id);
    copy->boot_id = copied(play->boot_id);
    copy->point = copied(play->point);
    copy->item = copied(play->item);
    copy->kind = copied(play->kind);
    copy->topic = copied(play->topic);
    copy->audience = copied(play->audience);
    copy->zone = copied(play->zone);
    copy->content_sha256 = copied(play->content_sha256);
    copy->playlist = copied(play->playlist);
    copy->playlist_revision = copied(play->playlist_revision);
    copy->program_version = copied(play->program_version);
}

struct collection collect(const char *path)
{
    struct error err = {0};
    struct collection all = {0};
    struct ledger *ledger = ledger_open(path, &err);
    if (ledger == NULL || !ledger_each(ledger, (struct wall){INT64_MIN}, (struct wall){INT64_MAX},
                                       keep, &all, &err)) {
        fail_msg("%s", err.text);
    }
    ledger_close(ledger);
    return all;
}

static void release(const char *text)
{
    free((void *)(uintptr_t)text);
}

void collection_free(struct collection *self)
{
    for (size_t i = 0; i < self->count; i++) {
        const struct play *play = &self->plays[i];
        const char *const texts[] = {play->log_id,         play->run_id,   play->boot_id,
                                     play->point,          play->item,     play->kind,
                                     play->topic,          play->audience, play->zone,
                                     play->content_sha256, play->playlist, play->playlist_revision,
                                     play->program_version};
        for (size_t t = 0; t < sizeof texts / sizeof texts[0]; t++) {
            release(texts[t]);
        }
    }
    free(self->plays);
    *self = (struct collection){0};
}

size_t collection_count(const struct collection *self, const char *item)
{
    size_t count = 0;
    for (size_t i = 0; i < self->count; i++) {
        count += str_is(self->plays[i].item, item);
    }
    return count;
}

const struct play *collection_only(const struct collection *self, const char *item)
{
    const struct play *found = NULL;
    assert_int_equal(collection_count(self, item), 1);
    for (size_t i = 0; i < self->count; i++) {
        if (str_is(self->plays[i].item, item)) {
            found = &self->plays[i];
        }
    }
    return found;
}

static void keep_event(void *self, const struct event *event)
{
    struct event_collection *to = self;
    to->events = MEM_GROW(to->events, to->count, to->capacity);
    struct event *copy = &to->events[to->count++];
    *copy = *event;
    copy->zone = copied(event->zone);
    copy->item = copied(event->item);
    copy->detail = copied(event->detail);
}

struct event_collection collect_events(const char *path)
{
    struct error err = {0};
    struct event_collection all = {0};
    struct ledger *ledger = ledger_open(path, &err);
    if (ledger == NULL || !ledger_each_event(ledger, (struct wall){INT64_MIN},
                                             (struct wall){INT64_MAX}, keep_event, &all, &err)) {
        fail_msg("%s", err.text);
    }
    ledger_close(ledger);
    return all;
}

void event_collection_free(struct event_collection *self)
{
    for (size_t i = 0; i < self->count; i++) {
        release(self->events[i].zone);
        release(self->events[i].item);
        release(self->events[i].detail);
    }
    free(self->events);
    *self = (struct event_collection){0};
}

struct play_start play_of(const char *item)
{
    return (struct play_start){
        .item = item,
        .kind = "slogan",
        .zone = "main",
        .playlist = "bank-lobby",
        .playlist_revision = "r1",
        .slot = 7,
        .start_mono = {1000000},
        .start_wall = {INT64_C(1795996800000000)}, // 2026-11-30T00:00:00Z
        .trust = CLOCK_TRUSTED,
        .display = DISPLAY_ON,
        .planned_ms = 15000,
    };
}
