// What a ledger's events say about where its screen stands, who comes past, and what happened to
// it: everything of a report but the plays. Thread: any. Owned by the caller.
#pragma once

#include "reach/audience.h"
#include "report/clocks.h"
#include "report/headcounts.h"
#include "report/outreach.h"

#include <stdbool.h>
#include <stdint.h>

// In force from here on.
struct station_audience {
    struct wall from;
    bool is_known; // false: the point file stopped saying who comes past
    struct audience audience;
    char fingerprint[17]; // of what was said, hexadecimal
};

struct station_touch {
    int64_t day;
    int64_t times;
};

struct station {
    char *log_id;
    char *id, *name, *district, *venue; // as last said; "" where not
    int offset_s;                       // of the point's local time
    bool vouches;                       // for its machine's clock, by word of the point's file
    struct clocks *clocks;
    struct station_audience *audiences; // in order
    size_t audience_count, audience_capacity;
    struct headcounts headcounts;
    struct station_touch *touches; // a day each
    size_t touch_count, touch_capacity;
    struct outreach_manual *manual; // all that was ever entered, superseded ones too
    char **supersedes;              // for each of `manual`: the id that it corrects, or NULL
    size_t manual_count, manual_capacity, supersedes_capacity;
    struct outreach_event *notices;
    size_t notice_count, notice_capacity;
};

// Reads every event of `ledger`. Fails: the ledger cannot be read.
struct station *station_read(struct ledger *ledger, struct error *err)
    __attribute__((warn_unused_result));
// The same for a copy of a ledger that is told already: what happened in its first `told` events,
// and was entered there, is left out; where the screen stands and who comes past is not.
struct station *station_read_rest(struct ledger *ledger, int64_t told, struct error *err)
    __attribute__((warn_unused_result));
void station_free(struct station *self); // NULL is fine

// Who came past on civil day `day`; NULL: nobody has said.
const struct station_audience *station_audience_on(const struct station *self, int64_t day);

// Resolves the start of `play` and tells whether it can be relied on: trusted, worked out from the
// same boot, or vouched for.
bool station_resolve(const struct station *self, struct play *play);

// No day of an instant is further from 1970 than this.
#define STATION_DAY_MOST INT64_C(106751990)

int64_t station_day(const struct station *self, struct wall instant);
