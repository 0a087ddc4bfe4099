// What the cages of decoders lacked, gathered until somebody tells it. Thread: main.
#pragma once

#include <stdint.h>

// As a decoder said: RING_GAP_… bits.
void cage_gap_note(uint32_t gaps);
