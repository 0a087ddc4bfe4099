// What was found out about a machine: one line for an installer, in Chinese and in English, and
// how to mend it. Findings are collected, or sent on at once through a descriptor, so that what was
// told survives whoever told it. Owned by the caller; one thread.
#pragma once

#include "base/str.h"

#include <stdbool.h>
#include <stddef.h>

enum finding_state {
    FINDING_FINE = 1,
    FINDING_WARNING, // it plays, but not for ever, or not as well as it could
    FINDING_WRONG,   // it does not play, or loses what it should keep
};
const char *finding_state_name(enum finding_state state); // "fine", "warning", "wrong"

struct finding {
    char *section; // of the probe, "storage"
    enum finding_state state;
    char *id;      // for programs, never changed: "storage.read-only"
    char *chinese; // what, no full stop
    char *english;
    char *fact; // in no language, or a driver's: "mmcblk0p2 ext4"; NULL: there is none
    char *mend; // the command to type; NULL: nothing to be done, or the sentence says it
};

struct findings {
    struct finding *each;
    size_t count, capacity;
    const char *section; // of those that are added; borrowed
    int fd;              // they are sent there instead; only looked at when `is_sending`
    bool is_sending;
};

// What a probe says. The first three texts are borrowed, the others taken over; they may be NULL.
struct told {
    const char *id, *chinese, *english;
    char *fact, *mend;
};
void findings_add(struct findings *self, enum finding_state state, struct told told);
void findings_fini(struct findings *self);

size_t findings_of(const struct findings *self, enum finding_state state); // how many

// Adds what whole findings `bytes` hold, as they were sent, and removes them there.
void findings_receive(struct findings *self, struct str *bytes);
