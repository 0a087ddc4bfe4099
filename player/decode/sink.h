// The decoder's side of the ring: where finished pictures and sound go, and how it waits for room.
// Not the judge of what the player does: the player is trusted here. Owned by the program; one
// thread.
#pragma once

#include "media/ring.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct sink;

// Maps the memory at RING_MEMORY_FD and takes the bell at RING_BELL_FD. NULL when they are not
// there or do not fit together. Owns: the caller, by sink_close().
struct sink *sink_open(int memory_fd, int bell_fd);
void sink_close(struct sink *self);

const struct ring_wish *sink_wish(const struct sink *self);
size_t sink_bytes(const struct sink *self); // of all that is shared

// Grows while something is done; a signal handler may read it.
_Atomic uint32_t *sink_progress(struct sink *self);
// Something was read or decoded. Cheap.
void sink_get_on(struct sink *self);

void sink_tell_gaps(struct sink *self, uint32_t gaps); // of the cage: RING_GAP_…
void sink_tell_vetting(struct sink *self, enum ring_vetting vetting);

// How many slots pictures may use; called once, before the first slot is asked for.
void sink_set_slots(struct sink *self, uint32_t slots);

// Where the next picture goes, or NULL while there is no room (or it is wiser to rest).
uint8_t *sink_slot(struct sink *self);
// Hands the picture in sink_slot() to the player.
void sink_put_picture(struct sink *self, int64_t pts_us, int64_t end_us);
uint64_t sink_pictures(const struct sink *self); // how many were put

// How many frames of sound have room; 0 while it is wiser to rest.
size_t sink_sound_room(struct sink *self);
// Range: count ≤ sink_sound_room(). `frames` NULL puts silence.
void sink_put_sound(struct sink *self, const float *frames, size_t count);
uint64_t sink_sound(const struct sink *self); // how many frames were put

// No more will come of this kind; the other may go on.
void sink_end_pictures(struct sink *self);
void sink_end_sound(struct sink *self);

void sink_ready(struct sink *self, const struct ring_info *info);
void sink_fail(struct sink *self, const char *sentence);
void sink_end(struct sink *self, const char *damage); // "" when all is well

// Waits until there is room again. False when the player is gone.
bool sink_wait(struct sink *self);
