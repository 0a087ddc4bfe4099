// The records of a ledger in the order in which they became final, each with its seal: a chain of
// digests that anybody can compute again from the texts alone.
//
//     h_0 = 32 zero bytes        h_n = SHA-256(0x00 ‖ h_{n−1} ‖ text of record n)
//
// So whoever remembers n and h_n can tell later whether anything up to there was changed, left out,
// added or reordered. A text is one JSON object on one line; its bytes are what is sealed.
#pragma once

#include "ledger/ledger.h"

#include <stddef.h>
#include <stdint.h>

enum { SEAL_SIZE = 32 }; // bytes

struct record {
    int64_t n; // from 1
    const char *text;
    size_t length;
    const unsigned char *seal; // as it is stored
};

typedef void record_visitor(void *self, const struct record *record);

// Visits every record of the chain; strings are borrowed during the visit. One whose row is gone is
// passed over: audit.h tells. Fails: the file cannot be read on. Thread: the ledger's.
bool ledger_each_record(struct ledger *self, record_visitor *visitor, void *visitor_self,
                        struct error *err) __attribute__((warn_unused_result));

// The seal of a record that follows one with the seal `before`. Pure; any thread.
void record_seal(const unsigned char before[SEAL_SIZE], const char *text, size_t length,
                 unsigned char out[SEAL_SIZE]);
