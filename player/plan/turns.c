// Credits.
#include "plan/turns.h"

size_t turns_next(const struct turn_member *members, const int64_t *credits, size_t count)
{
    int64_t sum = 0;
    for (size_t i = 0; i < count; i++) {
        sum += members[i].weight;
    }
    size_t richest = TURNS_NOBODY;
    size_t again = TURNS_NOBODY; // the one that went last, in case nobody else may
    int64_t most = INT64_MIN;
    for (size_t i = 0; i < count; i++) {
        const struct turn_member *member = &members[i];
        if (member->weight == 0 || !member->may_go) {
            continue;
        }
        if (member->went_last && 2 * member->weight <= sum) {
            again = again == TURNS_NOBODY ? i : again;
            continue;
        }
        int64_t credit = credits[i] + member->weight;
        if (credit > most) {
            most = credit;
            richest = i;
        }
    }
    return richest != TURNS_NOBODY ? richest : again;
}

void turns_charge(const struct turn_member *members, int64_t *credits, size_t count, size_t who)
{
    int64_t sum = 0;
    for (size_t i = 0; i < count; i++) {
        sum += members[i].weight;
    }
    // What is not gained is not paid either: credits always add up to nothing.
    int64_t gained = 0;
    for (size_t i = 0; i < count; i++) {
        int64_t gain = members[i].weight;
        bool is_full = !members[i].may_go && credits[i] + gain > sum;
        gain = is_full ? 0 : gain;
        credits[i] += gain;
        gained += gain;
    }
    credits[who] -= gained;
}
