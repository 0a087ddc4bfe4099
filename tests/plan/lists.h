// Playlists made up for tests of the plan: random ones from a seed, and small ones by hand.
// Owned by the caller.
#pragma once

#include "plan/plan.h"

enum { LISTS_ITEMS = 12, LISTS_DAYPARTS = 3 };

struct list {
    struct playlist playlist;
    struct item items[LISTS_ITEMS];
    struct zone zones[2];
    size_t members[2][LISTS_ITEMS];
    size_t filler[1], unknown[1];
    struct daypart dayparts[LISTS_DAYPARTS];
    struct hours hours[LISTS_DAYPARTS + 1];
    size_t own_dayparts[LISTS_ITEMS];
    char *audiences[1];
    struct when opening;
    int64_t lengths_us[LISTS_ITEMS];
    struct plan_terms terms;
    struct plan *plan;
};

// What a random list may have.
enum {
    LIST_SHARES = 1,
    LIST_LIMITS = 2, // gaps, caps, least numbers, gaps between topics
    LIST_TIMES = 4,  // dayparts, opening hours
    LIST_MISSING = 8,
    LIST_ALL = 15,
};

// A number from `lowest` to `highest`, both included, from the one seed of all tests.
int64_t any(int64_t lowest, int64_t highest);

// The list's addresses are part of it: it must not be copied.
void list_init_any(struct list *self, unsigned features);

// `count` items of these lengths, weight 1, in one zone, round the clock; the plan is made by
// list_plan() once the test has changed what it wants.
void list_init(struct list *self, const int64_t *lengths_s, size_t count);
void list_plan(struct list *self);
void list_fini(struct list *self);

// Midnight of "2026-11-25" in China, and a time of that day.
struct wall list_time(const char *civil);
