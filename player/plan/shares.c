// The least ahead afterwards.
#include "plan/shares.h"

// What the stream would be behind by after its next play, were the screen an ideal one meanwhile.
static int64_t lag_afterwards(const struct share_stream *stream)
{
    return stream->lag - stream->length_us * (SHARE_WHOLE - stream->share_ppm);
}

size_t shares_next(const struct share_stream *streams, size_t count)
{
    size_t next = 0;
    int64_t most = INT64_MIN;
    for (size_t i = 0; i < count; i++) {
        int64_t own = lag_afterwards(&streams[i]);
        if (own > most) {
            most = own;
            next = i;
        }
    }
    return next;
}
