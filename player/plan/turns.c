// Credits.
#include "plan/turns.h"

size_t turns_next(const struct turns *self)
{
    size_t richest = TURNS_NOBODY;
    size_t again = TURNS_NOBODY; // the one that went last, in case nobody else may
    int64_t most = INT64_MIN;
    for (size_t i = 0; i < self->count; i++) {
        const struct turn_member *member = &self->members[i];
        if (member->weight == 0 || !member->may_go) {
            continue;
        }
        if (member->went_last && 2 * member->weight <= self->sum) {
            again = again == TURNS_NOBODY ? i : again;
            continue;
        }
        int64_t credit = self->credits[i] + member->weight;
        if (credit > most) {
            most = credit;
            richest = i;
        }
    }
    return richest != TURNS_NOBODY ? richest : again;
}

void turns_charge(struct turns *self, size_t who)
{
    // What is not gained is not paid either: credits always add up to nothing.
    int64_t gained = 0;
    for (size_t i = 0; i < self->count; i++) {
        int64_t gain = self->members[i].weight;
        bool is_full = !self->members[i].may_go && self->credits[i] + gain > self->sum;
        gain = is_full ? 0 : gain;
        self->credits[i] += gain;
        gained += gain;
    }
    self->credits[who] -= gained;
}
