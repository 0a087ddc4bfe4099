// What happened beside the plays: somebody pressed a key, an emergency, cases that were read, a
// clock that jumped, a screen that went dark. Facts, never changed. Together with playlist and
// calendar they say why a day went as it did, so that it can be planned again just so.
#pragma once

#include "base/clock.h"
#include "ledger/play.h"

#include <stddef.h>
#include <stdint.h>

enum event_kind {
    EVENT_NEXT = 1,  // what was on ended: a person wanted the next, or it ended by itself too early
    EVENT_SHOW,      // `item` was wanted instead (the previous key)
    EVENT_FAILED,    // `item` could not be shown; value: µs until it is tried again, 0: at once
    EVENT_PAUSE,     // everything stood still
    EVENT_RESUME,    // and went on
    EVENT_EMERGENCY, // `item` took the screen; value: for how many µs, 0: until cleared
    EVENT_CLEAR,     // the emergency was over before its time
    EVENT_CASES,     // cases were read; detail: JSON with what follows from them
    EVENT_CLOCK,     // the wall clock jumped or became known; value: by how many µs
    EVENT_DARK,      // closing time: the screen went dark on purpose
    EVENT_LIGHT,     // opening time, or an emergency outside of it
    EVENT_BOOT,      // the player started
    EVENT_POINT,     // where the screen stands, from here on; detail: JSON
    EVENT_AUDIENCE,  // who comes past, from here on; detail: JSON, or "" for nobody knows
    EVENT_PLAYLIST,  // what it plays, from here on; detail: JSON with name and revision
    EVENT_COUNT,     // so many people (value) came past; detail: JSON with interval and source
    EVENT_TOUCH,     // somebody touched the point so often (value) while `item` was on
    EVENT_DISPLAY,   // the display was found to be (value: enum display_power)
    EVENT_FAULT,     // something failed; detail: what, for people
    EVENT_GAP,       // so many plays and events (value) could not be stored; detail: why
    EVENT_MANUAL,    // outreach that staff entered; value: how many; detail: JSON
};

struct event {
    enum event_kind kind;
    struct mono mono;
    struct wall wall;
    enum clock_trust trust;
    const char *zone;    // name; NULL: all of them
    const char *item;    // id; NULL: none
    int64_t value;       // what the kind says; 0
    const char *detail;  // NULL: none
    const char *boot_id; // when it is read: the boot in which it happened; else not looked at
};

const char *event_kind_name(enum event_kind kind); // "next", …; NULL for a number that is none

// A play that was on when the run before this one broke off, in this very boot: the player was
// killed or crashed, while the machine went on.
struct past_cut {
    const char *item;
    struct mono start;
};

// What the ledger knew when the player started, for a show that goes on where the last one was cut.
// Of the newest 200,000 plays and 20,000 events; nothing when they cannot be read.
struct past {
    struct wall highest;  // latest wall time of a play or an event with a clock that was at least
                          // bounded; 0: none
    struct event *events; // of the 26 hours up to `highest`, and emergencies whenever they were, in
                          // order as they were stored
    size_t event_count;
    struct past_cut *cuts; // in order as they began
    size_t cut_count;
    char **texts; // that the strings point to
    size_t text_count;
};
void past_free(struct past *self); // NULL is fine
