// What the ledger of a theatre holds, as lines that a test can compare. For tests.
#pragma once

#include "theatre.h"

// Fails unless these are the zone's plays in order: "a 0.0 complete, b 10.0 preempted", with the
// seconds since the first start (of the monotonic clock) at which each began.
void expect_plays(const struct theatre *theatre, const char *zone, const char *want);

// Fails unless these are the events, but for those that tell what a run is (boot, playlist), in
// order of which the ledger tells: "dark 10.0, light 20.0".
void expect_events(const struct theatre *theatre, const char *want);

int64_t count_events(const struct theatre *theatre, enum event_kind kind);

// Fails unless the display was switched like this: "off 10.0, on 58.0".
void expect_powers(const struct theatre *theatre, const char *want);

// Fails unless these are the colours of a spot in order: "ff0000 0.0, 0000ff 10.0".
void expect_glances(const struct theatre *theatre, int spot, const char *want);

// Fails when two plays of the zone overlap, or the same item comes twice in a row.
void expect_one_after_the_other(const struct theatre *theatre, const char *zone);
