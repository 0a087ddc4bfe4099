// The page of a set of cards: to look through on a telephone or at a desk, to print, to fetch cards
// from. It stands beside the files, names them as seen from there, and needs no network and no
// script. Pure.
#pragma once

#include "base/str.h"
#include "cmd/card_pick.h"
#include "cmd/card_set.h"

struct card_index {
    const struct playlist *playlist;
    const struct card_set *set;
    const struct card_pick *pick; // what was wanted: what of it makes no card is said
};

void card_index_print(const struct card_index *self, struct str *out);
