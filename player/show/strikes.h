// Items that fail again and again are left alone for a while: quarantine. Nothing here asks what
// time it is, tries anything or writes anything; the cast says what failed, and the diary keeps it.
//
// A strike is a failure (file missing or broken, decoder crashed or hung, no picture in time, or
// the whole player died as soon as it was on). Failures within a minute of each other are one: an
// outage that is over by then costs nobody its place. From the third strike within 24 hours on the
// item is left alone for an hour, and twice as long with every further one, up to a day. It is
// tried again sooner when its file, its words or the program are others than those that failed, or
// when somebody asks for that (tell reload, SIGHUP).
//
// Strikes survive a restart: each is an event "failed" of the ledger with `detail` as written here.
// Thread: main. Owned by the show; outlives every programme.
#pragma once

#include "base/clock.h"
#include "base/str.h"
#include "ledger/event.h"
#include "playlist/playlist.h"

#include <stdbool.h>
#include <stdint.h>

#define STRIKES_WITHIN_US (INT64_C(24) * 3600 * CLOCK_SECOND_US)
enum { STRIKES_MOST = 3 };

struct strikes;

struct strikes *strikes_new(void);
void strikes_free(struct strikes *self); // NULL is fine

enum strike_kind {
    STRIKE_FAILED = 1, // it could not be shown, or broke off
    STRIKE_CRASH,      // it was on when the player died; each counts
};

// `item` failed at `now`. How long it is to be left alone; 0: it is not in quarantine. What
// the ledger keeps of it is added to `detail`, nothing where it was no new strike. Units: µs.
int64_t strikes_add(struct strikes *self, enum strike_kind kind, const struct item *item,
                    const char *why, struct mono now, struct str *detail);

// How much longer `item` is left alone; 0: it may be tried.
int64_t strikes_left_us(const struct strikes *self, const struct item *item, struct mono now);

// An item of which there are strikes is another than the one that failed, or `releases_all`: its
// strikes are forgotten, and it is the answer; `detail` as above. NULL: there is none (more).
// Looks at files.
const struct item *strikes_release(struct strikes *self, const struct playlist *playlist,
                                   bool releases_all, struct str *detail);

// What the ledger knew before this start. `now` and `wall` are one instant; what nobody can date
// does not count.
void strikes_recall(struct strikes *self, const struct past *past, struct mono now,
                    struct wall wall);

// Whether anything failed lately. For whoever wants to save work.
bool strikes_are_none(const struct strikes *self);
