// The cage that the decoder program locks itself into before it looks at a byte of a medium: what a
// hostile film could make it do then is to draw nonsense and to end. Layers, each of which holds
// without the others: limits on what it may use up; no new privileges; Landlock, under which no
// file, port or process outside can be reached by name; and a short list of system calls, any other
// of which kills it. What a kernel lacks is told, and the rest holds. There is no way back out.
// Needs nothing but the C library. Thread: the main one, before any other is started.
#pragma once

#include <stdatomic.h>
#include <stdbool.h>
#include <stdint.h>

enum cage_layer {
    CAGE_LIMITS = 0, // memory, core files, descriptors, processor time
    CAGE_NO_PRIVILEGES,
    CAGE_LANDLOCK,
    CAGE_CALLS,
    CAGE_LAYERS,
};

struct cage_layer_state {
    bool holds;
    char words[96]; // what it is made of here, or why it does not hold
};

struct cage {
    struct cage_layer_state layers[CAGE_LAYERS];
};

// The descriptors that the program works on, the only ones it may use afterwards.
struct cage_wish {
    int media_fd;               // read
    int bell_fd;                // sent to and received from
    uint64_t shared;            // bytes of memory that it shares with the player
    uint64_t box_pixels;        // of the largest picture it hands on
    _Atomic uint32_t *progress; // grows while it works; processor time without that is limited
};

// Locks the process in. Standard error goes where standard output does (nowhere) but in a build
// with a sanitizer: a hostile film must not fill the player's journal.
void cage_enter(const struct cage_wish *wish, struct cage *out);

const char *cage_layer_name(enum cage_layer layer); // "landlock"

// Tries the cage in a child of its own, which also tries to leave it: what holds on this machine.
// Prints a line per layer. True when all of it holds.
bool cage_print(void);
