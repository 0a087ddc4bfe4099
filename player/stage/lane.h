// One zone of the stage: the act that is on, the one that leaves, the one that is cued. Private to
// the stage. States of a lane: empty → (cue) → cued → (ready, take) → on. While on, the next one
// may be cued; taking it makes the old one leave, at once for a cut, after the transition
// otherwise. An act that can repeat may be its own successor; when something else goes on before it
// comes to that, it waits as the cue. In an endless zone a text joins the one before, which stays
// in sight as long as it takes (stage/rail.h); whatever else goes on ends the rail. Clearing
// empties the lane but for its cue. Acts that can repeat may be kept when they have left
// (env->keeps_acts).
#pragma once

#include "playlist/playlist.h"
#include "stage/act.h"
#include "stage/rail.h"

struct lane {
    const struct act_env *env;
    const struct zone *zone;
    struct rect place; // on the canvas

    struct act *on;       // NULL: nothing yet
    int64_t on_since_us;  // when it was at its beginning
    int64_t length_us;    // as it said when it went on
    struct act_view view; // of `on`, at the last draw
    bool is_absent;       // cleared: the zone is not there at all
    bool is_dirty;        // all of the zone has to be drawn
    bool has_changed;     // by the last draw

    struct act *cue; // NULL: nothing, or `on` itself once more
    bool cue_is_repeat;
    int64_t cue_from_us;      // how far into itself it will go on
    enum act_state cue_state; // 0: nothing is cued
    struct error cue_error;

    struct act *leaving; // NULL: no transition is running
    struct transition entry;
    int64_t entry_since_us;
    SDL_Surface *scratch; // for fades

    struct rail rail; // on which `on` runs, in an endless zone

    struct act **kept; // have left and may come again, the latest last; up to env->keeps_acts
    int kept_count;
};

void lane_fini(struct lane *self);
void lane_cue(struct lane *self, const struct item *item, int64_t from_us);
void lane_drop_cue(struct lane *self);
// What is cued is wanted at once.
void lane_hurry(struct lane *self);
// True when there was something to do.
bool lane_prepare(struct lane *self, int64_t now_us);
void lane_take(struct lane *self, int64_t now_us, struct wall at, int64_t from_us);
// Whether the cue (READY) can join what is on; then it is to begin at `*at_us`, which may be over.
bool lane_joins(const struct lane *self, int64_t *at_us);
// It does, exactly there, whatever the time is. Range: it can.
void lane_take_joined(struct lane *self, int64_t now_us, struct wall at);
// When the last character of what is on leaves the zone; INT64_MAX: it runs on no rail.
int64_t lane_letters_out_us(const struct lane *self);
// What of the zone belongs on the screen. Range: something is on.
struct act_view lane_view(struct lane *self, int64_t now_us);
// An act that needs no cue goes on from its beginning; with a cut when `is_cut`.
void lane_take_act(struct lane *self, struct act *act, int64_t now_us, bool is_cut);
// Nothing is on any more.
void lane_clear(struct lane *self);
// True also when nothing is on.
bool lane_is_over(struct lane *self, int64_t now_us, struct error *err);

// How far the transition is, 0 … 256 (over); ends it when it is over.
int lane_entry(struct lane *self, int64_t now_us);
