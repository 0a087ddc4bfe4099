// People and touches on their way to the ledger: what counters, scripts and fingers told, added up
// by source over an interval and written as one event. An interval with somebody in it ends after a
// minute, one with nobody after five, so that a power cut costs at most the last minute's people,
// and a counter that stands at 0 can be told from one that is not there. Touches are written by
// item too: when another is on, their interval ends.
//
// An event's time is the end of its interval. Its detail is {"source":"door","seconds":60}: for how
// long of it the source could count; with "refused":3 when so many messages were no whole number.
// Thread: main. Owned by the show.
#pragma once

#include "counters/counters.h"
#include "show/diary.h"

struct headcount;
struct moment;

// `counters` NULL: there are none; else they were started for `wishes`. Borrowed, as is `diary`.
struct headcount *headcount_new(struct diary *diary, struct counters *counters,
                                const struct counter_wish *wishes, size_t count);
void headcount_free(struct headcount *self); // NULL is fine

// A number that `source` (a name as counters have) tells by itself; 0 says that nobody came, but
// that somebody watches. Range: 0 … HEADCOUNT_MOST. Fails: ERROR_CONFIG with a sentence, when the
// name is of something else, or is one too many.
#define HEADCOUNT_MOST 10000
bool headcount_people(struct headcount *self, const struct moment *moment, const char *source,
                      int64_t people, struct error *err) __attribute__((warn_unused_result));
// The same for touches, while the show's item is on.
bool headcount_touches(struct headcount *self, const struct moment *moment, const char *source,
                       int64_t touches, struct error *err) __attribute__((warn_unused_result));

// Asks the counters and writes what is due. `item`: the id of what is on; NULL: nothing.
void headcount_look(struct headcount *self, const struct moment *moment, const char *item);

// Writes everything that is left.
void headcount_close(struct headcount *self, const struct moment *moment);
