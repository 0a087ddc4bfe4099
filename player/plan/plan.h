// What comes when, as a pure function of the playlist: each zone repeats the rounds of its rota for
// ever. Slot n of a zone is always the same item. Once the lengths of the items are known, any
// instant of the loop has its slot as well. Nothing here asks the time. Owned by the caller; the
// playlist must outlive it; any thread may read.
#pragma once

#include "playlist/playlist.h"

#include <stdbool.h>
#include <stdint.h>

struct plan;

// An item, a zone and a span of time: the plan's answer.
struct slot {
    size_t zone;       // index in the playlist
    int64_t number;    // running, from 0
    size_t item;       // index in the playlist
    int64_t start_us;  // since the loop began; 0 where lengths are not asked for
    int64_t length_us; // likewise
};

struct plan *plan_new(const struct playlist *playlist);
void plan_free(struct plan *self); // NULL is fine

// Range: number ≥ 0.
struct slot plan_slot(const struct plan *self, size_t zone, int64_t number);

// Slots in one round of the zone.
int64_t plan_round_slots(const struct plan *self, size_t zone);

// How long one round takes. `lengths_us[i]` is the length of item i, 0 for one that cannot be shown
// (it takes no time).
int64_t plan_round_us(const struct plan *self, size_t zone, const int64_t *lengths_us);

// The slot on the screen `at_us` after the loop began. False when nothing in the zone has a length.
bool plan_slot_at(const struct plan *self, size_t zone, int64_t at_us, const int64_t *lengths_us,
                  struct slot *out) __attribute__((warn_unused_result));
