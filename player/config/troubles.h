// Everything that was found wrong with a file, collected so that its author hears all of it at
// once. Owned by the caller; one thread.
#pragma once

#include "base/str.h"

#include <stdbool.h>
#include <stddef.h>

enum severity {
    TROUBLE_ERROR = 1, // the file cannot be used
    TROUBLE_WARNING,   // usable, but its author would want to know
};

struct trouble {
    enum severity severity;
    char *file;     // as the user named it
    int line;       // from 1; 0 when no line is to blame
    char *key;      // "items[2].speed", NULL when no key is to blame
    char *sentence; // what is wrong
    char *hint;     // what would be right, NULL when the sentence says it
};

struct troubles {
    struct trouble *items;
    size_t count;
    size_t capacity;
};

// Adds one finding; `key` and `hint` may be NULL. Texts are copied.
void troubles_add(struct troubles *self, enum severity severity, const char *file, int line,
                  const char *key, const char *hint, const char *sentence, ...)
    __attribute__((format(printf, 7, 8)));

size_t troubles_errors(const struct troubles *self); // how many findings make the file unusable

// One line a finding, in file and line order: "demo.cfg:12: error: items[2].speed: … (…)".
void troubles_print(const struct troubles *self, struct str *out);

void troubles_fini(struct troubles *self);
