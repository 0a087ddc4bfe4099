// What time the plan goes by. The monotonic clock carries it; the wall clock only says how far the
// two are apart, and is believed when that is plausible. So a board without a battery clock, a
// clock that jumps by years either way, or one that is set back by seconds never makes the plan
// start over.
//
// Rules:
// 1. A clock that is synchronised is believed, unless it shows a time before this program was made.
// 2. One that a battery carried over the night, or that somebody sets while the player runs, is
//    believed unless it is also before the latest time that was ever known (the ledger's).
// 3. Once known, the time stays known: without a word from the wall clock it simply goes on. Only a
//    clock that nobody synchronised is given up again when the ledger, which is open a moment
//    later, remembers a later time.
// 4. Steps of up to a second are drift: the plan follows them. Larger ones are jumps, and told.
// Pure: every instant is handed in. Thread: any one.
#pragma once

#include "base/clock.h"
#include "ledger/play.h"

#include <stdbool.h>

struct timekeeper {
    struct wall earliest; // no plausible clock is before it
    struct wall highest;  // latest time that was ever known
    bool is_known;
    bool is_sure;      // a synchronised clock said it
    int64_t offset_us; // plan's time minus mono: the wall's as believed, else minus the start
    int64_t start_us;  // mono of the first look, less the head start
    int64_t head_us;   // what the plan's time is at the first look, while no clock is known
    int64_t seen_us;   // wall minus mono, as last seen
    bool has_seen;
};

enum time_news {
    TIME_STEADY = 1,
    TIME_FOUND,   // the time became known
    TIME_JUMPED,  // it is another than it was thought to be
    TIME_DOUBTED, // the wall clock jumped, and is not believed: the plan's time goes on
    TIME_LOST,    // it was known, and cannot be right
};

// `head_us`: what the plan's time is at the beginning, while no clock is known. Usually 0.
void timekeeper_init(struct timekeeper *self, struct wall earliest, int64_t head_us);

// The ledger remembers that it was `highest` once. TIME_STEADY or TIME_LOST; `by_us` (may be NULL):
// how far the time that was believed lies from it.
enum time_news timekeeper_remember(struct timekeeper *self, struct mono now, struct wall highest,
                                   int64_t *by_us);

// What the wall clock says now. `by_us` (may be NULL): how far it jumped.
enum time_news timekeeper_look(struct timekeeper *self, struct mono now, struct wall wall,
                               enum clock_trust trust, int64_t *by_us);

// The plan's time: the wall's where it is known, else the time since the first look.
struct wall timekeeper_at(const struct timekeeper *self, struct mono now);

// What a play that begins when the wall clock shows `wall` may claim of it: as much as the clock is
// trusted, and nothing where it shows a time before this program was made.
enum clock_trust timekeeper_trust(const struct timekeeper *self, struct wall wall,
                                  enum clock_trust trust);
