// One thing the writer is told, with its own copy of every string, in one piece of memory. Made on
// the caller's thread, read and freed on the writer's; never changed while the writer works on it.
#pragma once

#include "ledger/event.h"
#include "ledger/play.h"

#include <stddef.h>

enum entry_kind {
    ENTRY_OPEN = 1, // a play starts
    ENTRY_PROGRESS, // it is still on
    ENTRY_CLOSE,    // it ended
    ENTRY_EVENT,    // something happened beside the plays
};

enum { SHA256_SIZE = 32 };

struct entry {
    enum entry_kind kind;
    int64_t ticket;         // of the play; of the event, which has numbers of its own
    bool ends_group;        // the last of a group that is stored in one transaction
    enum play_end end;      // ENTRY_CLOSE
    struct play_start play; // ENTRY_OPEN; its strings live behind this struct
    struct event event;     // ENTRY_EVENT; its strings likewise
    struct play_progress shown;
    bool has_content; // `content` is the SHA-256 of what is shown
    unsigned char content[SHA256_SIZE];
};

// Owns: the caller, by free(). Strings that a play must have are "" when they were NULL.
struct entry *entry_new_open(int64_t ticket, const struct play_start *play);
struct entry *entry_new_progress(int64_t ticket, const struct play_progress *shown);
struct entry *entry_new_close(int64_t ticket, enum play_end end, const struct play_progress *shown);
struct entry *entry_new_event(int64_t ticket, const struct event *event);
