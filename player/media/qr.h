// A QR code as modules (libqrencode). Pure; any thread.
#pragma once

#include "base/error.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct qr {
    int side;         // modules along an edge, 21 … 177, without the quiet zone
    uint8_t *modules; // side × side bytes, row by row, 1 = dark
};

enum { QR_QUIET_MODULES = 4 }; // ISO/IEC 18004: light border that a reader needs

// Encodes `text` (UTF-8) with error correction M. Fails: ERROR_MEDIA when it is too long.
bool qr_make(struct qr *out, const char *text, struct error *err)
    __attribute__((warn_unused_result));
void qr_fini(struct qr *self);
