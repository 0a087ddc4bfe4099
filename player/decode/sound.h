// The sound stream: packets in, 48 kHz stereo in the ring out. The frame with number n belongs to
// media time n / 48000 s, always: gaps are filled with silence, what comes too early or twice is
// dropped. More channels are mixed down. One thread.
#pragma once

#include "decode/pictures.h"

struct sound;

// Fails: a codec that is not here. Owns: the caller, by sound_close(). Borrows both arguments.
struct sound *sound_open(struct source *source, struct sink *sink, struct error *err)
    __attribute__((warn_unused_result));
void sound_close(struct sound *self);

// Media time 0 in stream time. Without this the first sound is time 0.
void sound_set_origin(struct sound *self, int64_t origin_us);
enum step sound_step(struct sound *self);
int sound_damaged(const struct sound *self);
