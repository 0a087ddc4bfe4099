// Weights turned into a repeatable order: in each round every member comes as often as its weight
// says, spread out as evenly as whole turns allow, and nobody twice in a row unless more than half
// of the turns are its own. Pure; owned by the caller; any thread may read. Source: smooth weighted
// round robin (each turn every member gains its weight, the richest goes and pays the sum), with
// turns kept apart as rota.c says.
#pragma once

#include <stddef.h>
#include <stdint.h>

struct rota {
    size_t *order; // one round: indices of members
    size_t length; // the sum of the weights
};

// Range: count ≥ 1, every weight 1 … 100.
void rota_init(struct rota *self, const int *weights, size_t count);
void rota_fini(struct rota *self);

// The member whose turn is number `turn` (from 0, for ever).
size_t rota_member(const struct rota *self, int64_t turn);
