// One zone's turn: the play that is on the glass, counted from what was presented, and written to
// the ledger as it changes. Thread: main. Owned by the programme.
#pragma once

#include "base/clock.h"
#include "ledger/play.h"
#include "ledger/writer.h"
#include "playlist/playlist.h"

#include <stdbool.h>
#include <stdint.h>

// What every play of this run shares. Borrowed; `writer` NULL: nothing is logged.
struct turn_context {
    struct writer *writer;
    const struct playlist *playlist;
    const struct zone *zones; // by number: the playlist's, and the emergency's
    enum display_power display;
};

struct turn {
    int64_t ticket; // of the open play; 0: none is open
    struct mono opened;
    struct mono counted_to; // visible time is counted up to here
    struct mono stored;     // when progress was last handed to the ledger
    struct play_progress shown;
    int64_t visible_us;
    bool is_visible; // the last frame reached the glass
};

// The play of `item` begins with the frame of `now`.
void turn_open(struct turn *self, const struct turn_context *context, size_t zone, int64_t slot,
               const struct item *item, int64_t planned_us, struct mono now, struct wall wall,
               enum clock_trust trust);

// The picture stood on the glass until `now`; `is_visible`: presents reached it. `is_new`: this
// frame changed it.
void turn_count(struct turn *self, struct mono now, bool is_visible, bool is_new, int64_t late);

// The last `us` before now were seen by nobody.
void turn_take_back(struct turn *self, int64_t us);

// Every few seconds the ledger hears how far it is, so that a power cut costs little.
void turn_store(struct turn *self, const struct turn_context *context, struct mono now);

// The play ends with the frame of `now`. Nothing happens when none is open.
void turn_close(struct turn *self, const struct turn_context *context, enum play_end end,
                struct mono now);

// An item that could not be shown at all: a play of no length that failed.
void turn_failed(const struct turn_context *context, size_t zone, int64_t slot,
                 const struct item *item, struct mono now, struct wall wall,
                 enum clock_trust trust);
