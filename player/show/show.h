// The show: one loop that asks what time it is, directs the programme, draws what changed, presents
// it and counts it. It sees no SDL, opens no file but the playlist it reloads, and decides what is
// logged. Thread: main.
#pragma once

#include "base/clock.h"
#include "base/error.h"
#include "ledger/writer.h"
#include "playlist/playlist.h"
#include "screen/screen.h"
#include "stage/act.h"

#include <signal.h>
#include <stdbool.h>
#include <stdint.h>

// Everything is borrowed and outlives the show.
struct show_parts {
    struct clock *clock;
    struct screen *screen;
    struct fonts *fonts;   // NULL: no font could be found
    struct mixer *mixer;   // NULL: no sound
    struct writer *writer; // NULL: nothing is logged
    enum medium_mode mode;
    enum display_power display;
    int rate_mhz;                             // frames per 1000 s; > 0
    int64_t for_us;                           // how long; 0: until told to end
    bool watches_file;                        // a changed playlist comes on by itself
    bool shows_status;                        // the information plate is on from the start
    const volatile sig_atomic_t *must_end;    // SIGTERM, SIGINT; may be NULL
    const volatile sig_atomic_t *reload_wish; // counts SIGHUPs; may be NULL
    void (*began)(void *self);                // the first content is on the glass; may be NULL
    void *began_self;
};

enum show_end {
    SHOW_ENDED = 1,    // told to end, or the time was over
    SHOW_LOST_DISPLAY, // the screen is gone and did not come back
};

// Performs `playlist` (taken over) until the end. All plays are closed before it returns.
enum show_end show_run(const struct show_parts *parts, struct playlist *playlist,
                       struct error *err);
