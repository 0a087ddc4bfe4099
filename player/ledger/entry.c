// Entries with their strings packed behind them.
#include "ledger/entry.h"

#include "base/mem.h"

#include <string.h>

// The strings of a play_start, and whether it must have them.
static const struct {
    size_t offset;
    bool is_needed;
} strings[] = {
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
enum { STRINGS = sizeof strings / sizeof strings[0] };

static const char **string_at(struct play_start *play, size_t i)
{
    return (const char **)(void *)((char *)play + strings[i].offset);
}

struct entry *entry_new_open(int64_t ticket, const struct play_start *play)
{
    struct play_start copy = *play;
    size_t lengths[STRINGS] = {0};
    size_t total = 0;
    for (size_t i = 0; i < STRINGS; i++) {
        const char **text = string_at(&copy, i);
        if (*text == NULL && strings[i].is_needed) {
            *text = "";
        }
        lengths[i] = *text == NULL ? 0 : strlen(*text) + 1;
        total += lengths[i];
    }
    struct entry *self = mem_zeroed(1, sizeof *self + total);
    char *at = (char *)(self + 1);
    for (size_t i = 0; i < STRINGS; i++) {
        const char **text = string_at(&copy, i);
        if (*text != NULL) {
            *text = memcpy(at, *text, lengths[i]);
            at += lengths[i];
        }
    }
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
