// An act is an item being performed in a zone: its text laid out, its decoder open. This is what
// every kind of act looks like from the stage. Pictures are a function of the time since the act
// went on; nothing depends on the picture before, so a late frame does not slow a scroll and any
// instant can be drawn without playing up to it. Thread: main. Owned by the stage.
#pragma once

#include "base/clock.h"
#include "base/error.h"
#include "base/meridian.h"
#include "media/medium.h"
#include "media/mixer.h"
#include "playlist/playlist.h"
#include "stage/painter.h"
#include "stage/scroll.h"
#include "text/fonts.h"

#include <SDL.h>

// What all acts share. Borrowed; outlives every act.
struct act_env {
    const struct meridian *meridian; // whose time clocks show; NULL: China's
    struct fonts *fonts;             // NULL: no text can be drawn
    struct painter *painter;         // paints text ahead; NULL: it is painted when it is asked for
    struct mixer *mixer;             // NULL: silent, or not open yet
    bool wants_sound;                // films and calls are decoded with their sound
    int rate_mhz;                    // frames per 1000 s that the screen shows; > 0
    bool hides_clocks; // nobody will know what time it is when this is seen: clocks are left empty
    bool only_cuts;    // no transitions: the machine has no strength for them
    enum medium_mode mode; // live, every frame exactly, or first pictures only
    int keeps_acts;        // acts a zone keeps when they have left, to put them on again; 0: none
};

// What one act is opened with. `item` is NULL for the house card.
struct act_request {
    const struct act_env *env;
    const struct item *item;
    const struct zone *zone;  // where it is shown; NULL: none in particular
    struct size size;         // of the zone
    struct colour background; // of the item, else of its zone; below 255: lower zones show through
    int64_t from_us;          // how far into itself it will go on; 0: from its beginning
};

enum act_state {
    ACT_PREPARING = 1, // call prepare() again
    ACT_READY,         // the first picture is in hand
    ACT_FAILED,        // cannot be performed: error says why
};

// What belongs on the screen at one instant.
struct act_view {
    int64_t picture;    // changes exactly when the pixels do
    struct rect area;   // of the zone: outside it nothing changes while the act is on
    struct rect opaque; // of the zone: the act paints every pixel of it
    int64_t next_us;    // the picture stays until then (elapsed time); INT64_MAX: for ever
};

// How a text that runs on a rail (stage/rail.h) makes room for the one that follows it. All in
// frames since it was at its beginning, when its head stood before the edge of the zone.
struct act_join {
    bool is_rightward;   // runs to the right; only those that run one way join
    int64_t next;        // the following text is at its beginning
    int64_t letters_out; // its last character has left the zone
    int64_t out;         // nothing of it is in sight any more
};

struct act;

struct act_ops {
    // Does a few milliseconds of work at most; also called while the act is on, to paint ahead.
    // `elapsed_us` is where it will go on, or is.
    enum act_state (*prepare)(struct act *self, int64_t elapsed_us, struct error *err);
    // How long the act wants to stay, valid once READY. Range: > 0.
    int64_t (*length_us)(const struct act *self);
    // It goes on the screen at this moment, `from_us` into itself: sound begins, a clock learns the
    // hour. May come again (see can_repeat).
    void (*start)(struct act *self, struct wall at, int64_t from_us);
    struct act_view (*view)(struct act *self, int64_t elapsed_us);
    // Draws the picture of the last view() with the zone's corner at (x, y), inside the clip
    // rectangle of `into`.
    void (*draw)(struct act *self, SDL_Surface *into, int x, int y);
    // NULL: over when its length has passed. Otherwise the act knows better; `err` is set when it
    // broke off.
    bool (*is_over)(struct act *self, int64_t elapsed_us, struct error *err);
    // How it scrolls: as fast as was wished, and really. NULL, or gives NULL: it does not.
    const struct scroll *(*scroll)(const struct act *self);
    // NULL: it stands alone. Valid once READY; borrowed as long as the act is.
    const struct act_join *(*join)(const struct act *self);
    // NULL: never. Whether it is PREPARING only because its file is still being read to its end,
    // which takes as long as the file is large and is no failure.
    bool (*is_vetting)(const struct act *self);
    void (*close)(struct act *self);
    bool can_repeat; // may be started again without opening it again, from anywhere
};

// Every act begins with this.
struct act {
    const struct act_ops *ops;
    const struct item *item;
    const struct act_env *env;
    struct size size;
    struct colour background; // that it paints itself: opaque, or none
    bool is_urgent;           // somebody waits for it: it does its work itself, in its steps
};

// Half the time that a frame is seen: what is due within it belongs to that frame.
static inline int64_t act_half_frame_us(const struct act *self)
{
    return INT64_C(500000000) / self->env->rate_mhz;
}

// Opens the act for the item's kind. Never waits: what takes time happens in prepare() or in a
// decoder process. Fails: ERROR_MEDIA with a sentence for people.
struct act *act_open(const struct act_request *request, struct error *err)
    __attribute__((warn_unused_result));
