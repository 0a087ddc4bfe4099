// The player's side of the ring: reads what a decoder wrote, and believes none of it. Every number
// is copied once and checked; a ring that breaks the rules is called broken and read no more.
// Thread: main; intake_take_sound() from one thread at a time, which may be another one.
// Owned by whoever made it; a second owner holds it with intake_hold().
#pragma once

#include "media/ring.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct intake;

// Memory for the wish, its size sealed so that no one can pull it away from under us. NULL when the
// box is too large or memory is short. `*memory_fd` is for the decoder; the caller closes it.
struct intake *intake_new(const struct ring_wish *wish, int *memory_fd);
void intake_hold(struct intake *self);    // Thread: main
void intake_release(struct intake *self); // Thread: main. NULL is fine

// The bell's other end is closed by intake_hang_up(). Owns: the descriptor from here on.
void intake_set_bell(struct intake *self, int bell_fd);
void intake_hang_up(struct intake *self);

enum ring_state intake_state(struct intake *self);
bool intake_is_broken(const struct intake *self); // the decoder wrote what cannot be
bool intake_is_gone(const struct intake *self);   // the decoder closed its end of the bell
bool intake_has_ended(const struct intake *self); // the decoder said that all is in the ring
bool intake_pictures_are_over(const struct intake *self); // … all pictures
bool intake_sound_is_over(const struct intake *self);     // … all sound

uint32_t intake_cage_gaps(const struct intake *self);        // RING_GAP_…
enum ring_vetting intake_vetting(const struct intake *self); // anything unknown: not vetted
// Changes as the decoder says that it gets on. A hostile one may say so for ever.
uint32_t intake_progress(const struct intake *self);

// Valid once the state is RING_READY; checked. False: broken.
bool intake_info(struct intake *self, struct ring_info *out);
// A copy of what the decoder said, made printable. `size` ≥ 4.
void intake_error(const struct intake *self, char *out, size_t size);
void intake_damage(const struct intake *self, char *out, size_t size);

// How many pictures were put so far, from the first.
uint64_t intake_pictures(struct intake *self);
// When picture `number` belongs on the screen. Range: not given back yet, below intake_pictures().
// False: broken.
bool intake_slot(struct intake *self, uint64_t number, struct ring_slot *out);
const uint8_t *intake_pixels(const struct intake *self, uint64_t number);
// Gives the pictures below `number` back to the decoder.
void intake_give_back(struct intake *self, uint64_t number);

// Copies at most `count` frames of sound, numbers within ±8; returns how many there were. Never
// blocks.
size_t intake_take_sound(struct intake *self, float *out, size_t count);
size_t intake_sound_waiting(struct intake *self);
uint64_t intake_sound_taken(const struct intake *self);

// Waits until the decoder did something, at most `timeout_ms`; `is_there` is asked after saying
// that we wait. False when the time ran out.
typedef bool intake_question(void *self);
bool intake_wait(struct intake *self, int timeout_ms, intake_question *is_there, void *asker);
