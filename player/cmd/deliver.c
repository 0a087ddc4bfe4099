// Handing a text over.
#include "cmd/deliver.h"

#include "base/file.h"

#include <stdio.h>

bool deliver(const struct opts *opts, const struct str *text, struct error *err)
{
    const char *path = opts_value(opts, "output");
    if (path != NULL) {
        return file_write(path, str_text(text), text->length, err);
    }
    bool done = fwrite(str_text(text), 1, text->length, stdout) == text->length;
    return (fflush(stdout) == 0 && done) ||
           error_set(err, ERROR_FULL, "standard output cannot be written");
}
