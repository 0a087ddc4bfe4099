// What a reader of the ledger has to know beside the plays: that the player started, where it
// stands, who comes past, what it plays, what failed, what could not be stored. Thread: main.
#pragma once

#include "show/loop.h"

// The run begins: boot, point and audience (as the parts say them), playlist.
void announce_run(struct show *self);

// Another playlist is on.
void announce_playlist(struct show *self);

// Something that should be on the screen, or in the ledger, is not; `what` for people.
void announce_fault(struct show *self, const char *what);

// `lost` plays and events in all could not be stored in this run so far. Told once for each.
void announce_gap(struct show *self, int64_t lost, const char *why);
