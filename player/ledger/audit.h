// Whether a ledger is what the player wrote: the chain holds, no number is missing, nothing was
// shown twice at once or for longer than the player ran, and the clock went as the records say.
// What is found is told one sentence at a time, and the audit goes on behind it.
// Pure but for reading the file. Thread: the ledger's.
#pragma once

#include "ledger/ledger.h"

struct audit_wish {
    const char
        *expect; // a head as audit_head_text() prints it, remembered from earlier; NULL: none
    void (*finding)(void *self, const char *sentence);
    void *finding_self;
    void (*progress)(void *self, int64_t done, int64_t all); // records; NULL: nobody looks
    void *progress_self;
};

struct audit {
    int64_t records, runs, plays, events; // in the chain
    int64_t open_plays;                   // not sealed yet: still on, or the power went
    int64_t adopted;     // of the records, plays and events that are older than the chain
    int64_t gap_entries; // that the player says it could not store
    int64_t findings;
    bool was_sealed; // false: an older player wrote it, there is nothing to hold it against
    int64_t head_n;
    char head[65]; // hexadecimal
};

// True: the file could be read to its end, whatever was found. Fails: it could not.
bool audit_ledger(struct ledger *ledger, const struct audit_wish *wish, struct audit *out,
                  struct error *err) __attribute__((warn_unused_result));

// What such a head says; `digits` points into `text`. False: it is none.
bool audit_read_head(const char *text, int64_t *n, const char **digits);

// "1234:9f86d081…", what `expect` takes.
enum { AUDIT_HEAD_BYTES = 96 };
void audit_head_text(const struct audit *audit, char out[AUDIT_HEAD_BYTES]);
