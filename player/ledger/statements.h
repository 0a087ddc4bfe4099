// The writer's questions and orders to SQLite, prepared once. Inside this room.
// Thread: the connection's. Owned by the store.
#pragma once

#include "base/error.h"

#include "ledger/chain.h"

#include <sqlite3.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

// What is asked and told; statements.c has the text of each, with the numbers of its values.
enum statement {
    BEGIN,
    COMMIT,
    ROLLBACK,
    SUBJECT_FIND,
    SUBJECT_ADD,
    CONTENT_FIND,
    CONTENT_ADD,
    PLAY_ADD,
    PLAY_REFRESH,
    PLAY_SET_CONTENT,
    DIGEST_FIND,
    DIGEST_ADD,
    DIGEST_PRUNE,
    DAY_COUNT,
    EVENT_ADD,
    EVENT_KNOWN,
    DAY_SUMS,
    STATEMENTS,
};

struct statements {
    sqlite3 *handle;     // borrowed
    struct chain *chain; // what is told becomes a part of it where it is final
    sqlite3_stmt *each[STATEMENTS];
};

bool statements_prepare(struct statements *self, sqlite3 *handle, struct error *err)
    __attribute__((warn_unused_result));
void statements_fini(struct statements *self);

// The statement, ready for new values.
sqlite3_stmt *statements_fresh(struct statements *self, enum statement which);
void statements_bind(sqlite3_stmt *statement, const int64_t *numbers, size_t count);

// Carries the order out.
bool statements_tell(struct statements *self, enum statement which, struct error *err);

// The number that is the answer; 0 when there is none. Fails: as the disk does.
bool statements_ask(struct statements *self, enum statement which, int64_t *answer,
                    struct error *err);
