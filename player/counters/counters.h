// What counts people beside the player, live: a thread for each source that adds up whole numbers
// until they are taken. Nothing else can come through: a message is a number or is refused, and
// neither its bytes nor who sent it is kept. The queue between the threads is one number a source,
// so nothing is ever dropped for lack of room; what was not taken at the end is lost.
//
// A source that cannot be reached is tried again, by itself, from half a second on and up to once a
// minute. A broker's name is looked up on the source's thread; counters_stop() waits for that.
// Thread: the one that started them. Owned by the caller.
#pragma once

#include "base/error.h"
#include "counters/wish.h"

#include <stddef.h>
#include <stdint.h>

struct counters;

// Starts a thread for each of `wishes`, which outlive it. Fails: ERROR_DEVICE, no threads.
struct counters *counters_start(const struct counter_wish *wishes, size_t count, struct error *err)
    __attribute__((warn_unused_result));
void counters_stop(struct counters *self); // NULL is fine

enum { COUNTER_TROUBLE_BYTES = 160 };

struct counted {
    int64_t number;  // of people or touches since it was last asked
    int64_t refused; // messages since then that were no whole number, or an impossible one
    bool is_up;      // the source can be reached
    char trouble[COUNTER_TROUBLE_BYTES]; // why it cannot, for people; "" when it can
};

// What source `index` has counted since this was last asked. Never blocks.
struct counted counters_take(struct counters *self, size_t index);

// Readable once something was counted or refused, or a source came or went, since it was last
// emptied (eventfd). For whoever wants to wait for that; the show looks now and then instead.
int counters_news(const struct counters *self);
