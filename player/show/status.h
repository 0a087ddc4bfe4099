// What the information plate says: a few lines in Chinese for the person in front of the screen.
// Pure.
#pragma once

#include "base/str.h"
#include "ledger/writer.h"
#include "playlist/item.h"
#include "show/condition.h"

#include <stdbool.h>
#include <stdint.h>

struct status {
    const struct item *item; // NULL: the house card
    int64_t speed_mpx_s;     // 0: nothing scrolls
    int wished_px_s;         // before it was made whole
    int frames_per_10s;      // presented
    int64_t frames_late;     // since the start
    bool is_alarm;           // it has taken the screen
    bool is_dark;            // closing time
    bool is_clock_known;
    bool is_paused, is_muted, has_sound;
    bool is_logging;
    struct writer_status ledger;
    bool stands_in;                    // nothing of the playlist can be shown, this is another
    size_t quarantined;                // items that failed too often …
    const struct item *one_of_them;    // … and one of them; NULL
    const struct condition *condition; // of the machine; NULL: nobody looks at it
    const char *trouble;               // the last thing that went wrong with a reload; ""
};

void status_write(const struct status *self, struct str *out);
