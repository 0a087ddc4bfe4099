// Smooth weighted round robin, worked out once for a whole round.
//
// By itself that order puts a member twice in a row now and then, mostly where a round meets the
// next (weights 1, 1, 2 give c a b c · c a b c). Where no member has more than half of the turns
// this can be avoided: the richest goes unless it went last, and unless somebody must go now to
// keep its own remaining turns apart. k turns of one member fit into a row of n places exactly when
// k ≤ (n + 1) / 2, and an end of the row that lies beside a turn of its own takes one place away:
// the end of the round, for the member that begins it.
#include "plan/rota.h"

#include "base/mem.h"

#include <stdbool.h>
#include <stdlib.h>

struct member {
    int64_t weight;
    int64_t credit;
    int64_t left; // turns it still has in this round
};

struct round {
    struct member *members;
    size_t count;
    int64_t sum;
    bool keeps_apart;   // nobody has more than half of the turns
    size_t first, last; // whose turn was first and last; count: nobody's yet
};

// Most turns of one member in a row of `places`. Range: places ≥ −1.
static int64_t most_apart(int64_t places)
{
    return (places + 1) / 2;
}

// Whether this turn must be its own, with `after` more turns to come.
static bool is_urgent(const struct round *self, size_t i, int64_t after)
{
    return self->members[i].left > most_apart(after - (i == self->first));
}

static size_t choose(const struct round *self, int64_t after)
{
    size_t richest = self->count;
    for (size_t i = 0; i < self->count; i++) {
        if (self->keeps_apart && is_urgent(self, i, after)) {
            return i;
        }
        // equal credit: the earlier one keeps its place in the author's order
        bool is_richer =
            richest == self->count || self->members[i].credit > self->members[richest].credit;
        bool may_go = !self->keeps_apart || (i != self->last && self->members[i].left > 0);
        if (is_richer && may_go) {
            richest = i;
        }
    }
    return richest;
}

static struct round round_of(const int *weights, size_t count)
{
    struct round self = {.count = count, .first = count, .last = count};
    self.members = mem_zeroed(count, sizeof *self.members);
    int64_t heaviest = 0;
    for (size_t i = 0; i < count; i++) {
        self.members[i] = (struct member){.weight = weights[i], .left = weights[i]};
        self.sum += weights[i];
        heaviest = weights[i] > heaviest ? weights[i] : heaviest;
    }
    self.keeps_apart = 2 * heaviest <= self.sum;
    return self;
}

void rota_init(struct rota *self, const int *weights, size_t count)
{
    struct round round = round_of(weights, count);
    self->length = (size_t)round.sum;
    self->order = mem_zeroed(self->length, sizeof *self->order);
    for (size_t turn = 0; turn < self->length; turn++) {
        for (size_t i = 0; i < count; i++) {
            round.members[i].credit += round.members[i].weight;
        }
        size_t next = choose(&round, round.sum - (int64_t)turn - 1);
        round.members[next].credit -= round.sum;
        round.members[next].left--;
        round.first = turn == 0 ? next : round.first;
        round.last = next;
        self->order[turn] = next;
    }
    free(round.members);
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
