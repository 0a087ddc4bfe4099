// The median interval says what one refresh takes; the whole time, in refreshes of about that
// length, how long exactly.
#include "show/refresh.h"

#include <stdlib.h>
#include <string.h>

// A rate that lies this near to a usual one is that one: 50, 60 or 59.94 (60,000/1001) Hz.
// Units: ppm. Source: crystals of displays and graphics cards keep within 100 ppm.
enum { USUAL_WITHIN_PPM = 200 };
// Displays show 10 to 500 frames a second; another number is none of a display.
enum { LEAST_MHZ = 10000, MOST_MHZ = 500000 };

// An interval that is so large a part of a refresh off a whole number of them is odd, and so few of
// all may be: a busy machine's.
enum { ODD_PART = 4, MOST_ODD_PART = 8 };

void refresh_init(struct refresh *self)
{
    self->count = 0;
    self->has_last = false;
    self->is_done = false;
}

static int by_size(const void *a, const void *b)
{
    int64_t left = *(const int64_t *)a;
    int64_t right = *(const int64_t *)b;
    return (left > right) - (left < right);
}

static int64_t median_us(const struct refresh *self)
{
    int64_t sorted[REFRESH_INTERVALS];
    memcpy(sorted, self->intervals_us, sizeof sorted);
    qsort(sorted, REFRESH_INTERVALS, sizeof *sorted, by_size);
    return sorted[REFRESH_INTERVALS / 2];
}

static int usual(int64_t rate_mhz)
{
    int64_t whole = (rate_mhz + 500) / 1000 * 1000;
    const int64_t rates[] = {whole, (whole * 1000 + 500) / 1001};
    for (size_t i = 0; i < sizeof rates / sizeof rates[0]; i++) {
        if (llabs(rate_mhz - rates[i]) * 1000000 <= rates[i] * USUAL_WITHIN_PPM) {
            return (int)rates[i];
        }
    }
    return (int)rate_mhz;
}

static int rate_of(const struct refresh *self)
{
    int64_t one_us = median_us(self);
    int64_t all_us = 0;
    int64_t refreshes = 0; // a missed one counts as the two that it took
    int odd = 0;           // took no whole number of them: the loop and the display disagree
    for (int i = 0; i < REFRESH_INTERVALS; i++) {
        all_us += self->intervals_us[i];
        int64_t whole = one_us > 0 ? (self->intervals_us[i] + one_us / 2) / one_us : 0;
        refreshes += whole;
        odd += llabs(self->intervals_us[i] - whole * one_us) * ODD_PART > one_us;
    }
    if (odd * MOST_ODD_PART > REFRESH_INTERVALS) {
        return 0;
    }
    int64_t rate_mhz = all_us > 0 ? (refreshes * INT64_C(1000000000) + all_us / 2) / all_us : 0;
    return rate_mhz < LEAST_MHZ || rate_mhz > MOST_MHZ ? 0 : usual(rate_mhz);
}

int refresh_presented(struct refresh *self, struct mono at, bool was_awaited)
{
    bool is_next = self->has_last && was_awaited;
    if (is_next && self->count < REFRESH_INTERVALS) {
        self->intervals_us[self->count++] = mono_since(at, self->last);
    }
    self->last = at;
    self->has_last = true;
    if (self->count < REFRESH_INTERVALS || self->is_done) {
        return 0;
    }
    self->is_done = true;
    return rate_of(self);
}
