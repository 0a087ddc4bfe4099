// Following the sound without twitching.
#include "media/sync.h"

enum { STEP_US = 1000, JUMP_US = 500000 };

int64_t sync_follow(int64_t ahead_us, int64_t heard_us, int64_t elapsed_us)
{
    int64_t away_us = heard_us - (elapsed_us + ahead_us);
    int64_t size_us = away_us < 0 ? -away_us : away_us;
    if (size_us <= SYNC_FREE_US) {
        return ahead_us;
    }
    if (size_us > JUMP_US) {
        return heard_us - elapsed_us;
    }
    int64_t beyond_us = size_us - SYNC_FREE_US;
    int64_t step_us = beyond_us < STEP_US ? beyond_us : STEP_US;
    return ahead_us + (away_us < 0 ? -step_us : step_us);
}
