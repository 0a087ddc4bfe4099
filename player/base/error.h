// What went wrong, in a sentence a user can act on, and what the caller can do next.
// Lives on the caller's stack; owned by nobody else; any thread.
#pragma once

#include <stdbool.h>

// The code names the next step, not the cause.
enum error_code {
    ERROR_CONFIG = 1, // refuse the text, or keep the old one
    ERROR_MEDIA,      // skip this item, go on with the rest
    ERROR_BUSY,       // try again later
    ERROR_FULL,       // go on without storing
    ERROR_DEVICE,     // reopen the device, or exit for the supervisor
};

struct error {
    enum error_code code; // 0 while nothing went wrong
    char text[512];       // UTF-8, one line, no full stop at its end
};

// Fills `err` (which may be NULL) and returns false, so that `return error_set(err, …)` reads well.
bool error_set(struct error *err, enum error_code code, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

// Puts "context: " before the text that is there already. Returns false.
bool error_prefix(struct error *err, const char *format, ...) __attribute__((format(printf, 2, 3)));
