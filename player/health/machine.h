// Which machine this is: its model (of a kind, not of one device), memory, network cards, clocks
// with a battery. Owned by the caller; thread: any.
#pragma once

#include <stdbool.h>
#include <stdint.h>

struct machine {
    char model[96];                    // "Raspberry Pi 4 Model B Rev 1.4"; "" when it does not say
    int64_t memory_kib, available_kib; // 0: not said
    int cards;                         // network cards, without loopback and what is only software
    int cards_up;                      // that have a link
    char card[16];                     // one of those
    bool has_clock;                    // a real-time clock
    bool is_clock_read;                // the kernel set its time from one at boot
};

void machine_read(struct machine *out, const char *root);
