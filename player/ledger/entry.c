// Entries with their strings packed behind them.
#include "ledger/entry.h"

#include "base/mem.h"

#include <string.h>

// A string of a struct, and whether it must be there.
struct text_field {
    size_t offset;
    bool is_needed;
};

static const struct text_field play_texts[] = {
    {offsetof(struct play_start, item), true},
    {offsetof(struct play_start, kind), true},
    {offsetof(struct play_start, topic), false},
    {offsetof(struct play_start, audience), false},
    {offsetof(struct play_start, zone), true},
    {offsetof(struct play_start, content_path), false},
    {offsetof(struct play_start, content_text), false},
    {offsetof(struct play_start, playlist), true},
    {offsetof(struct play_start, playlist_revision), true},
};

static const struct text_field event_texts[] = {
    {offsetof(struct event, zone), false},
    {offsetof(struct event, item), false},
    {offsetof(struct event, detail), false},
};

static const char **text_of(void *facts, const struct text_field *field)
{
    return (const char **)(void *)((char *)facts + field->offset);
}

// An entry with the strings of `facts` behind it, to which `facts` points from now on.
static struct entry *entry_with_texts(void *facts, const struct text_field *fields, size_t count)
{
    size_t total = 0;
    for (size_t i = 0; i < count; i++) {
        const char **text = text_of(facts, &fields[i]);
        if (*text == NULL && fields[i].is_needed) {
            *text = "";
        }
        total += *text == NULL ? 0 : strlen(*text) + 1;
    }
    struct entry *self = mem_zeroed(1, sizeof *self + total);
    char *at = (char *)(self + 1);
    for (size_t i = 0; i < count; i++) {
        const char **text = text_of(facts, &fields[i]);
        if (*text != NULL) {
            size_t length = strlen(*text) + 1;
            *text = memcpy(at, *text, length);
            at += length;
        }
    }
    return self;
}

struct entry *entry_new_open(int64_t ticket, const struct play_start *play)
{
    struct play_start copy = *play;
    struct entry *self =
        entry_with_texts(&copy, play_texts, sizeof play_texts / sizeof play_texts[0]);
    self->kind = ENTRY_OPEN;
    self->ticket = ticket;
    self->play = copy;
    return self;
}

static struct entry *entry_new(enum entry_kind kind, int64_t ticket,
                               const struct play_progress *shown)
{
    struct entry *self = mem_zeroed(1, sizeof *self);
    self->kind = kind;
    self->ticket = ticket;
    self->shown = *shown;
    return self;
}

struct entry *entry_new_progress(int64_t ticket, const struct play_progress *shown)
{
    return entry_new(ENTRY_PROGRESS, ticket, shown);
}

struct entry *entry_new_close(int64_t ticket, enum play_end end, const struct play_progress *shown)
{
    struct entry *self = entry_new(ENTRY_CLOSE, ticket, shown);
    self->end = end;
    return self;
}

struct entry *entry_new_event(int64_t ticket, const struct event *event)
{
    struct event copy = *event;
    copy.boot_id = NULL;
    struct entry *self =
        entry_with_texts(&copy, event_texts, sizeof event_texts / sizeof event_texts[0]);
    self->kind = ENTRY_EVENT;
    self->ticket = ticket;
    self->event = copy;
    return self;
}
