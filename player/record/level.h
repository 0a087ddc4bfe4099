// What a level of a codec promises to whoever decodes: how large the pictures are, how many of
// their blocks come in a second, and how many bits. Pure; any thread. Source: ITU-T H.264 (08/2021)
// table A-1; ITU-T H.265 (08/2021) tables A.8 and A.9, main tier.
#pragma once

#include "base/error.h"
#include "base/geom.h"
#include "record/format.h"

#include <stdint.h>

// Whether pictures of that size and rate (frames per 1000 s) keep to `level` (40 is 4.0). Fails:
// ERROR_CONFIG, with the level that would do.
bool level_check(enum codec codec, int level, struct size size, int rate_mhz, struct error *err)
    __attribute__((warn_unused_result));

// The lowest level that holds such pictures, and `bit_s` of them (0: any). 0 when none does.
int level_for(enum codec codec, struct size size, int rate_mhz, int64_t bit_s);
// How many of such pictures it holds in 1000 s; 0: not a single one. Range: a level that there is.
int level_most_mhz(enum codec codec, int level, struct size size);

// Range, of both: level_check() was passed.
int64_t level_bit_s(enum codec codec, int level);
// How many earlier pictures a decoder keeps. Range: H.264.
int level_references(int level, struct size size);
