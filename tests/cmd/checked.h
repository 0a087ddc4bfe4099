// Small playlists checked on a fixed day, for tests of what xiaolaba check finds by planning. Every
// item takes ten seconds unless the test says otherwise. Owned by the caller.
#pragma once

#include "cmd/check_plan.h"

struct checked {
    struct playlist *playlist;
    struct calendar *calendar;
    struct when opening;
    struct hours hours;
    int64_t **lengths_us;
    struct check_terms terms;
    struct troubles troubles;
};

// Monday, 2026-11-23, round the clock, with a calendar of 2026 and 2027 that has a holiday on
// Wednesday, a worked Saturday, and 重阳节. `text`: the playlist.
void checked_init(struct checked *self, const char *text);
void checked_fini(struct checked *self);

// Opening hours of every day, in minutes.
void checked_open(struct checked *self, int from_min, int to_min);
void checked_set_today(struct checked *self, const char *date);
void checked_set_calendar(struct checked *self, const char *text);
void checked_set_length(struct checked *self, const char *item, int64_t length_s);

// Plans, and finds as many findings, one of which says `wanted` in its line.
void assert_found(struct checked *self, size_t count, const char *wanted);
