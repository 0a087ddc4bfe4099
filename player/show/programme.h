// A playlist being performed: its plan, its stage, and what is on in each zone. The show has one,
// and for a moment a second one that gets ready behind it when the playlist was changed. The plan
// decides what is on; the programme puts it there, tells the plan what came in between (a key, a
// broken file, an emergency), and counts what was presented.
// Thread: main. Owned by the show.
#pragma once

#include "base/clock.h"
#include "calendar/calendar.h"
#include "ledger/trust.h"
#include "playlist/playlist.h"
#include "show/diary.h"
#include "show/lengths.h"
#include "show/strikes.h"
#include "show/turn.h"
#include "stage/stage.h"

#include <stdbool.h>

struct programme;

enum loss {
    LOSS_NONE = 0,   // something is on, or the plan wants nothing
    LOSS_FAILED,     // what could be on failed just now
    LOSS_QUARANTINE, // all of it is in quarantine
};

struct programme_parts {
    struct act_env env;
    struct writer *writer;
    struct diary *diary;
    struct strikes *strikes;
    struct lengths *lengths;
    enum display_power display;
    struct size canvas;
    const struct calendar *calendar; // for playlists that bring none of their own; NULL: none
    const struct when *openings;     // of the point
    size_t opening_count;
    const char *district; // of the point; NULL
    bool watches_files;   // an exchanged table of cases is read at once
};

// One instant, as the clocks of the show told it.
struct moment {
    struct mono now;  // of the frame, really since boot: what the ledger stores
    struct mono show; // the show's own time: pauses taken out
    struct wall wall;
    enum clock_trust trust;
    struct wall plan;  // what the plan goes by (show/timekeeper.h)
    bool is_plan_wall; // which is a known clock's time
};
struct diary_time diary_time_of(const struct moment *moment);

// Takes the playlist over, also when it is later freed, and its calendar (NULL: the usual one).
struct programme *programme_new(struct playlist *playlist, struct calendar *own_calendar,
                                const struct programme_parts *parts, bool is_clock_known);
// The same playlist with other parts, from its beginning; `self` is let go. Before anything is on.
struct programme *programme_again(struct programme *self, const struct programme_parts *parts,
                                  bool is_clock_known);
// Nothing may be open any more (programme_close_plays).
void programme_free(struct programme *self);

// Cues, takes and skips whatever is due in every zone.
void programme_direct(struct programme *self, const struct moment *moment);

// Gets what belongs on the screen ready in each zone, without putting anything on. To be called
// until the programme is ready, and afterwards, so that it stays so.
void programme_get_ready(struct programme *self, const struct moment *moment);
bool programme_is_ready(const struct programme *self);
// What was chosen to follow is chosen again, in every zone.
void programme_drop_all(struct programme *self);
// Whether the leading zone (the first of the file) is between two items, or shows none.
bool programme_is_between(struct programme *self, const struct moment *moment);
// The plan's time that a programme which follows this one should get ready for: that at which the
// leading zone's item ends, when that is near, else the moment's.
struct wall programme_hands_over(const struct programme *self, const struct moment *moment);

// Learns how long items take, a little each time. False: all is known.
bool programme_learn(struct programme *self, const struct moment *moment);
// Looks whether the table of cases was exchanged.
void programme_look(struct programme *self, const struct moment *moment);

// The plan's time is another than it was (show/timekeeper.h): at the next boundary the plan goes by
// it.
void programme_time_changed(struct programme *self, const struct moment *moment);
// The item was on when the player died at once, in the run before.
void programme_crashed(struct programme *self, const struct moment *moment, const char *id);
// What is in quarantine, or failed just now, may be tried again: what is another than what failed,
// or all of it.
void programme_release(struct programme *self, const struct moment *moment, bool releases_all);
// How many of its items are in quarantine, and one of them (NULL: none).
size_t programme_quarantined(const struct programme *self, const struct moment *moment,
                             const struct item **one);

// Whether nothing of it can be shown where something should be: nothing but house cards is on,
// after failures. LOSS_QUARANTINE: and nothing will be tried again soon.
enum loss programme_loss(const struct programme *self);
// Whether an item of it is ready to go on, or darkness belongs there.
bool programme_offers(const struct programme *self);

// The diary has learned of earlier events.
void programme_recall(struct programme *self, const struct moment *moment);

// Whether the leading zone shows something that can be left: not at closing time, nor in an
// emergency.
bool programme_can_jump(const struct programme *self);
// Jumps in the leading zone: +1 next, −1 previous. Range: it can.
void programme_jump(struct programme *self, const struct moment *moment, int by);
// The show stands still, or goes on.
void programme_pause(struct programme *self, const struct moment *moment, bool is_paused);
// Whether a pause has lasted until closing time, or to the end of an emergency: nobody may come to
// end it before the morning.
bool programme_outlasts_pause(struct programme *self, const struct moment *moment);

// The item called `id` takes the screen with the next frame, for `for_us` or (0) until it is
// cleared. Fails: the playlist holds no such item.
bool programme_emergency(struct programme *self, const struct moment *moment, const char *id,
                         int64_t for_us, struct error *err) __attribute__((warn_unused_result));
// False: there is no emergency.
bool programme_clear(struct programme *self, const struct moment *moment)
    __attribute__((warn_unused_result));
// The item that has taken the screen; NULL: none.
const struct item *programme_alarm(const struct programme *self);

// The earliest show time at which programme_direct() has something to do; INT64_MAX: not by itself.
int64_t programme_next_us(const struct programme *self, const struct moment *moment);

// Counts the time up to a frame: plays grow, the ledger hears of them. `is_visible`: what is on
// reached the glass; `is_drawn`: this frame was drawn, and may have changed it.
void programme_count(struct programme *self, const struct moment *moment, bool is_visible,
                     bool is_drawn, int64_t late);

// What the display is found to be, for the plays that begin from now on.
void programme_set_display(struct programme *self, enum display_power display);
// What stood on the screen in the last `us` was seen by nobody.
void programme_take_back(struct programme *self, int64_t us);

// Whether something went on, since the last time this was asked, that had not been on before: the
// same item at the same instant of itself is the same picture.
bool programme_take_news(struct programme *self);
// Whether something that follows is not ready yet.
bool programme_is_preparing(const struct programme *self);

// Another programme takes over: what came to its end is complete, what did not was preempted.
void programme_leave(struct programme *self, const struct moment *moment);

// All open plays end here.
void programme_close_plays(struct programme *self, const struct moment *moment, enum play_end end);

struct stage *programme_stage(struct programme *self);
const struct playlist *programme_playlist(const struct programme *self);
// The item that is on in the leading zone; NULL: the house card, or nothing.
const struct item *programme_leading(const struct programme *self);
bool programme_has_begun(const struct programme *self); // something is on in every zone
bool programme_is_dark(const struct programme *self);   // closing time everywhere, and no emergency
bool programme_opens_soon(const struct programme *self, const struct moment *moment);
