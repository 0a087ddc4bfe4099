// What medium.c (opening, pictures) and medium_end.c (sound, the end, damage) know of each other.
// Private to these two files. Thread: main.
#pragma once

#include <stdbool.h>
#include <stdint.h>
#include <sys/types.h>

#include "media/intake.h"
#include "media/medium.h"

struct medium {
    struct intake *intake;
    pid_t child;
    bool has_child; // not yet reaped
    int patience_ms;
    enum medium_state state;
    struct ring_info ring; // checked, once READY
    struct medium_info info;
    int64_t start_us; // media time of the first sound
    int64_t current;  // number of the picture that is shown, −1 before
    bool is_given_up;
    bool has_listener;       // somebody takes the sound, or did once
    char trouble[RING_TEXT]; // said by us: given up, died, broke the rules
    char error[RING_TEXT];
    char damage[RING_TEXT];
};

// Keeps the first sentence about what went wrong.
void medium_say(struct medium *self, const char *sentence);
// Looks whether the decoder died before it was done, and says how.
void medium_look_after_child(struct medium *self);
// Whether nothing more will be put into the ring. What is in it already may still be shown.
bool medium_is_complete(const struct medium *self);
// Media time after so many frames of sound.
int64_t medium_sound_us(const struct medium *self, uint64_t frames);
// Sound that nobody takes passes by, or it would stop the decoder and never be over.
void medium_let_sound_pass(const struct medium *self, int64_t at_us);
