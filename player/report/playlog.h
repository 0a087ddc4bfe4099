// Plays of a period one by one, from many ledgers, each once: what --playout prints. Thread: any
// one.
#pragma once

#include "base/str.h"
#include "report/assemble.h"

#include <stdbool.h>

// Adds a line (report/playout.h) for each play that counts as outreach: its time is certain, the
// display was not known to be off, and a frame of it was shown. Plays of one screen must not
// overlap in that format: only one zone's are told, `zone`, or where it is NULL that which shows
// the most. Of `wish` only ledgers, period and progress matter. Fails: a ledger cannot be read.
bool playlog(const struct assemble_wish *wish, const char *zone, struct str *out, struct error *err)
    __attribute__((warn_unused_result));
