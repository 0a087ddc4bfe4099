// A ledger as evidence: a folder of plain files that somebody without this program can read and
// check. Written once, never changed.
//
//   records.jsonl   every record in the order in which it became final, the bytes that are sealed
//   seals.txt       the seal of each, a line each
//   items.jsonl     what was shown, with the SHA-256 of its bytes
//   events.jsonl    what happened beside the plays, with its local time
//   audience.jsonl  who came past, as said, from when on
//   method.txt      what the figures of reports mean and how they are worked out
//   audit.txt       what the audit found, and the head of the chain
//   SHA256SUMS      for sha256sum -c
#pragma once

#include "base/error.h"
#include "ledger/audit.h"

#include <stdbool.h>

// Audits `ledger` and writes all of that to `folder`, which is made, or is empty. `out`: what the
// audit found; `findings` may be NULL. Fails: cannot be written, or the ledger cannot be read.
bool evidence_write(struct ledger *ledger, const char *folder, const struct audit_wish *wish,
                    struct audit *out, struct error *err) __attribute__((warn_unused_result));

// Whether `path` is such a folder.
bool evidence_is(const char *path);

// Checks a folder by itself: the checksums, that every seal follows from its record and the seal
// before, and that no record is missing. What is found goes to `wish`, as in an audit.
// Fails: it cannot be read.
bool evidence_check(const char *folder, const struct audit_wish *wish, struct audit *out,
                    struct error *err) __attribute__((warn_unused_result));
