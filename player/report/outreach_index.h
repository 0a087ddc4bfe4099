// Finds things of an array by their content without walking it: open addressing, positions only.
// The things stay with whoever owns the array. Inside this room.
#pragma once

#include "report/outreach.h"

// Source: Fowler–Noll–Vo 1a, 64 bits.
#define INDEX_SEED UINT64_C(14695981039346656037)
uint64_t index_hash_text(uint64_t hash, const char *text); // the NUL counts, so that ab,c ≠ a,bc
uint64_t index_hash_number(uint64_t hash, uint64_t number);

// Whether the thing at `position` is the one that is looked for.
typedef bool index_is(const void *self, size_t position, const void *key);
// The hash of the thing at `position`, for when the index grows.
typedef uint64_t index_hash(const void *self, size_t position);

struct index_of {
    const void *self; // handed to both
    index_is *is;
    index_hash *hash;
};

// The position of `key`, or `count` after having noted that the caller puts it there.
size_t index_find_or_note(struct outreach_index *self, const struct index_of *things, uint64_t hash,
                          const void *key, size_t count);

void index_fini(struct outreach_index *self);
