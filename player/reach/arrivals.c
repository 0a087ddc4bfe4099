// People over time.
#include "reach/arrivals.h"

#include "base/mem.h"

#include <assert.h>
#include <math.h>
#include <stdlib.h>

#define HOUR_S 3600.0

void arrivals_init(struct arrivals *self, double from_s)
{
    *self = (struct arrivals){.from_s = from_s};
}

void arrivals_fini(struct arrivals *self)
{
    free(self->pieces);
    *self = (struct arrivals){0};
}

void arrivals_add(struct arrivals *self, double until_s, double per_hour)
{
    assert(until_s > arrivals_begin_s(self, self->count) && isfinite(until_s));
    assert(per_hour >= 0 && isfinite(per_hour));
    self->pieces = MEM_GROW(self->pieces, self->count, self->capacity);
    self->pieces[self->count++] = (struct arrivals_piece){until_s, per_hour};
}

void arrivals_add_day(struct arrivals *self, const struct audience *audience, int weekday)
{
    double from_s = arrivals_begin_s(self, self->count);
    for (int hour = 0; hour < AUDIENCE_HOURS; hour++) {
        arrivals_add(self, from_s + HOUR_S * (hour + 1), audience->per_hour[weekday][hour]);
    }
}

double arrivals_begin_s(const struct arrivals *self, size_t i)
{
    return i > 0 ? self->pieces[i - 1].until_s : self->from_s;
}

size_t arrivals_at(const struct arrivals *self, double at_s)
{
    size_t low = 0;
    size_t high = self->count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (self->pieces[middle].until_s > at_s) {
            high = middle;
        } else {
            low = middle + 1;
        }
    }
    return low;
}

double arrivals_total(const struct arrivals *self)
{
    double sum = 0;
    for (size_t i = 0; i < self->count; i++) {
        sum += self->pieces[i].per_hour / HOUR_S *
               (self->pieces[i].until_s - arrivals_begin_s(self, i));
    }
    return sum;
}
