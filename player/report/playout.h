// Plays as the United Kingdom's out-of-home trade wants them told: one line for each, in the format
// "Playout Digital File Format" 1.7 of Outsmart (CSV, UTF-8, no heading, LF, 19 fields). Pure; any
// thread.
// Source: github.com/Outsmart-OOH/PlayoutReportingStandard, Playout/playout-digital-file-format.md
// (08 Dec 2023) and playout-field-validation.md 2.0.
#pragma once

#include "base/str.h"
#include "ledger/ledger.h"

// What the format asks for and a play does not say. All of it is given out by SPACE, the trade's
// register of frames, or agreed with the buyer: NULL leaves a field empty, and a receiver that
// insists refuses the line.
struct playout_terms {
    const char *frame;         // ten digits; NULL: the id of the play's point stands in
    const char *order, *line;  // NULL: the playlist's name is the order
    const char *buyer, *brand; // numbers
    int offset_s;              // of the screen's local time
};

// Adds the line of `play`, whose start_wall is already what it should have been.
//
// - The start is in UTC with the local offset beside it, as the format says; the length is the time
//   that was visible, in milliseconds. End, share of time, agency, campaign and trigger are empty.
// - The creative is the item, its third-party reference the SHA-256 of what was shown, the player
//   the id of its ledger.
// - The reference is unique for ever, in at most 48 characters: point, then the first eight digits
//   each of ledger and run (a copied memory card has the ledger of another), then the number.
// - Texts are cut to what the format allows; nothing is put in front of them, as it would be for a
//   spreadsheet.
//
// Which plays qualify is the caller's to say: at least those whose clock is trusted or worked out,
// and of a screen with several zones those of one, because plays of a frame must not overlap.
void playout_add(const struct playout_terms *terms, const struct play *play, struct str *out);
