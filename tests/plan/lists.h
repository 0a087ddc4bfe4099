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

// --- a day's slots

struct row {
    struct slot *slots;
    size_t count, capacity;
    int64_t start_us, end_us;
};

// All slots of a zone's day. Owns: the caller, by free(row.slots).
struct row list_row(struct list *self, size_t zone, int64_t day);

// Some day of 2026 or 2027.
int64_t list_any_day(const struct list *self);

// --- one day by hand, in seconds after its midnight in China

#define LIST_DAY "2026-11-25" // a Wednesday

struct wall list_second(int64_t second);

// In all zones. `for_s` and `item` where the kind has a use for them.
void list_tell(struct list *self, enum plan_event_kind kind, int64_t second, size_t item,
               int64_t for_s);

struct expected {
    int64_t start_s, end_s;
    enum slot_kind kind;
    size_t item;
    int64_t from_s;
    bool is_cut;
};

// Fails unless these slots, one after the other, are the zone's.
void list_expect(struct list *self, size_t zone, const struct expected *expected, size_t count);
#define LIST_EXPECT(list, zone, ...)                                                               \
    list_expect((list), (zone), (const struct expected[]){__VA_ARGS__},                            \
                sizeof(const struct expected[]){__VA_ARGS__} / sizeof(struct expected))
