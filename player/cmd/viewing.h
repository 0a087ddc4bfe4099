// One item in its zone and nothing else, looked at one instant after the other: by the code that
// plays, without playing up to it. Main thread.
#pragma once

#include "cmd/rehearse.h"

struct viewing;

// Clocks show `wall` at the item's beginning. Range: its length is known; `rehearsal` outlives it.
struct viewing *viewing_new(const struct rehearsal *rehearsal, size_t zone, size_t item,
                            struct wall wall) __attribute__((returns_nonnull));
void viewing_free(struct viewing *self); // NULL is fine

// The zone `at_us` into the item. NULL: it could not be shown there after all. Borrowed until the
// next question.
struct SDL_Surface *viewing_at(struct viewing *self, int64_t at_us);

// When most of it is to be seen: the middle of its time.
int64_t viewing_middle_us(const struct viewing *self);

enum { VIEWING_MOST = 6 };

// Instants that show how it goes: `even` ones of its time, or the middle of each of its pages (of
// VIEWING_MOST where there are more). Range: even 1 … VIEWING_MOST. Returns how many; 0: one
// picture says all.
int viewing_instants(struct viewing *self, int even, int64_t out[VIEWING_MOST]);
