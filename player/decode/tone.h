// High dynamic range for a screen that has none: PQ and HLG in BT.2020 become ordinary BT.709
// pixels. Simple on purpose: one curve for all scenes, no look at the film's own metadata.
// One thread.
#pragma once

#include <stdbool.h>
#include <stdint.h>

struct tone;

// `is_pq` false: HLG. Owns: the caller, by tone_free().
struct tone *tone_new(bool is_pq);
void tone_free(struct tone *self);

// `from`: RGBA, 16 bits each, as coded; `to`: BGRX. Strides in bytes.
void tone_map(const struct tone *self, const uint8_t *from, int from_stride, uint8_t *to,
              int to_stride, int width, int height);
