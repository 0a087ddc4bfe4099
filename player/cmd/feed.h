// What a player shows: the playlist of its command line, or the content that was installed, and
// what stands in for either. Where the point wants signed content nothing else comes through here,
// at the start, at a reload, or when something fails. Also keeps the trial of new content, tells
// what has expired, and remembers the time. Thread: main; writes to disk on a thread of its own.
// Owned by cmd_play.
#pragma once

#include "base/clock.h"
#include "bundle/content.h"
#include "bundle/manifest.h"
#include "cmd/errand.h"
#include "point/point.h"
#include "show/show.h"

#include <stdbool.h>

#define FEED_TRIAL_US INT64_C(60000000)    // of healthy frames make new content good
#define FEED_LOST_US INT64_C(60000000)     // on trial, and nothing of it could be shown
#define FEED_KNOWN_US INT64_C(21600000000) // between two notes of what time it is
#define FEED_AGAIN_US INT64_C(600000000)   // until one that could not be made is tried again

struct feed {
    // Set by the caller, borrowed.
    const char *path; // from the command line; NULL: none, or (from feed_init() on) not to be shown
    const char *folder; // of content; NULL: the usual one
    // Owned by the feed.
    const struct point *point;
    struct content *content;
    bool is_signed;          // only signed content may be shown
    struct set_id set;       // whose playlist is on; "": none
    struct wall expires;     // of it; 0: never
    struct wall expiry_told; // in log and ledger; 0: none
    bool is_on_trial;
    struct set_id counted;     // whose start was counted by this player; "": none
    struct mono healthy_since; // 0: it is not
    struct mono lost_since;    // nothing of it can be shown since then; 0: something can
    struct wall believed;      // the time by a clock that is believed, as the plan has it; 0: none
    struct wall known;         // it cannot be earlier than this
    struct mono known_at;      // that was noted; 0: not yet
    bool wants_reload;         // what is to be shown has changed without a file that changed
    char alarm[256];           // for the ledger, not told yet; ""
    struct errand errand;
};

// False and said: there is nowhere to look for content.
bool feed_init(struct feed *self, const struct point *point) __attribute__((warn_unused_result));
// A player that is told to end has not failed: its start does not count against content on trial.
void feed_fini(struct feed *self);

// The playlist to show now. NULL only for one from the command line that cannot be used; everything
// else ends at the slogans that ship with the program. Owns: the caller.
struct playlist *feed_load(struct feed *self, struct troubles *troubles);

// As struct show_parts wants it (show/show.h).
struct playlist *feed_fall_back(void *self, int rung, struct troubles *troubles);
struct playlist *feed_load_again(void *self, struct troubles *troubles);

// The file whose change is news. Owns: the caller, by free().
char *feed_watched(const struct feed *self);

// Once in a turn of the loop that went well. True: the ledger is to be told self->alarm.
bool feed_beat(struct feed *self, const struct show_beat *beat);
