// Whose turn it is in one zone at one instant, given what was on before in its day.
//
// In this order:
// 1. Only what may begin now: it is its time, it can be shown, no gap, cap or pace forbids it, and
//    it ends before closing time (unless nothing does).
// 2. Of these only the highest class: high before normal before filler.
// 3. What would miss its least number of plays, the most overdue first.
// 4. Shares against the turns of the rest (plan/shares.h).
// 5. Turns by weight (plan/turns.h).
// Everything is whole numbers: two machines never differ by a rounding.
#pragma once

#include "plan/lineup.h"
#include "plan/periods.h"
#include "plan/shares.h"
#include "plan/turns.h"

// A rest of a zone's open time that is shorter than this belongs to the slot before it: nothing can
// be read in it.
#define REST_US INT64_C(2000000)

// What happened so far to one distinct item in the day.
struct standing {
    bool may_begin;      // in this period
    int64_t free_us;     // not before: its own gap
    int64_t retry_us;    // not before: it failed
    bool is_quarantined; // so often that it is left alone until then
    int hour_plays, day_plays;
    int64_t hour_us, hour_total_us; // time in this clock hour in which it may begin: passed, all
    int64_t day_us, day_total_us;   // the same in the day; both only where lineup.counted
    int64_t share_ppm;              // in this period, scaled so that all shares fit the whole
    int64_t lag;                    // of that share, in µs × 1,000,000 (plan/shares.h)
};

// An entry, with everything that is asked of it again and again.
struct candidate {
    size_t entry, person;
    int class;
    const struct person *facts;
    const struct standing *standing;
};

struct choice {
    const struct lineup *lineup;
    const struct periods *periods;
    const struct playlist *playlist;
    size_t period; // the one that holds
    int64_t now_us, hour_start_us;
    int64_t open_until_us;      // closing time, or the day's end; now_us while it is closed
    bool *may_begin;            // by period and person
    struct standing *standings; // by person
    struct plan_entry *entries; // by entry: verdicts of the last choice, effective weights
    int64_t *topic_free_us;     // by topic
    const int *lift_permille;   // by item of the playlist; NULL: none
    bool has_failures;          // some retry_us was set
    size_t last;                // person that was on last; LINEUP_NOBODY: none
    struct candidate *here; // entries that have their time and can be shown, by class, those with
    size_t here_count;      // a share last
    struct turn_member *members;  // by place in `here`
    struct turns turns[CLASSES];  // of those that share nothing
    int64_t *credits;             // by entry, of those that are not here
    struct share_stream *streams; // room for shares_next(): one a person, one for the rest
    size_t *stream_entries;       // whose stream it is
};

void choice_init(struct choice *self, const struct lineup *lineup, const struct playlist *playlist,
                 const struct periods *periods);
void choice_fini(struct choice *self);

// --- passing.c: how time changes standings

// Midnight, with nothing played yet. Part of choice_init().
void choice_begin_day(struct choice *self);

// Weights are lifted like this from now on. Borrowed.
void choice_lift(struct choice *self, const int *lift_permille);

// Time passes until `now_us` (not beyond the day), with the last person on the screen, or nobody.
void choice_pass(struct choice *self, int64_t now_us, bool was_on);

// --- choice.c

// The entry whose play begins now, LINEUP_NOBODY when there is none. `is_cut`: nothing fits, so
// this one will have to end early.
size_t choice_take(struct choice *self, bool *is_cut);

// `person` is on from now: counts its play.
void choice_begin(struct choice *self, size_t person);
// Its play ends now.
void choice_end(struct choice *self, size_t person);
// `item` of the playlist could not be shown, and is left alone until `retry_us`.
void choice_fail(struct choice *self, size_t item, int64_t retry_us, bool is_quarantined);

// Whether what was cut may go on now: it still has its time, and did not fail. A gap or a cap does
// not matter, its play was counted.
bool choice_may_go_on(const struct choice *self, size_t person);

// While nobody can be chosen: the earliest instant at which that may change.
int64_t choice_next_us(const struct choice *self);
