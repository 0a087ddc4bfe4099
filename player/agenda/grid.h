// A table for a terminal: cells come one by one, columns are as wide as their widest cell, by what
// a terminal makes of Chinese. Owned by whoever declared it; one thread.
#pragma once

#include "base/str.h"

struct grid {
    const char *aligns; // one letter a column: 'l' or 'r'
    char **cells;
    size_t count, capacity;
};

// The next cell, from left to right, row after row.
void grid_add(struct grid *self, const char *text);
void grid_addf(struct grid *self, const char *format, ...) __attribute__((format(printf, 2, 3)));
// The same with what was gathered in `text`, which is empty afterwards.
void grid_take(struct grid *self, struct str *text);

// Adds the table to `out`, each line behind `indent`, and forgets the cells.
void grid_print(struct grid *self, const char *indent, struct str *out);
