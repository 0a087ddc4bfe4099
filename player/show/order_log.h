// The order by which xiaolaba log hands an entry to the player. Private to show/order.c; pure.
#pragma once

#include "base/error.h"
#include "base/str.h"
#include "ledger/manual.h"

// The words behind "log", each with a blank in front.
void order_log_print(const struct manual_entry *self, struct str *out);

// Reads them back. Fails: ERROR_CONFIG with a sentence that holds none of their bytes.
bool order_log_read(char *const *words, int count, struct manual_entry *out, struct error *err)
    __attribute__((warn_unused_result));
