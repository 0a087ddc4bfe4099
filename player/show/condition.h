// How the machine is, as the show was told (health/health.h), and what it makes of that: said once
// when it begins and once when it is over, in the ledger too; fewer pictures while the machine is
// slowed down. Part of the loop; thread: main; owned by the show.
#pragma once

#include "base/clock.h"
#include "health/health.h"
#include "show/thrift.h"

#include <stdbool.h>
#include <stdint.h>

// Something that is bad, or not: it is over when it was well for a while.
struct complaint {
    bool is_told;
    struct mono well_since; // 0: it is not
};

struct condition {
    struct health health; // the last look; looks 0: none yet
    struct mono asked_at;
    struct thrift thrift;
    int64_t presents, late; // of the show, at the look before
    int full_rate_mhz;      // while every second frame is shown; else 0
    struct complaint power, locked, failing;
};

struct show;

// Asks once a second, and acts on what is new.
void condition_look(struct show *self);

// Another programme is on: it is as thrifty as the one before.
void condition_apply(struct show *self);

// Adds a sentence for people; nothing while all is well.
struct str;
void condition_say(const struct condition *self, struct str *out);
