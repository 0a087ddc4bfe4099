// Shares of time. Each share is a stream that should get its part of every instant; a play gives
// somebody all of the time for a while, so everybody else falls behind and it runs ahead. The lag
// of a stream is what it should have had since the full hour less what it had. The one goes that
// would be ahead the least after its play. That serves a share evenly instead of in a block, and
// keeps it within one play of its due in every hour.
// Source: measured over thousands of random playlists (tests/plan/test_plan.c): the worst hour was
// off by 0.89 of the longest item, where earliest virtual deadline first was off by 1.2.
// Pure. Units: lags in µs × 1,000,000, shares in millionths.
#pragma once

#include <stddef.h>
#include <stdint.h>

#define SHARE_WHOLE INT64_C(1000000)

struct share_stream {
    int64_t share_ppm; // of the time, after all were scaled to at most the whole
    int64_t lag;
    int64_t length_us; // of its next play
};

// Returns the index of the one that goes. Range: at least one stream.
size_t shares_next(const struct share_stream *streams, size_t count);
