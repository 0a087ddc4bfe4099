// A playlist being performed: its plan, its stage, and whose turn it is in each zone. The show has
// one, and for a moment a second one that gets ready behind it when the playlist was changed.
// Thread: main. Owned by the show.
#pragma once

#include "base/clock.h"
#include "ledger/trust.h"
#include "playlist/playlist.h"
#include "show/turn.h"
#include "stage/stage.h"

#include <stdbool.h>

struct programme;

struct programme_parts {
    struct act_env env;
    struct writer *writer;
    enum display_power display;
    struct size canvas;
};

// Takes the playlist over, also when it is later freed.
struct programme *programme_new(struct playlist *playlist, const struct programme_parts *parts);
// The same playlist with other parts, from its beginning; `self` is let go. Before anything is on.
struct programme *programme_again(struct programme *self, const struct programme_parts *parts);
// Nothing may be open any more (programme_close_plays).
void programme_free(struct programme *self);

// One instant, as the clocks of the show told it.
struct moment {
    struct mono now;  // of the frame, really since boot: what the ledger stores
    struct mono show; // the show's own time: pauses taken out
    struct wall wall;
    enum clock_trust trust;
};

// Cues, takes and skips whatever is due in every zone.
void programme_direct(struct programme *self, const struct moment *moment);

// Gets the first item of each zone that can be shown ready, without putting anything on. One that
// fails or takes too long is passed over. To be called until the programme is ready.
void programme_get_ready(struct programme *self, const struct moment *moment);
// Whether every zone has an item ready, or has found out that it has none.
bool programme_is_ready(const struct programme *self);
// Whether the leading zone (the first of the file) is between two items, or shows none.
bool programme_is_between(struct programme *self, const struct moment *moment);

// Jumps in the leading zone: +1 next, −1 previous.
void programme_jump(struct programme *self, int by);

// The earliest show time at which programme_direct() has something to do; INT64_MAX: not by itself.
int64_t programme_next_us(const struct programme *self, const struct moment *moment);

// Counts a frame that was drawn: plays grow, the ledger hears of them. `is_visible`: it reached the
// glass.
void programme_count(struct programme *self, const struct moment *moment, bool is_visible,
                     int64_t late);

// Another programme takes over: what came to its end is complete, what did not was preempted.
void programme_leave(struct programme *self, const struct moment *moment);

// All open plays end here.
void programme_close_plays(struct programme *self, const struct moment *moment, enum play_end end);

struct stage *programme_stage(struct programme *self);
const struct playlist *programme_playlist(const struct programme *self);
// The item that is on in the leading zone; NULL: the house card.
const struct item *programme_leading(const struct programme *self);
bool programme_has_begun(const struct programme *self); // something is on in every zone
