// The files that a set of cards consists of: their names, their making, what came of each. Main
// thread. Owned by the caller.
#pragma once

#include "base/error.h"
#include "base/str.h"
#include "card/card.h"

#include <stdbool.h>
#include <stddef.h>

enum card_format {
    CARD_PNG = 1,
    CARD_JPG,
};

// What is made.
struct card_wish {
    struct card_terms terms;
    const char *folder;      // that exists; where the files go
    const char *file;        // the only one, with its path; NULL: names of their own in the folder
    enum card_format format; // 0: what suits the item
    bool wants[CARD_SHAPES];
    bool wants_thumbs;
};

struct card_file {
    const struct card_shape *shape;
    char *name; // seen from the folder
    size_t bytes;
};

// An item of which there is at least one card.
struct card_entry {
    const struct item *item;
    struct card_file files[CARD_SHAPES];
    size_t file_count;
    struct str thumb; // JPEG; empty where none is wanted
    struct size thumb_size;
};

struct card_set {
    const struct card_wish *wish; // borrowed
    struct card_entry *entries;
    size_t count, capacity;
    char **names; // of all files so far
    size_t name_count, name_capacity;
};

void card_set_init(struct card_set *self, const struct card_wish *wish);
void card_set_fini(struct card_set *self);

// Makes one card and adds it. Fails: ERROR_MEDIA when it cannot be made, ERROR_FULL when its file
// cannot be written; nothing is added and no part of a file is left then. `*path`: where it is;
// borrowed.
bool card_set_make(struct card_set *self, const struct item *item, const struct card_shape *shape,
                   const char **path, struct error *err) __attribute__((warn_unused_result));
