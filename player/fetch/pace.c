// Jitter and back-off.
#include "fetch/pace.h"

static int64_t least(int64_t a, int64_t b)
{
    return a < b ? a : b;
}

// Evenly between 0 and `span_us`.
static int64_t share(int64_t span_us, uint32_t draw)
{
    return (int64_t)((double)span_us * ((double)draw / (double)UINT32_MAX));
}

static int64_t jittered(int64_t around_us, uint32_t draw)
{
    int64_t fifth_us = around_us / 5;
    return around_us - fifth_us + share(2 * fifth_us, draw);
}

int64_t fetch_first_us(int64_t every_us, uint32_t draw)
{
    return share(least(every_us, PACE_FIRST_US), draw);
}

int64_t fetch_next_us(const struct pace_state *state, uint32_t draw)
{
    if (state->failures == 0) {
        return jittered(state->every_us, draw);
    }
    int64_t most_us = PACE_MOST_US / 6 * 5; // a fifth comes on top
    int64_t wait_us = least(PACE_RETRY_US, state->every_us);
    for (int i = 1; i < state->failures && wait_us < most_us; i++) {
        wait_us *= 2;
    }
    wait_us = jittered(least(wait_us, most_us), draw);
    int64_t wanted_us = least(state->wanted_us, PACE_MOST_US);
    return wait_us > wanted_us ? wait_us : wanted_us;
}
