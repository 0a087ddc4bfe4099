// How long to wait before looking again: many points ask one server, and it is not to notice that
// they were all switched on at eight. Pure; any thread.
#pragma once

#include <stdint.h>

#define PACE_MINUTE_US INT64_C(60000000)
#define PACE_USUAL_US (60 * PACE_MINUTE_US)
#define PACE_FIRST_US (15 * PACE_MINUTE_US) // the first look comes within this
#define PACE_RETRY_US (5 * PACE_MINUTE_US)  // after the first failure; doubles with each
#define PACE_MOST_US (360 * PACE_MINUTE_US) // after failures, whatever happens

struct pace_state {
    int64_t every_us;  // between looks that went well; > 0
    int failures;      // in a row; ≥ 0
    int64_t wanted_us; // that the server asked to be left alone; 0
};

// `draw`: evenly at random. From 0 to PACE_FIRST_US, and no longer than `every_us`.
int64_t fetch_first_us(int64_t every_us, uint32_t draw);
// Within a fifth of `every_us`; after failures as above, within a fifth as well, and not before the
// server wants to be asked again.
int64_t fetch_next_us(const struct pace_state *state, uint32_t draw);
