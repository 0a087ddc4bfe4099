// Whether the tables hold what the chain seals, no more and no less, and are tables as a player
// makes them. Inside this room. Thread: the ledger's.
#pragma once

#include "ledger/record.h"

#include <sqlite3.h>
#include <stdbool.h>
#include <stdint.h>

// Numbers of rows without their order: equal exactly when the rows are, but for chance.
struct heap {
    int64_t count;
    uint64_t sum;
};
void heap_add(struct heap *self, int64_t number);

// Takes what is found, a sentence each.
struct audit_ear {
    void (*say)(void *self, const char *sentence);
    void *self;
};
void audit_say(const struct audit_ear *ear, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

// Every row of the kind's table is among the `sealed`, and each of those is sealed once. Fails: the
// table cannot be read.
bool audit_rows(sqlite3 *handle, enum record_kind kind, const struct heap *sealed,
                const struct audit_ear *ear) __attribute__((warn_unused_result));

// Nothing is planted among the tables: no view instead of one, no trigger, no other column.
// Fails: they cannot be read.
bool audit_tables(sqlite3 *handle, const struct audit_ear *ear) __attribute__((warn_unused_result));
