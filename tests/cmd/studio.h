// A playlist in a folder of its own, performed before a screen in memory, and what came of it.
#pragma once

#include "cmd/take.h"

#include <signal.h>
#include <stdbool.h>
#include <stdint.h>

enum { STUDIO_RATE_MHZ = 25000, FRAMES_MOST = 4000 };

// What one take was: a picture of every frame, by its digest, and all of its sound.
struct reel {
    uint64_t hashes[FRAMES_MOST];
    bool is_changed[FRAMES_MOST];
    int64_t count;
    struct SDL_Surface *first;
    float *sound;
    size_t sound_count, sound_capacity;
    volatile sig_atomic_t *ends; // set after so many frames
    int64_t ends_after;
    int64_t fails_after; // frames; 0: never
};

struct studio {
    char *folder;
    char *point; // NULL: none
    struct setting setting;
    struct reel reel;
};

extern const struct size studio_canvas;
extern const char studio_slogans[]; // two that stand, the second fading in, and one that runs

// For the sink of a take.
bool reel_keep_picture(void *reel, const struct SDL_Surface *picture, const struct rect *changed,
                       int count, struct error *err);
bool reel_keep_sound(void *reel, const float *frames, size_t count, struct error *err);
void reel_forget(struct reel *self);

void studio_build(struct studio *self, const char *playlist);
void studio_tear_down(struct studio *self);
void studio_load(struct studio *self); // setting; once for each take

// Takes `frames` from `start_us` on.
void studio_take(struct studio *self, int64_t start_us, int64_t frames);
// The digest of what `xiaolaba shot` shows at that time.
uint64_t studio_shot_hash(struct studio *self, int64_t at_us);
