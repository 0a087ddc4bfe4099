// Smooth weighted round robin, worked out once for a whole round.
#include "plan/rota.h"

#include "base/mem.h"

#include <stdlib.h>

void rota_init(struct rota *self, const int *weights, size_t count)
{
    int64_t sum = 0;
    for (size_t i = 0; i < count; i++) {
        sum += weights[i];
    }
    self->length = (size_t)sum;
    self->order = mem_zeroed(self->length, sizeof *self->order);
    int64_t *credit = mem_zeroed(count, sizeof *credit);
    for (size_t turn = 0; turn < self->length; turn++) {
        size_t richest = 0;
        for (size_t i = 0; i < count; i++) {
            credit[i] += weights[i];
            if (credit[i] > credit[richest]) {
                richest = i; // equal credit: the earlier one keeps its place in the author's order
            }
        }
        credit[richest] -= sum;
        self->order[turn] = richest;
    }
    free(credit);
}

void rota_fini(struct rota *self)
{
    free(self->order);
    *self = (struct rota){0};
}

size_t rota_member(const struct rota *self, int64_t turn)
{
    return self->order[(size_t)turn % self->length];
}
