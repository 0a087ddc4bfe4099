// A play: what really was shown, as facts. Half-open times; a play belongs to the hour of its
// start. Source of the terms: the definitions printed by `xiaolaba report` (man xiaolaba).
#pragma once

#include "base/clock.h"

#include <stdbool.h>
#include <stdint.h>

enum play_end {
    PLAY_OPEN = 0,  // still on the screen
    PLAY_COMPLETE,  // came to its planned end
    PLAY_PREEMPTED, // something more urgent took its place
    PLAY_SKIPPED,   // a person pressed next or previous
    PLAY_FAILED,    // could not be shown, or broke off
    PLAY_CUT,       // the power went: closed at the next start with what was stored
    PLAY_SHUTDOWN,  // the player was told to end
};

enum clock_trust {
    CLOCK_UNKNOWN = 0, // wall time not to be believed
    CLOCK_BOUNDED,     // nobody keeps it, but it was set from a clock with a battery (trust.h)
    CLOCK_REBASED,     // worked out later, from a play of the same boot
    CLOCK_TRUSTED,     // the kernel's clock is synchronised (adjtimex)
};

enum display_power {
    DISPLAY_UNKNOWN = 0,
    DISPLAY_OFF,
    DISPLAY_ON,
};

// Known when a play starts. Strings are borrowed during the call and copied.
struct play_start {
    const char *item;         // id
    const char *kind;         // "video"
    const char *topic;        // NULL
    const char *audience;     // NULL
    const char *zone;         // name
    bool is_endless;          // plays of the zone follow each other before the last one has left
    const char *content_path; // file whose bytes are shown: the ledger's writer digests it; NULL
    const char *content_text; // what is shown when there is no file; NULL
    const char *playlist;     // name
    const char *playlist_revision;
    int64_t slot; // running number of the slot in its zone
    struct mono start_mono;
    struct wall start_wall;
    enum clock_trust trust;
    enum display_power display;
    int64_t planned_ms;
};

// Counted while it shows, final when it ends.
struct play_progress {
    int64_t span_ms;    // from first to last present
    int64_t visible_ms; // from presented frames
    int64_t frames;     // presents that changed this zone's picture, first one included
    int64_t frames_late;
};

// Full play: visible_ms ≥ planned_ms − 500. Source: Broadsign's proof-of-play tolerance.
#define PLAY_FULL_TOLERANCE_MS 500

// Whether a play of `planned_ms` was full. A play of which no frame was presented never is.
bool play_is_full(const struct play_progress *shown, int64_t planned_ms);

// What a simulation adds to its program's version: its plays are no plays, and nobody may take them
// for some.
#define PLAY_SIMULATION " simulation"
bool play_is_simulated(const char *program_version);

const char *play_end_name(enum play_end end); // "complete", …; NULL for a number that is none
