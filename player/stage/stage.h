// The stage: one lane per zone, in each an act that is on, perhaps one that is leaving, and one
// that is cued and gets ready behind the scenes. It draws what changed onto a canvas. It is given
// items and instants; it knows no plan and never asks the time. All instants are of the show's own
// time (pauses taken out). Thread: main. Owned by the caller; zones, items, fonts and mixer must
// outlive it.
#pragma once

#include "base/clock.h"
#include "base/error.h"
#include "playlist/playlist.h"
#include "stage/act.h"

#include <stdbool.h>

struct stage;

// Shape: `zone_count` zones, each later named by its place in `zones`; borrowed. Range: at least 1.
struct stage *stage_new(const struct zone *zones, size_t zone_count, struct size canvas,
                        const struct act_env *env);
void stage_free(struct stage *self); // NULL is fine

// Starts getting `item` ready for `zone`; what was cued there before is dropped, unless it is the
// same. Never waits. It is going to go on `from_us` into itself: a part of the plan that has begun
// already, a film that goes on after an interruption. Range: from_us ≥ 0.
void stage_cue(struct stage *self, size_t zone, const struct item *item, int64_t from_us);
void stage_drop_cue(struct stage *self, size_t zone);

// What is cued is wanted with the next frame: no painter is waited for, each stage_prepare() does a
// step of the work.
void stage_hurry(struct stage *self, size_t zone);

// How far the cue is; 0 when nothing is cued. `why` (may be NULL) tells why one FAILED; borrowed
// until the next cue.
enum act_state stage_cued(const struct stage *self, size_t zone, const char **why);

// Whether it is PREPARING only because its file is still being read to its end, which is no
// failure; what is dropped meanwhile goes on being read, and is ready sooner the next time.
bool stage_cued_is_vetting(const struct stage *self, size_t zone);

// How long the cued act takes, from its beginning. Range: it is READY. Units: µs.
int64_t stage_cued_length_us(const struct stage *self, size_t zone);

// The one bounded step of preparation that is most wanted. False when there is nothing to prepare.
bool stage_prepare(struct stage *self, struct mono now);

// The cued act (READY) goes on, exactly `from_us` into itself at this moment, which is the wall's
// `at`. Its whole length in microseconds is told. A transition may keep the old act in sight a
// while. `from_us` may differ a little from what was cued; a film stands still until its time
// reaches the picture that was got ready.
int64_t stage_take(struct stage *self, size_t zone, struct mono now, struct wall at,
                   int64_t from_us);

// In an endless zone: whether the cued act (READY) can join what is on, its head behind the other's
// tail; then it has to begin at `*at`, which may be over already.
bool stage_joins(const struct stage *self, size_t zone, struct mono *at);

// It does: it goes on exactly there, however late that is taken, and what was on stays in sight
// until all of it has left. Its whole length in microseconds is told. Range: it can.
int64_t stage_take_joined(struct stage *self, size_t zone, struct mono now, struct wall at);

// When the last character of what is on will have left the zone, whatever joins it until then;
// INT64_MAX µs: nothing is on that could be joined.
struct mono stage_letters_out(const struct stage *self, size_t zone);

// The house card goes on: nothing else can.
void stage_take_house(struct stage *self, size_t zone, struct mono now);

// The zone goes black, at once and on purpose; what is cued stays.
void stage_take_dark(struct stage *self, size_t zone, struct mono now);

// Nothing is on in the zone any more, at once, as if there were no such zone: what lies below
// shows; what is cued stays.
void stage_clear(struct stage *self, size_t zone);

// Whether the act that is on has come to its end, or nothing is on. `err` is set when it broke off.
bool stage_is_over(struct stage *self, size_t zone, struct mono now, struct error *err);

// What stage_draw() found to do.
struct stage_frame {
    const struct rect *changed; // borrowed until the next draw
    int count;                  // 0: the picture on the glass is still right
    int64_t next_us;            // show time of the next change; INT64_MAX: none by itself
};

// Draws onto `canvas`, which still holds what the last draw left there, whatever belongs to `now`.
struct stage_frame stage_draw(struct stage *self, struct mono now, SDL_Surface *canvas);

// Whether the last draw changed the zone's picture.
bool stage_zone_changed(const struct stage *self, size_t zone);

// How the zone's act scrolls; NULL when it does not. Borrowed until something else goes on.
const struct scroll *stage_scroll(const struct stage *self, size_t zone);

// The canvas has lost its pixels: the next draw draws all.
void stage_redraw(struct stage *self);

// The sound device, opened after the stage was made.
void stage_set_mixer(struct stage *self, struct mixer *mixer);

// Items cut in from now on, whatever transition they or their zones have; or as they have it again.
void stage_cut_all(struct stage *self, bool is_cutting);

// Sound and films stand still with the show.
void stage_pause(struct stage *self, bool is_paused);

// A plate of words over everything, top left; NULL takes it away.
void stage_overlay(struct stage *self, const char *text);

// A line at the bottom edge, for whoever stands before the screen; NULL takes it away.
void stage_notice(struct stage *self, const char *text);
