// Flashing text.
#include "stage/blink.h"

// Rounded up: never faster than was asked. Even, so that both halves are as long.
static int64_t period_us(int rate_mhz)
{
    return (INT64_C(500000000) + rate_mhz - 1) / rate_mhz * 2;
}

bool blink_is_on(int rate_mhz, int64_t elapsed_us)
{
    return rate_mhz <= 0 || elapsed_us % period_us(rate_mhz) < period_us(rate_mhz) / 2;
}

int64_t blink_next_us(int rate_mhz, int64_t elapsed_us)
{
    if (rate_mhz <= 0) {
        return INT64_MAX;
    }
    int64_t half_us = period_us(rate_mhz) / 2;
    return (elapsed_us / half_us + 1) * half_us;
}

int64_t blink_began_us(int rate_mhz, int64_t elapsed_us)
{
    return rate_mhz <= 0 ? elapsed_us : elapsed_us - elapsed_us % period_us(rate_mhz);
}
