// Weights turned into turns: smooth weighted round robin. Each turn every member that takes part
// gains its weight, the richest that may go goes, and pays the sum. Members keep their credit while
// they may not go, up to one round's worth, so that they come soon afterwards but never in a block.
// Nobody goes twice in a row unless nobody else may, or more than half of the turns are its own.
// Source: the method of nginx's upstream balancing, with the last rule added. Pure.
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct turn_member {
    int64_t weight; // > 0
    int64_t credit; // 0 at first
    bool may_go;
    bool went_last;
};

struct turns {
    struct turn_member *members;
    size_t count;
    int64_t sum; // of the weights
};

#define TURNS_NOBODY SIZE_MAX

// Who goes next; nothing changes. Equal credit: the earlier member, so that equal weights keep the
// author's order.
size_t turns_next(const struct turns *self);

// `who` went.
void turns_charge(struct turns *self, size_t who);
