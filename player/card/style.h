// The colours of a card: the playlist's own, and the house card's where a playlist knows only the
// black of a wall. Pure; any thread.
#pragma once

#include "playlist/playlist.h"

#include <stdbool.h>

struct card_style {
    bool is_paper;           // to be printed: white, and sparing with ink
    struct colour field;     // behind everything
    struct colour band;      // behind the footer
    struct colour ink;       // letters, at least 4.5:1 on the field
    struct colour letters;   // of the item's own words, on its plate where it has one
    struct colour soft;      // small letters beside them
    struct colour accent;    // plates
    struct colour rule;      // thin lines
    struct colour on_accent; // letters on a plate
    struct colour call;      // the digits of the hotline, on the band
    struct colour shade;     // of the rings in the field; a = 0: none
};

void card_style_of(struct card_style *out, const struct item *item, const struct playlist *playlist,
                   bool is_paper);

// A colour that an author chose for letters, as it can be read on this card: itself where it stands
// out from what is behind it, else its nearest shade that does. `plate`: behind the letters; a = 0:
// none, the field is.
struct colour card_style_letters(const struct card_style *self, struct colour plate,
                                 struct colour colour);

// The zone that shows the item; NULL: none does.
const struct zone *card_zone_of(const struct playlist *playlist, const struct item *item);
