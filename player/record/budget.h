// How many bits a second pictures and sound may have, so that the whole keeps to the limits of a
// format. Pure; any thread.
#pragma once

#include "base/error.h"
#include "record/format.h"

#include <stdint.h>

struct budget {
    int64_t picture_bit_s; // over any time, with as much again once from a buffer; 0: no limit
    int sound_bit_s;       // 0: no sound
};

// `frames` pictures in `length_us`. Range: length_us > 0 when the format has most_bytes. Fails:
// ERROR_CONFIG, when what is left for the pictures shows nothing.
bool budget_make(struct budget *out, const struct format *format, int64_t length_us, int64_t frames,
                 bool has_sound, struct error *err) __attribute__((warn_unused_result));
