// The sound stream: packets in, 48 kHz stereo in the ring out, from the wished start on. The frame
// with number n belongs to n / 48000 s after that, always: gaps are filled with silence, what comes
// too early or twice is dropped. More channels are mixed down. One thread.
#pragma once

#include "decode/pictures.h"

struct sound;

// Fails: a codec that is not here. Owns: the caller, by sound_close(). Borrows both arguments.
struct sound *sound_open(struct source *source, struct sink *sink, struct error *err)
    __attribute__((warn_unused_result));
void sound_close(struct sound *self);

// Media time 0 in stream time. Without this the first sound is time 0.
void sound_set_origin(struct sound *self, int64_t origin_us);
bool sound_origin(const struct sound *self, int64_t *origin_us); // false while it is not known
enum step sound_step(struct sound *self);

// The source goes on from another place, at or before the wished start. Range: no sound is in the
// ring yet.
void sound_sought(struct sound *self);

int64_t sound_end_us(const struct sound *self); // media time at which the last that came ends
bool sound_is_behind(const struct sound *self); // it is over, and all of it came before the start
int sound_damaged(const struct sound *self);
