// A contact sheet: one picture per zone and item, with its name, kind and length below, and small
// ones at instants of its time where it changes. Main thread.
#pragma once

#include "cmd/rehearse.h"

// Clocks show `wall`. Owns: the caller, by frame_free().
struct SDL_Surface *sheet_make(const struct rehearsal *rehearsal, struct wall wall);
