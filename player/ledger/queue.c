// A ring of entries.
#include "ledger/queue.h"

#include "base/mem.h"

#include <assert.h>
#include <stdlib.h>

struct queue {
    struct entry **ring;
    size_t capacity;
    size_t head;
    size_t count;
    size_t ready;
    size_t in_flight;
    size_t kept_free; // places promised to closings
};

struct queue *queue_new(size_t capacity)
{
    struct queue *self = mem_zeroed(1, sizeof *self);
    self->ring = mem_zeroed(capacity, sizeof *self->ring);
    self->capacity = capacity;
    return self;
}

static struct entry **place(const struct queue *self, size_t i)
{
    return &self->ring[(self->head + i) % self->capacity];
}

void queue_free(struct queue *self)
{
    if (self != NULL) {
        for (size_t i = 0; i < self->count; i++) {
            free(*place(self, i));
        }
        free(self->ring);
        free(self);
    }
}

// Events have tickets of their own.
static bool can_take_progress(const struct entry *waiting, int64_t ticket)
{
    return (waiting->kind == ENTRY_OPEN || waiting->kind == ENTRY_PROGRESS) &&
           waiting->ticket == ticket;
}

// Progress goes into what waits for the same play already and is not being written.
static bool merge(struct queue *self, const struct entry *progress)
{
    for (size_t i = self->count; i-- > self->in_flight;) {
        struct entry *waiting = *place(self, i);
        if (can_take_progress(waiting, progress->ticket)) {
            waiting->shown = progress->shown;
            return true;
        }
    }
    return false;
}

// Whether there is a place, and the promise that goes with it.
static bool claim(struct queue *self, enum entry_kind kind)
{
    size_t taken = self->count + self->kept_free;
    switch (kind) {
    case ENTRY_OPEN:
        if (taken + 2 > self->capacity) {
            return false;
        }
        self->kept_free++;
        return true;
    case ENTRY_PROGRESS:
    case ENTRY_EVENT:
        return taken + 1 <= self->capacity;
    case ENTRY_CLOSE:
        assert(self->kept_free > 0);
        self->kept_free--;
        return true;
    }
    return false;
}

bool queue_put(struct queue *self, struct entry *entry, bool in_group)
{
    bool is_merged = entry->kind == ENTRY_PROGRESS && merge(self, entry);
    if (is_merged || !claim(self, entry->kind)) {
        free(entry);
        return is_merged;
    }
    assert(self->count < self->capacity);
    entry->ends_group = !in_group;
    *place(self, self->count) = entry;
    self->count++;
    if (!in_group) {
        self->ready = self->count;
    }
    return true;
}

void queue_end_group(struct queue *self)
{
    if (self->count > self->ready) {
        (*place(self, self->count - 1))->ends_group = true;
        self->ready = self->count;
    }
}

size_t queue_count(const struct queue *self)
{
    return self->count;
}

size_t queue_ready(const struct queue *self)
{
    return self->ready;
}

size_t queue_take(struct queue *self, size_t limit, struct entry **out, size_t room)
{
    assert(self->in_flight == 0);
    size_t end = 0; // behind the last whole group that fits
    for (size_t i = 0; i < self->ready && i < room && end < limit; i++) {
        out[i] = *place(self, i);
        if (out[i]->ends_group) {
            end = i + 1;
        }
    }
    self->in_flight = end;
    return end;
}

void queue_drop(struct queue *self)
{
    for (size_t i = 0; i < self->in_flight; i++) {
        free(*place(self, i));
    }
    self->head = (self->head + self->in_flight) % self->capacity;
    self->count -= self->in_flight;
    self->ready -= self->in_flight;
    self->in_flight = 0;
}

void queue_give_back(struct queue *self)
{
    self->in_flight = 0;
}
