// Reading a whole ledger into memory, and a play to start from. For tests.
#pragma once

#include "ledger/ledger.h"

#include <stddef.h>

struct collection {
    struct play *plays; // with copies of their strings
    size_t count, capacity;
};

// Every play of the file in order of seq; the test fails when it cannot be read.
struct collection collect(const char *path);
void collection_free(struct collection *self);

// The only play of `item`; the test fails when there is none or more than one.
const struct play *collection_only(const struct collection *self, const char *item);
size_t collection_count(const struct collection *self, const char *item);

struct event_collection {
    struct event *events; // with copies of their strings
    size_t count, capacity;
};

// Every event of the file in order; the test fails when it cannot be read.
struct event_collection collect_events(const char *path);
void event_collection_free(struct event_collection *self);

// A play of `item` with everything else filled with something plausible.
struct play_start play_of(const char *item);
