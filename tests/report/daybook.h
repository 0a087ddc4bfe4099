// Ledgers of days that a player played, what is said of each of them, and their sums kept as the
// writer keeps them. For tests.
#pragma once

#include "ledger/storing.h"
#include "report/fixture.h"

enum { DAYS_MAX = 16, PLAY_MS = 15000, PLAYS_A_DAY = 40 };

struct stint {
    const char *start; // of the first play, China's time
    int64_t mono_s;    // then
    int64_t first_ticket;
    enum clock_trust trust;
    int count;
};

// So many plays one after the other; the clock that is shown may be wrong.
void play_stint(struct store *store, const struct stint *stint);
// Days of November 2026. A start of the player each day, and a power cut each evening.
void play_days(const char *path, int from, int to);

struct found {
    int64_t days[DAYS_MAX]; // in China, since 1970
    char *texts[DAYS_MAX];  // their sums
    size_t count;
};

// Every day of the ledger, each once. Owns: the caller, by found_fini().
struct found find_days(const char *path);
void found_fini(struct found *self);
// What is said of a day; NULL: nothing. Borrowed.
const char *said_of(const struct found *self, const char *day);
// Both say the same of the same days.
void assert_same(const struct found *a, const struct found *b);

// As the writer does between two entries; after `most` something is more urgent. Returns how many
// were kept.
int sum_up(struct store *store, int most);
// The same at a start at which nothing is played.
int start_and_sum_up(const char *path, const char *run, int most);
