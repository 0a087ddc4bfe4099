// A show performed for a witness: the player's own loop, clock, stage and decoders, on a screen
// that lets a witness look at every picture at the moment it went on. Under a display it is a
// window, otherwise memory. Thread: main.
#pragma once

#include "base/clock.h"
#include "ledger/writer.h"

#include <stdbool.h>
#include <stdint.h>

struct SDL_Surface;

// Looks at `canvas` right after it was presented, at `at`. Must be quick: the show waits.
typedef void performance_look(void *self, struct SDL_Surface *canvas, struct mono at);

// Everything is borrowed.
struct performance {
    const char *playlist;  // file
    struct writer *writer; // NULL: nothing is logged
    int64_t for_us;
    bool wants_sound;
    performance_look *look;
    void *look_self;
};

// Performs it, or ends the program with a sentence when it cannot.
void performance_run(const struct performance *self);

// Ends the program with exit code 3.
void performance_stop_with(const char *what) __attribute__((noreturn));
