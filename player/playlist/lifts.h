// What a table of cases does to one day: by how much each topic is lifted. Data. Owned by whoever
// declared it; any thread may read.
#pragma once

#include "base/str.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum {
    LIFT_AS_IS = 1000, // permille
    LIFT_LIMIT = 100,  // topics; a table with more keeps those with the most cases
};

struct lift {
    char *topic;
    int64_t cases;
    int lift_permille;
};

struct lifts {
    struct lift *items; // most cases first, then by topic
    size_t count;
    int default_permille; // of topics that are not among the items
};

// Nothing is lifted.
void lifts_init(struct lifts *self);
void lifts_fini(struct lifts *self);

// In permille, 1000 as it is. `topic` NULL: an item of no topic is left as it is.
int lifts_of(const struct lifts *self, const char *topic);

// As JSON in one line: {"default":1000,"topics":[["刷单返利",7,3000]]}: topic, cases, permille.
void lifts_print(const struct lifts *self, struct str *out);

// Reads what lifts_print() writes, and no other JSON. False, and `out` untouched, when it is not
// that. Range: what lies outside of 0.1 … 10 times is refused.
bool lifts_parse(const char *text, struct lifts *out) __attribute__((warn_unused_result));
