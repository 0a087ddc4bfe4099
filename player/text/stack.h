// The font stack as a file (fonts.cfg): which font files to look into, in which order. Owned by the
// caller.
#pragma once

#include "base/error.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct stack_entry {
    char *file;   // the first of the entry's files that is there
    int face;     // index inside a collection
    char *script; // ISO 15924 when the letters join and need shaping, "Mong"; NULL
    bool is_bold;
    bool is_latin;    // asked for quotation marks of Latin text, and for nothing else
    bool is_own;      // the author's: asked before all others, for every size and weight
    uint32_t strikes; // bit n: asked, before all outlines, for its bitmaps of n px; 0: for outlines
};
enum { STRIKE_LARGEST_PX = 31 };

struct stack {
    struct stack_entry *entries;
    size_t count;
    char *packages; // Debian packages that hold what is missing, "a b"; "" when all is there
};

// Entries whose files are all missing are left out.
// Fails: ERROR_CONFIG when the file is wrong, ERROR_DEVICE when no font of it is there (says which
// packages to install).
bool stack_read(struct stack *out, const char *path, struct error *err)
    __attribute__((warn_unused_result));
void stack_copy(struct stack *out, const struct stack *from);
void stack_fini(struct stack *self);
