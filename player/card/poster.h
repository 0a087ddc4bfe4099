// A picture on a card, whole and as large as can be, with what there is to say about it: below a
// wide one; in the header or at the side of an upright one, which needs the height. Main thread;
// waits for a decoder.
#pragma once

#include "card/layout.h"

// Before the card is painted: where title and topic will be. Range: an item that has a picture.
// Fails: ERROR_MEDIA.
bool card_poster_plan(struct card_layout *self, struct error *err)
    __attribute__((warn_unused_result));

// Into the painted layout.
bool card_poster_paint(struct card_layout *self, struct error *err)
    __attribute__((warn_unused_result));
