// What was shown, as a table: for a terminal, as CSV, as JSON. From one ledger or from several,
// merged: a play that is in two copies of a ledger is counted once. Definitions of the columns are
// printed below the table; they are those of tally.h. Pure but for reading the files; any thread.
#pragma once

#include "base/clock.h"
#include "base/error.h"
#include "base/str.h"

#include <stdbool.h>
#include <stddef.h>

enum report_by {
    REPORT_BY_ITEM = 1,
    REPORT_BY_ZONE,
    REPORT_BY_HOUR, // of the day, 00 … 23
    REPORT_BY_DAY,
    REPORT_BY_TOPIC,
    REPORT_BY_AUDIENCE,
    REPORT_BY_KIND,
    REPORT_BY_POINT,
};

enum report_format {
    REPORT_TABLE = 1,
    REPORT_CSV, // UTF-8 with BOM, CRLF, as spreadsheets want it
    REPORT_JSON,
};

struct report_wish {
    struct wall from, to; // half open; report_everything() for no limits
    int offset_s;         // what clock hours and days are told by: CIVIL_CHINA_OFFSET_S
    enum report_by by;
    enum report_format format;
    bool counts_off; // also what was played with the display known to be off (rehearsals)
};

// A table of everything by item, in China's time.
struct report_wish report_everything(void);

// "item", "zone", … False: none of them; `report_by_names` lists them for a message.
bool report_by_parse(const char *name, enum report_by *out);
const char *report_by_name(enum report_by by);
const char *report_by_names(void);

// Reads the limits as people say them: "2026-11-01" or "2026-11-01T08:30". A `to` without a time
// means that day too. NULL leaves that limit open.
// Fails: CONFIG, not a date, or the range is empty.
bool report_range(struct report_wish *wish, const char *from, const char *to, struct error *err)
    __attribute__((warn_unused_result));

// Adds the report to `out`. Fails: a ledger cannot be read.
bool report_run(const char *const *ledgers, size_t count, const struct report_wish *wish,
                struct str *out, struct error *err) __attribute__((warn_unused_result));
