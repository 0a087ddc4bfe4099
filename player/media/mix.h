// Adds up the sounds that play at the same time. No device, no lock, no memory after the start:
// mix_run() belongs to the audio thread, everything else to main; they meet in atomic fields alone.
// Owned by the mixer (or a test).
#pragma once

#include "base/clock.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { MIX_RATE = 48000, MIX_CHANNELS = 2 };
enum { MIX_VOICES = 8 };                 // zones that sound at once, and the ones that fade out
#define MIX_FADE_FRAMES (MIX_RATE / 200) // 5 ms: shorter clicks, longer is heard as a fade

// Where a voice's sound comes from. Never blocks; returns how many of `count` frames there were.
typedef size_t mix_pull(void *source, float *out, size_t count);

struct mix;

// Owns: the caller, by mix_free(). `clock` stamps what was consumed; it must outlive the mix.
struct mix *mix_new(struct clock *clock);
void mix_free(struct mix *self);

void mix_set_volume(struct mix *self, double gain); // 0 … 1, reached within a fade
void mix_pause(struct mix *self, bool is_paused);   // fades, then stands still and consumes nothing

// Whether mix_start() would find a voice.
bool mix_has_room(const struct mix *self);
// Starts to pull from `source`. Returns the voice's number, −1 when MIX_VOICES are busy.
int mix_start(struct mix *self, mix_pull *pull, void *source, double gain);
// Fades the voice out. Its source is pulled until mix_take_stopped() gives it back.
void mix_stop(struct mix *self, int voice);
// Lets the voice play until its source has no more, or for `most_us`, then fades it out.
void mix_finish(struct mix *self, int voice, int64_t most_us);
// A source that is pulled no more, NULL when there is none. To be called now and then.
void *mix_take_stopped(struct mix *self);

// Media time at the loudspeaker by `now`; −1: nothing heard yet, or mix_run() was not called for
// longer than MIX_STALL_US. Never goes backwards while the voice plays.
#define MIX_STALL_US 200000
int64_t mix_heard_us(struct mix *self, int voice, struct mono now);

// Fills `out` with `count` frames: silence where no voice has any. Thread: audio.
void mix_run(struct mix *self, float *out, size_t count);

// Stands in for a device that has stopped asking (MIX_STALL_US): takes the sound that would have
// been heard by `now` and throws it away, so that a full ring never stops a film. A device that
// comes back takes over again. To be called some times a second. Thread: main.
void mix_tend(struct mix *self, struct mono now);
