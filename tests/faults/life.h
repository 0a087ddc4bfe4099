// A player's life, as its ledger sees it: play after play through the real writer, with events and
// progress between them. What the k-th play of the n-th life is, and how it ends, follows from the
// two numbers alone, so that whoever reads the ledger later knows what has to be there.
#pragma once

#include "ledger/writer.h"

#include <stdbool.h>
#include <stdint.h>

// What was said to be stored: the first so many plays and events of the life. All of these plays
// but the last were closed.
struct promise {
    int64_t plays, events;
    bool is_closed; // the last as well
};

struct life {
    int number;
    struct writer *writer; // owned
    int64_t ticket;        // of the play that is on; 0: none
    struct promise told;   // handed in so far, stored or not
};

// `clock` is for the writer's back-off.
void life_begin(struct life *self, const char *path, int number, struct clock *clock);

// One change, stored as a whole: the play that is on is closed, the next one opened; events and
// progress come with some.
void life_change(struct life *self);
// Closes the play that is on.
void life_close(struct life *self);

// Waits for the disk until everything is stored, trying as often as the writer does. False: it did
// not help after so many `tries`.
bool life_settle(struct life *self, int tries);
// True: everything that was handed in is stored by now. Does not wait.
bool life_is_stored(struct life *self);

struct writer_status life_end(struct life *self);

// --- what has to be there ---

enum { LIFE_NAME_BYTES = 48 };

void life_item(char out[LIFE_NAME_BYTES], int number, int64_t play);
// Reads such a name back.
bool life_read_item(const char *item, int *number, int64_t *play);
// Start, planned length and display of a play. Strings that are not said stay NULL.
struct play_start life_start(int number, int64_t play);
enum play_end life_end_of(int number, int64_t play);
struct play_progress life_whole(int number, int64_t play); // as it ends
struct play_progress life_half(int number, int64_t play);  // on the way
// How many events have come with the first `plays` plays; the k-th event's value is k.
bool life_has_event(int number, int64_t play);
