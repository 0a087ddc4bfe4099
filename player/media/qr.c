// A QR code as modules.
#include "media/qr.h"

#include <errno.h>
#include <qrencode.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"

enum { QR_DARK_BIT = 1 }; // libqrencode: the lowest bit of a module is its colour

bool qr_make(struct qr *out, const char *text, struct error *err)
{
    if (text[0] == '\0') {
        return error_set(err, ERROR_MEDIA, "a QR code needs a text or an address");
    }
    QRcode *code = QRcode_encodeString8bit(text, 0, QR_ECLEVEL_M);
    if (code == NULL) {
        return errno == ERANGE
                   ? error_set(err, ERROR_MEDIA,
                               "%zu bytes are too many for a QR code (2331 at the most)",
                               strlen(text))
                   : error_set(err, ERROR_MEDIA, "the QR code cannot be made: %s", strerror(errno));
    }
    size_t count = (size_t)code->width * (size_t)code->width;
    out->side = code->width;
    out->modules = mem_zeroed(count, 1);
    for (size_t i = 0; i < count; i++) {
        out->modules[i] = code->data[i] & QR_DARK_BIT;
    }
    QRcode_free(code);
    return true;
}

void qr_fini(struct qr *self)
{
    free(self->modules);
    *self = (struct qr){0};
}
