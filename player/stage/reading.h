// What people who stand before a zone have to cope with: how large an item's text is there, how
// fast it passes, how long it stays. Nothing is painted or decoded. Thread: main.
#pragma once

#include "stage/act.h"

struct reading {
    int size_px; // em of its smallest characters; 0: there is nothing to read
    // text that scrolls
    int64_t rate_mch_s;  // characters that pass in 1000 s; 0: it stands still
    int64_t speed_mpx_s; // the speed at which they do
    bool is_joined;      // that is the zone's, which all its texts have
    int64_t sight_us;    // how long each is in sight
    // text that stands still: the page that leaves the least time for a character
    int page, pages;  // counted from 1
    int characters;   // of that page; 0: time does not matter
    int64_t shown_us; // INT64_MAX: as long as the item stays
};

// Full-width characters of a line of this size that pass in 1000 s.
int64_t reading_rate(int64_t speed_mpx_s, int size_px, const struct look *look);

// Fails: ERROR_MEDIA, as the item itself would.
bool reading_of(const struct act_request *request, struct reading *out, struct error *err)
    __attribute__((warn_unused_result));
