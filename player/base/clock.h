// Who is asked what time it is, and how waiting is done.
// Two kinds of time that never mix: mono (since boot, never steps back) and wall (UTC, may jump by
// years). Only the show loop asks; everybody below is told. Tests hand in a virtual clock that
// advances when it sleeps.
#pragma once

#include <stdint.h>

struct mono {
    int64_t us;
};

struct wall {
    int64_t us; // since 1970-01-01T00:00:00Z
};

#define CLOCK_SECOND_US INT64_C(1000000)

struct clock {
    struct mono (*now_mono)(struct clock *self);
    struct wall (*now_wall)(struct clock *self);
    // Returns at or after `deadline`, or early when a signal arrives.
    void (*sleep_until)(struct clock *self, struct mono deadline);
};

// The machine's clock: CLOCK_BOOTTIME (so a suspended board does not stop the day) and
// CLOCK_REALTIME. Thread: any. Owns: static, never freed.
struct clock *clock_system(void);

// A clock that stands still except when it sleeps, or when it is told to move.
// Thread: one at a time.
struct clock_virtual {
    struct clock clock; // first member: hand out &virtual.clock
    struct mono mono;
    struct wall wall;
};
void clock_virtual_init(struct clock_virtual *self, struct wall start);
void clock_virtual_advance(struct clock_virtual *self, int64_t by_us);

static inline int64_t mono_since(struct mono later, struct mono earlier)
{
    return later.us - earlier.us;
}

static inline struct mono mono_after(struct mono from, int64_t by_us)
{
    return (struct mono){from.us + by_us};
}
