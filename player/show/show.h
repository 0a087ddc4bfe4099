// The show: one loop that asks what time it is, directs the programme, draws what changed, presents
// it and counts it. It sees no SDL, opens no file but the playlist it reloads, and decides what is
// logged. Thread: main.
#pragma once

#include "base/clock.h"
#include "base/error.h"
#include "base/meridian.h"
#include "calendar/calendar.h"
#include "calendar/when.h"
#include "counters/counters.h"
#include "health/health.h"
#include "ledger/writer.h"
#include "playlist/playlist.h"
#include "point/light.h"
#include "screen/screen.h"
#include "stage/act.h"

#include <signal.h>
#include <stdbool.h>
#include <stdint.h>

// Said after a turn of the loop in which everything went well: what had to be on the glass is
// there. A loop that hangs, or a display that takes no pictures, is silent.
struct show_beat {
    struct mono now; // of the turn
    const char
        *title; // of what is on: the emergency, or the first zone's item; NULL: the house card
    bool is_emergency, is_dark, is_paused;
    bool is_standing_in; // nothing of the playlist can be shown: another one is on
    struct wall wall;    // by the wall clock, as far as `trust` goes
    enum clock_trust trust;
};

// Everything is borrowed and outlives the show.
struct show_parts {
    struct clock *clock;
    struct fonts *fonts;      // NULL: no font could be found
    struct painter *painter;  // paints text ahead; NULL: the loop does it
    struct writer *writer;    // NULL: nothing is logged
    const char *lengths_path; // where lengths of items are remembered; NULL: nowhere
    // Where the screen stands.
    const struct meridian *meridian; // NULL: China
    const struct calendar *calendar; // for playlists that name none; NULL: none
    const struct when *openings;     // opening hours; any of them
    size_t opening_count;            // 0: round the clock
    const char *district;            // NULL
    const char *point_facts;         // for the ledger, as JSON: the point; NULL: not said
    const char *audience_facts;      // the same: who comes past, "" for nobody knows
    const struct light *light;       // how bright the screen is, when; NULL: as it is
    // How far the wall clock can be believed. `trust` NULL: the kernel is asked.
    enum clock_trust (*trust)(void *self);
    void *trust_self;
    struct wall earliest; // no plausible clock is before it
    int64_t loop_us;      // since when the loop has been going on, as long as no clock is known
    // How the machine is; health_watch_ask() has this shape. NULL: nobody looks.
    void (*health)(void *self, struct health *out);
    void *health_self;
    enum medium_mode mode;
    enum display_power display; // for good; unknown: the screen is asked now and then
    bool wants_sound;
    int rate_mhz;       // frames per 1000 s that the screen is expected to show; > 0
    bool is_rate_told;  // by a person: what is measured does not overrule it
    struct size canvas; // that the screen is expected to have
    int64_t for_us;     // how long; 0: until told to end
    int64_t hear_us;    // keys, signals and files are looked at this often; 0: 20 times a second
    bool watches_file;  // a changed playlist comes on by itself
    bool skips_frames;  // only the first frame of each item is drawn: for simulations
    int keeps_acts;     // as in stage/act.h: for simulations
    bool hides_clocks;  // likewise: for recordings that are of no time of day
    bool shows_status;  // the information plate is on from the start
    bool is_muted;      // silent from the start, until the key is pressed
    const volatile sig_atomic_t *must_end;     // SIGTERM, SIGINT; may be NULL
    const volatile sig_atomic_t *reload_wish;  // counts SIGHUPs; may be NULL
    struct counters *counters;                 // that count people, live; NULL: none
    const struct counter_wish *counter_wishes; // that they were started for
    size_t counter_count;
    bool is_interactive;               // touches, clicks and keys are counted
    struct console *console;           // NULL: nobody can tell it anything
    const volatile sig_atomic_t *told; // changes when the console has news; may be NULL
    // Opens the sound device when a changed playlist is the first that sounds. Owns: the caller.
    // May be NULL.
    struct mixer *(*open_sound)(void *self);
    void *open_sound_self;
    // How the playlist is read again, and the file whose change asks for it. NULL: its own file.
    // `load` owes what playlist_load() does.
    struct playlist *(*load)(void *self, struct troubles *troubles);
    void *load_self;
    const char *watched;
    // What stands in while nothing of the playlist can be shown (show/ladder.h): rung 1, 2 … in
    // order. NULL: it cannot be used, when it adds an error to the troubles (the next rung is asked
    // for); else there are no more. Called again whenever the show falls. May be NULL. Owns: the
    // show, what it returns.
    struct playlist *(*fall_back)(void *self, int rung, struct troubles *troubles);
    void *fall_back_self;
    void (*began)(void *self); // the first content is on the glass; may be NULL
    void *began_self;
    void (*beat)(void *self, const struct show_beat *beat); // only after `began`; may be NULL
    void *beat_self;
};

enum show_end {
    SHOW_ENDED = 1,    // told to end, or the time was over
    SHOW_LOST_DISPLAY, // the screen is gone and did not come back
};

struct show;

// Something that should be on the screen is not, for a reason that lies outside of the show: told
// in the ledger. `what` is for people.
void show_fault(struct show *self, const char *what);

// A line at the bottom edge for so long, in place of the one before it: for whoever stands there.
// Range: at most 159 bytes; for_us > 0.
void show_notice(struct show *self, const char *text, int64_t for_us);

// Takes `playlist` over and starts getting its first items ready (decoders start), before there is
// a screen: that saves a film's opening time at the start. Owns: the caller, by show_free().
struct show *show_new(const struct show_parts *parts, struct playlist *playlist);
void show_free(struct show *self); // NULL is fine

// Performs until the end on `screen`, whose canvas has the size that was promised. `mixer` NULL:
// silent. All plays are closed before it returns. `rate_mhz`: what the screen really shows.
enum show_end show_run(struct show *self, struct screen *screen, struct mixer *mixer, int rate_mhz,
                       struct error *err);
