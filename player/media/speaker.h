// The sound device, which may go away and come back: a cable, a server that was started anew, a
// driver that hangs. The mix goes on without it (mix_tend), and so do pictures: nothing here ever
// waits for a device but the first opening. Opening again and closing are done by threads of their
// own, because some drivers never return from either (SDL #2430, #9829); one that hangs is left
// behind, a few of them at most: then it is waited for one to return.
//
// States: open → (removed, or does not ask for sound for SPEAKER_SILENT_US) → lost → opening →
// open, or lost again for twice as long. Thread: main. Owned by the mixer.
#pragma once

#include "base/clock.h"
#include "base/error.h"
#include "media/mix.h"

#define SPEAKER_SILENT_US INT64_C(3000000)
#define SPEAKER_OPENING_US INT64_C(10000000) // an opening that takes longer hangs
#define SPEAKER_RETRY_US INT64_C(1000000)    // first; doubled up to …
#define SPEAKER_RETRY_MOST_US INT64_C(60000000)

struct speaker;

// Opens the device and waits for that. Fails: ERROR_DEVICE. `mix` outlives it.
struct speaker *speaker_open(struct mix *mix, struct error *err)
    __attribute__((warn_unused_result));

// Looks after it. To be called some times a second.
void speaker_tend(struct speaker *self, struct mono now);
// Whether there is no device for now.
bool speaker_is_lost(const struct speaker *self);

// Closes it, waiting for a moment. False: a driver hangs, and may still pull from the mix, which
// then has to stay.
bool speaker_close(struct speaker *self) __attribute__((warn_unused_result));
