// Whether the sums that a ledger keeps of its days are what its plays say. They are not sealed, and
// need not be: the plays are, and this adds them up anew. Thread: the ledger's.
#pragma once

#include "ledger/audit.h"

// What is found is told to `wish`, and counted in `out`, which audit_ledger() has filled.
// Fails: the ledger cannot be read.
bool days_audit(struct ledger *ledger, const struct audit_wish *wish, struct audit *out,
                struct error *err) __attribute__((warn_unused_result));

// The same on a thread of its own with a connection of its own, beside the audit of the seals,
// which takes as long. What is found is kept until it is joined.
struct days_audit;
struct days_audit *days_audit_start(const char *path);
// Waits for it, tells what was found, and frees it. Fails: as days_audit().
bool days_audit_join(struct days_audit *self, const struct audit_wish *wish, struct audit *out,
                     struct error *err) __attribute__((warn_unused_result));
