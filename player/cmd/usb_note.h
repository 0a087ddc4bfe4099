// What is left on a stick for whoever carries it from point to point: one small text for each, in
// Chinese, as any computer's editor shows it. Pure.
#pragma once

#include "base/clock.h"
#include "base/str.h"
#include "bundle/news.h"
#include "cmd/exporting.h"
#include "point/point.h"

#include <stdbool.h>

struct usb_note {
    const struct point *point;
    const struct news *news;
    const char *why;                 // the content was refused; ""
    const struct exported *exported; // NULL: the ledger was not copied …
    const char *ledger_why;          // … for this reason
    struct wall now;
    int offset_s;        // of the point's local time
    bool is_clock_right; // as far as this machine can know
};

// "result-nm-0001.txt". Owns: the caller, by free().
char *usb_note_name(const struct point *point);
// UTF-8 with its mark, lines end as on Windows.
void usb_note_write(const struct usb_note *self, struct str *out);
