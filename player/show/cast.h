// One zone of a programme: what is on, what comes next, and the moves between the two. Private to
// the programme's files.
//
// States of a zone: empty → (house, item, dark or clear, in any order). What is on stays on until
// what follows is ready. A slot that turns out wrong (its file is broken, a person wants the next
// one, the film ended early) is told to the plan, which then says what follows instead; so the
// screen and the plan never part.
#pragma once

#include "show/caseload.h"
#include "show/own_fonts.h"
#include "show/programme.h"
#include "stage/measure.h"

// A length that turns out to be another than the plan thought is told to it.
#define LENGTH_OFF_US INT64_C(100000)

enum cast_on {
    CAST_EMPTY = 0,
    CAST_ITEM,
    CAST_HOUSE, // nothing may play, or nothing could be shown
    CAST_DARK,
    CAST_CLEAR, // nothing on purpose: an emergency covers it, or it waits for one
};

// A play whose text has handed over to the next one and is still in sight.
struct passed {
    struct turn turn;
    int64_t letters_out_us; // show time at which its last character leaves the zone
};

struct cast {
    enum cast_on on;
    struct slot slot;       // that is on
    struct turn turn;       // its play
    int64_t letters_out_us; // as above; INT64_MAX: it runs on no rail
    bool is_anchored;       // its end is where the rail says
    struct passed *passed;  // oldest first
    size_t passed_count, passed_capacity;
    int64_t since_us;        // show time at which the item was at its beginning
    int64_t length_us;       // of the item
    int64_t ends_us;         // show time of the slot's end
    bool has_next;           // `next` was chosen; an item is cued on the stage
    struct slot next;        // what follows
    int64_t wanted_since_us; // −1: no successor is wanted
    int64_t chosen_us;       // show time at which `next` was chosen
    bool is_fresh;           // it went on, and no frame was counted since
    bool wants_jump;         // a person asked for another item
    bool has_failed;         // something could not be shown since an item was on
    bool is_struck;          // that what is on broke off was told
    enum loss loss;          // why the zone has nothing to show, when it has not
    size_t before;           // item that was on before; SIZE_MAX: none
};

struct programme {
    struct programme_parts parts;
    struct playlist *playlist;
    struct calendar *own_calendar; // NULL: the usual one
    struct own_fonts own_fonts;
    struct zone *zones;       // the playlist's, and the emergency's
    size_t zone_count;        // with the emergency's, which is the last
    struct item *alarm_items; // as they look when they take the screen; borrow their texts
    size_t *alarms;           // items of priority emergency: kept ready
    struct plan *plan;
    bool is_clock_known; // to the plan
    int64_t learned;     // of the diary, when the plan was made
    struct stage *stage;
    struct measure *measure; // NULL: all lengths are known
    struct caseload caseload;
    struct turn_context context;
    struct cast *casts;    // one a zone
    bool has_news;         // something went on that was not seen yet
    bool *is_seen;         // by zone and item: it was on
    int64_t half_frame_us; // ends are rounded to the nearest frame
    struct mono released;  // when files of failed items were last looked at
    bool *is_said;         // by item: it was told that it cannot be shown, since it last was
    int *failures;         // by item: since it last was shown
};

// At most a few failures and one take: a zone never spins.
void cast_direct(struct programme *self, size_t zone, const struct moment *moment);

// Chooses what follows and gets it ready, passing over what cannot be shown. For a zone that is
// empty.
void cast_get_ready(struct programme *self, size_t zone, const struct moment *moment);
bool cast_is_ready(const struct programme *self, size_t zone);

void cast_drop_next(struct programme *self, size_t zone);

// The play that is on, if any, ends now.
void cast_close_play(struct programme *self, size_t zone, const struct moment *moment);

// Puts on what was chosen: an item that is ready, the house card, darkness, or nothing.
void cast_take(struct programme *self, size_t zone, const struct moment *moment);

// What is ready would be over already at this point of itself: it is shorter than the plan thought.
// The plan hears of that, and what follows has to be chosen again.
bool cast_has_missed(struct programme *self, size_t zone, const struct moment *moment);

// Where nothing is ready after a failure, the house card stands in.
void cast_fall_back(struct programme *self, size_t zone, const struct moment *moment);

// Where in the item the slot would be at `at`: later than the slot says when it has begun already
// and neighbouring screens are to show the same.
int64_t cast_phase_us(const struct programme *self, const struct slot *slot, struct wall at);

// The item as the zone shows it.
const struct item *cast_item(const struct programme *self, size_t zone, size_t item);

bool cast_ends_by_itself(
    const struct item *item); // a film knows better than the plan when it is over
bool cast_is_alarm(const struct programme *self, size_t zone); // the emergency's zone

// What is on has come to its end, or is no item.
bool cast_is_over(struct programme *self, size_t zone, const struct moment *moment);

void cast_tell(struct programme *self, const struct moment *moment, const struct plan_event *event);

// --- cast_fail.c

// The cued item cannot be shown: it is said once, logged, and the plan hears of it.
void cast_skip(struct programme *self, size_t zone, const struct moment *moment);
// What is on broke off.
void cast_broke(struct programme *self, size_t zone, const struct moment *moment, const char *why);
// What the plan chose is in quarantine, of which it does not know: it hears of it, and something
// else has to be chosen.
bool cast_avoids(struct programme *self, size_t zone, const struct moment *moment);
// Where the plan chose nothing: whether that is because of failures.
void cast_learn_loss(struct programme *self, size_t zone);

// --- cast_rail.c

// Whether what is ready follows what is on without a gap, and at which show time it has to begin.
bool cast_joins(const struct programme *self, size_t zone, const struct moment *moment,
                struct mono *at);
// The play that is on stays open behind the one that follows.
void cast_pass_on(struct programme *self, size_t zone);
// What went on ends where the rail says, as far as the plan agrees.
void cast_anchor_end(struct programme *self, size_t zone);
// Until what follows may be wanted: on a rail there is room for it before a padded slot ends.
int64_t cast_left_us(const struct programme *self, size_t zone, const struct moment *moment);
// What follows is of the next day: the rail goes on over midnight, where the plan cuts slots.
void cast_bridge_midnight(struct programme *self, size_t zone);
bool cast_letters_are_out(const struct programme *self, int64_t out_us,
                          const struct moment *moment);
// Closes the plays whose text has left.
void cast_close_passed(struct programme *self, size_t zone, const struct moment *moment);
// The rail ends here: what has left is complete, what has not ended as `end` says.
void cast_break_passed(struct programme *self, size_t zone, const struct moment *moment,
                       enum play_end end);
// What a frame was to the plays of a zone.
struct frame_news {
    struct mono now;
    bool is_visible, is_new;
    int64_t late;
};
void cast_count_passed(struct programme *self, size_t zone, const struct frame_news *news);
// The show time at which the first of them has left; INT64_MAX: there are none.
int64_t cast_passed_us(const struct programme *self, size_t zone);

// --- programme.c

// A plan that knows what the diary knows now, and all lengths.
void programme_plan_anew(struct programme *self);
// What the ledger is told between the two it stores together, or not at all.
void programme_begin_entries(struct programme *self);
void programme_end_entries(struct programme *self);

// --- programme_lengths.c

// Tells `plan` all lengths that are known: those of the plan `known`, or (NULL) what was measured.
void programme_tell_lengths(struct programme *self, struct plan *plan, const struct plan *known);
// What was measured at an earlier start need not be measured again.
void programme_recall_lengths(struct programme *self);
