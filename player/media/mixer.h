// All sound of the player: one device at a time, 48 kHz stereo, fed by a callback
// that mixes the voices. No sound device is not an error: time then simply passes. Whoever records
// takes the sound instead of a device. Thread: main; the callback belongs to SDL's audio thread.
#pragma once

#include "base/clock.h"
#include "base/error.h"
#include "media/medium.h"

struct mixer;
struct voice;

// Opens the device. Fails: ERROR_DEVICE (go on without sound: every function below takes a NULL
// mixer).
struct mixer *mixer_open(struct clock *clock, struct error *err)
    __attribute__((warn_unused_result));
// Without a device: the sound is taken by mixer_take(), which waits for decoders. Pictures go by
// the show's own time then, and stay with the sound because as much is taken as time passes.
struct mixer *mixer_open_taken(struct clock *clock) __attribute__((returns_nonnull));
// The sound that follows. Shape: `count` frames, 48 kHz, stereo, float, left and right in turn;
// −1 … 1. Range: a mixer without a device.
void mixer_take(struct mixer *self, float *out, size_t count);
// After the last voice was stopped. Does not wait for a device that hangs. NULL is fine.
void mixer_close(struct mixer *self);

void mixer_set_volume(struct mixer *self, int percent); // 0 … 100
void mixer_set_muted(struct mixer *self, bool is_muted);
void mixer_pause(struct mixer *self, bool is_paused);

// Keeps time passing while the device is stuck, and opens one again that is gone
// (media/speaker.h). To be called some times a second.
void mixer_tend(struct mixer *self, struct mono now);
// Whether the device is gone for now. NULL: there never was one, which is no loss.
bool mixer_is_lost(const struct mixer *self);

// Starts `medium`'s sound at `from_us` of media time. The voice keeps the medium's ring alive until
// voice_stop().
struct voice *voice_start(struct mixer *mixer, struct medium *medium, int64_t from_us,
                          double gain_db);
void voice_stop(struct voice *self); // fades over 5 ms so that nothing clicks; NULL is fine

// Lets the last moments play out (a film is closed while its last sound is still on its way to the
// loudspeaker), at most VOICE_TAIL_US; a voice with more left than that is stopped. NULL is fine.
#define VOICE_TAIL_US 250000
void voice_finish(struct voice *self);

// Media time that is leaving the loudspeaker now, or −1 while it is not known (no device, nothing
// heard yet, device stalled for longer than 200 ms, taken by hand): then the caller goes by its own
// clock.
int64_t voice_heard_us(struct voice *self);
