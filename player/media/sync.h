// How a film's pictures follow its sound. Pure; any thread.
#pragma once

#include <stdint.h>

// Sound may trail or lead the picture by this much without anybody noticing (ITU-R BT.1359-1:
// detectability from 125 ms late to 45 ms early; the narrower one both ways).
#define SYNC_FREE_US INT64_C(45000)

// How far media time runs ahead of the time since the film went on, so far `ahead_us`, when the
// loudspeaker is heard at `heard_us` of the film and the film has been on for `elapsed_us`. Inside
// SYNC_FREE_US nothing is corrected, since every correction is a picture shown too long or too
// short; beyond it the difference is taken back a millisecond at a time, or at once when it is too
// large for that (a device that stood still).
int64_t sync_follow(int64_t ahead_us, int64_t heard_us, int64_t elapsed_us);
