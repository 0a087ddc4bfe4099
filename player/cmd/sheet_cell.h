// One item on a contact sheet: its picture, a strip of small ones at instants of its time where it
// changes, and its name, kind and length. Main thread.
#pragma once

#include "cmd/rehearse.h"

// Range: its length is known there; width_px ≥ 100. Owns: the caller, by frame_free().
struct SDL_Surface *sheet_cell_make(const struct rehearsal *rehearsal, size_t zone, size_t item,
                                    struct wall wall, int width_px);

// What the sheet lies on.
struct colour sheet_ground(void);
