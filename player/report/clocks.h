// What the wall clock was while nobody knew: worked out from moments of the same boot at which it
// was known, by the clock that never jumps. The ledger itself is never changed.
// A moment that is learnt never changes what an earlier one says of the time behind it, and the
// order in which they are learnt does not matter: sums that were kept stay right.
// Thread: any. Owned by the caller.
#pragma once

#include "ledger/ledger.h"

struct clocks;

struct clocks *clocks_new(void);
void clocks_free(struct clocks *self); // NULL is fine

// Learns from a play or an event that went by a trusted clock; others are passed over. Events must
// have been read with their boot.
void clocks_learn_play(struct clocks *self, const struct play *play);
void clocks_learn_event(struct clocks *self, const struct event *event);
void clocks_learn(struct clocks *self, const char *boot_id, struct mono mono, struct wall wall);

// Whether the boot had a trusted moment at `mono` or before.
bool clocks_knew(const struct clocks *self, const char *boot_id, struct mono mono);

// Moves `wall` to where the last trusted moment of the boot at `mono` or before says it was, of one
// in each hour; without any before, the first behind it. False: nothing is known of that boot.
bool clocks_resolve(const struct clocks *self, const char *boot_id, struct mono mono,
                    struct wall *wall);
