// Whether a text that flashes can be seen: half of each period it can, beginning with its first
// moment. A function of elapsed time alone. Pure; any thread.
#pragma once

#include <stdbool.h>
#include <stdint.h>

// Range: rate_mhz 0 … 3000 flashes per 1000 s, 0: it does not flash; elapsed_us ≥ 0.
bool blink_is_on(int rate_mhz, int64_t elapsed_us);

// When that changes next; INT64_MAX when it never does.
int64_t blink_next_us(int rate_mhz, int64_t elapsed_us);

// The last moment up to `elapsed_us` at which a flash began; the moment itself when it does not
// flash.
int64_t blink_began_us(int rate_mhz, int64_t elapsed_us);
