// Reading a table as spreadsheets write it (RFC 4180): fields in quotes with doubled quotes and new
// lines in them, lines ended by LF or CRLF, separated by commas, semicolons or tabs, with or
// without a byte order mark. Owned by whoever declared it; one thread.
#pragma once

#include "base/str.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum {
    CSV_FIELDS = 64,       // fields of a row that are kept; the rest is passed over
    CSV_FIELD_LIMIT = 4096 // bytes; a field in quotes that is longer was never closed
};

struct csv {
    const char *at, *end; // borrowed
    char separator;       // as the first line has most of
    int line;             // of `at`, from 1
    // The row that was read last.
    struct str text;
    size_t starts[CSV_FIELDS]; // offsets in `text`; each field ends with a NUL
    size_t count;
    int row_line;
    const char *fault; // what is wrong with it, a sentence; NULL: nothing
};

// Why `bytes` are no table, a sentence with the `*line` to blame; NULL: they can be read. Excel
// saves Chinese as GBK unless it is told otherwise.
const char *csv_fault(const char *bytes, size_t length, int *line);

// `bytes` must outlive it, and hold no NUL.
void csv_init(struct csv *self, const char *bytes, size_t length);
void csv_fini(struct csv *self);

// Reads the next row that is not empty. False at the end.
bool csv_next(struct csv *self);

// Field `index` of the row without blanks around it, "" when there is none. Borrowed until the next
// row.
const char *csv_field(const struct csv *self, size_t index);

// "2026-11-04", "2026/11/04" or "2026/11/4".  Units: days since 1970-01-01.
// Fails: anything else, or a date that is not on the calendar.
bool csv_date(const char *text, int64_t *day);
