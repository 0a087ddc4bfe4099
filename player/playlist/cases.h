// Reported cases, from a table with the columns date, district, topic and cases, and what they do
// to one day. Which of its rows count for a screen depends on where it stands. Loaded once, then
// never changed; the show loads a new one when the file is exchanged. Owned by the caller of
// cases_load(). Any thread may read.
#pragma once

#include "config/troubles.h"
#include "playlist/lifts.h"
#include "playlist/playlist.h"

#include <stddef.h>
#include <stdint.h>

enum { CASES_FILE_LIMIT = 4 << 20 }; // bytes

struct cases;

// A row that is wrong is a warning, and left out. NULL, and an error, when the file cannot be read,
// its headings lack a column, or none of its rows is good. Owns: the caller, by cases_free().
struct cases *cases_load(const char *path, struct troubles *troubles)
    __attribute__((warn_unused_result));
struct cases *cases_parse(const char *path, const char *bytes, size_t length,
                          struct troubles *troubles) __attribute__((warn_unused_result));
void cases_free(struct cases *self); // NULL is fine

// What rows of the `rule->days` days before day number `day` say at a point in `district` ("a/b/c",
// from large to small; NULL: everywhere). A row counts when its district is the point's, one above
// it, or the name of one of them; one without a district always does. The topic with the most cases
// is lifted to rule->most, one without cases to rule->least, the others lie between by their
// number; without any such row nothing is lifted. Pure. Owns: the caller, by lifts_fini().
void cases_lifts(const struct cases *self, const struct cases_rule *rule, const char *district,
                 int64_t day, struct lifts *out);
