// A report in the making, shared by assemble.c (ledger by ledger) and assemble_day.c (day by day).
// Inside this room.
#pragma once

#include "report/assemble.h"
#include "report/estimate.h"
#include "report/sources.h"
#include "report/station.h"

// Parallel to the rows of a table until these are put in order.
struct estimates {
    struct estimate *each;
    size_t count;
};

struct assembly {
    const struct assemble_wish *wish;
    struct outreach *out;
    struct sources sources;
    struct catchments catchments;
    struct estimates tables[OUTREACH_TABLES];
    struct estimate all;

    // of the ledger that is being read
    struct station *station;
    size_t point;
    size_t districts[OUTREACH_DEPTHS];
    size_t district_count;
};

enum { ASSEMBLY_DATE_BYTES = 16 }; // "2026-11-25"
void assembly_date(int64_t day, char out[ASSEMBLY_DATE_BYTES]);

// The position of a row, which is made where it is missing, and its estimate, borrowed until
// another row is asked for.
size_t assembly_row(struct assembly *self, enum outreach_table table, const char *key,
                    const char *label);
struct estimate *assembly_estimate(struct assembly *self, enum outreach_table table, size_t row);

// A day of the present ledger goes into every row that it belongs to; a days_visitor.
void assembly_add_day(void *assembly, const struct daily *daily);
