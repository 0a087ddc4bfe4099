// The writer's waiting line, without its lock: a ring of entries with groups, places kept free, and
// a part that is being written. Bounded: whatever happens to the disk, it never grows.
//
//   in flight        ready                 unfinished group
//   [ being written | complete groups … ][ … ]
//   0          in_flight            ready   count
//
// A play that was let in always finds a place for its closing: opening one keeps a second place
// free until it is closed. Progress is a refreshment, not a fact of its own: it is merged into what
// already waits for the same play, and left out when there is no place. An event is a fact: it
// takes a place that is not promised, or is refused. Thread: under the writer's lock. Owns: its
// entries.
#pragma once

#include "ledger/entry.h"

struct queue;

// Range: capacity ≥ 2.
struct queue *queue_new(size_t capacity);
void queue_free(struct queue *self); // NULL is fine; frees the entries too

// Takes `entry`, whatever the answer. False: there was no place and it is gone. An OPEN or an
// EVENT may be refused; a CLOSE never is when its OPEN was let in.
// `in_group`: more entries follow that belong into the same transaction.
bool queue_put(struct queue *self, struct entry *entry, bool in_group);

// The last entry put is the last of its group. Nothing happens when there is no unfinished group.
void queue_end_group(struct queue *self);

size_t queue_count(const struct queue *self);
size_t queue_ready(const struct queue *self); // entries that may be written

// At most about `limit` entries from the front, whole groups only (the last group may reach beyond
// it, up to `room`), stay borrowed until queue_drop() or queue_give_back(). Returns how many.
size_t queue_take(struct queue *self, size_t limit, struct entry **out, size_t room);
void queue_drop(struct queue *self);      // what was taken is stored: freed
void queue_give_back(struct queue *self); // what was taken could not be stored: stays in front
