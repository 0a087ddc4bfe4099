// A ledger in a folder of its own, and what an audit finds in it. For tests.
#pragma once

#include "base/str.h"
#include "ledger/audit.h"
#include "ledger/collect.h"
#include "ledger/storing.h"
#include "support/test.h"

#define NOON_US INT64_C(1795665600000000)
enum { LENGTH_MS = 15000 };

struct fixture {
    char *folder, *path;
    struct str findings; // one a line
};

int set_up(void **state);
int tear_down(void **state);

// Play number `i` of a day that follows the one before at once.
struct play_start play_at(int64_t i);
extern const struct play_progress whole; // what is shown of a play that is not cut
void store_play(struct store *store, int64_t ticket, const struct play_start *play,
                const struct play_progress *shown);
// What somebody with an SQLite shell does to the file.
void run_sql(const char *path, const char *text);

// `expect`: a head that was remembered, or NULL. The findings are kept in the fixture.
struct audit audit_expecting(struct fixture *self, const char *expect);
// The same, and `what` is among the findings.
void assert_found(struct fixture *self, const char *expect, const char *what);
// Nothing is found.
void assert_clean(struct fixture *self);
