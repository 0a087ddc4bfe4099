// Adding plays up. What counts:
// - A play is an item that went on: failed ones of which no frame was shown are only `failed`.
// - A play belongs to the hour and the day of its start. Its visible time is split at the full hour
//   in proportion to its span, and only the part inside the wished range counts.
// - Full: visible for its planned time, less half a second (PLAY_FULL_TOLERANCE_MS).
// - With the display known to be off it is only `dark`; with the display unknown it counts, and is
//   told as `display_unknown`.
// - Untrusted: the wall clock was not known to be right, and no later play of the same boot tells
//   what it should have been.
// Pure; owned by the caller.
#pragma once

#include "ledger/ledger.h"
#include "report/report.h"

struct tally_row {
    char *key; // "" where the play does not say
    int64_t plays, full_plays, visible_ms;
    int64_t failed, skipped, cut, untrusted;
    int64_t dark, display_unknown;
};

struct tally {
    struct report_wish wish;
    struct tally_row *rows; // in order of key
    size_t count, capacity;
    struct tally_row total; // key NULL
};

void tally_init(struct tally *self, const struct report_wish *wish);
void tally_fini(struct tally *self);

// Counts `play`, whose start_wall and trust are already what they should have been.
void tally_add(struct tally *self, const struct play *play);

// Puts the rows in the order a reader wants: hours and days as they come, everything else by plays,
// most first. Nothing is added afterwards.
void tally_sort(struct tally *self);
