// Credits.
#include "plan/turns.h"

static bool steps_back(const struct turn_member *member, int64_t sum)
{
    return member->went_last && 2 * member->weight <= sum;
}

size_t turns_next(const struct turns *self)
{
    size_t richest = TURNS_NOBODY;
    int64_t most = INT64_MIN;
    for (size_t i = 0; i < self->count; i++) {
        const struct turn_member *member = &self->members[i];
        int64_t credit = member->credit + member->weight;
        if (credit > most && member->may_go && !steps_back(member, self->sum)) {
            most = credit;
            richest = i;
        }
    }
    for (size_t i = 0; richest == TURNS_NOBODY && i < self->count; i++) {
        richest = self->members[i].may_go ? i : richest; // again, as nobody else may
    }
    return richest;
}

void turns_charge(struct turns *self, size_t who)
{
    // What is not gained is not paid either: credits always add up to nothing.
    int64_t gained = 0;
    for (size_t i = 0; i < self->count; i++) {
        struct turn_member *member = &self->members[i];
        bool is_full = !member->may_go && member->credit + member->weight > self->sum;
        int64_t gain = is_full ? 0 : member->weight;
        member->credit += gain;
        gained += gain;
    }
    self->members[who].credit -= gained;
}
