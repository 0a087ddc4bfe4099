// Never black inside a running show: what stands in when nothing of the playlist can be shown.
//
// Rungs, from above: the next item, which is ready before the last one ends → the rest of the
// playlist → playlists to fall back to (the content that was on before, slogans that come with the
// program) → the house card, which needs no file. The zones do the first two and the last by
// themselves; this is what lies between.
//
// States: up (the playlist is on) → falling (nothing of it could be shown for LADDER_PATIENCE_US;
// the next rung gets ready behind the house cards) → down (a rung is on; the playlist waits and is
// looked at) → up. From a rung that cannot be shown either the show falls to the next one.
// Invariants:
// 1. Nothing goes on that has nothing ready to show.
// 2. The playlist comes back as soon as one of its items is ready, between two items of the rung,
//    but not within LADDER_STAY_US: nothing flaps.
// 3. A changed playlist comes back at once, as in reload.h, when it has something to show.
// Closing time and emergencies are no failures. Costs nothing while something is on.
// Thread: main. Owned by the show.
#pragma once

#include "show/programme.h"
#include "show/reload.h"

#define LADDER_PATIENCE_US INT64_C(10000000)
#define LADDER_STAY_US INT64_C(60000000)

struct ladder {
    struct playlist *(*fall_back)(void *self, int rung, struct troubles *troubles); // NULL: none
    void *fall_back_self;
    int rung;                   // that is on; 0: the playlist
    struct programme *playlist; // waits while a rung is on; NULL
    struct programme *next;     // a rung that gets ready; NULL
    int next_rung;
    bool is_lowest;         // there is no other rung below
    struct mono lost_since; // nothing can be shown since then; 0: something can
    struct mono fell_at;    // a rung came on
};

void ladder_fini(struct ladder *self);

// Looks what is on and gets ready what is to follow, a little each time.
void ladder_look(struct ladder *self, const struct programme *current, struct reload *reload,
                 const struct moment *moment);

// The programme to go on with, when it is time for another one; NULL: it is not. The caller owns
// it, and hands the one that was on over to ladder_keep().
struct programme *ladder_take_ready(struct ladder *self, struct programme *current,
                                    struct reload *reload, const struct moment *moment);
void ladder_keep(struct ladder *self, struct programme *was);

// The playlist that waits comes back now, whatever it has to show; NULL: it is on. As above.
struct programme *ladder_take_playlist(struct ladder *self);
// Another playlist comes on instead of whatever is on: the ladder is up again.
void ladder_renew(struct ladder *self);

// As programme_time_changed(), for those that wait.
void ladder_time_changed(struct ladder *self, const struct moment *moment);
