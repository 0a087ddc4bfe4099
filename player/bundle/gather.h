// Putting a bundle together: a playlist and every file it names, into a plain folder that only has
// to be signed. Owned by the caller; one thread; blocking.
#pragma once

#include "bundle/manifest.h"
#include "config/troubles.h"

#include <stdbool.h>

struct gathered_file {
    char *from; // absolute, without links
    enum bundle_kind kind;
    int line;       // of the playlist that names it
    char *playlist; // as its author called it
};

struct gathering {
    struct gathered_file *files; // each once
    size_t count, capacity;
    bool has_usual_calendar; // a playlist goes by the calendar that ships with the program
    bool has_usual_fonts;
};

// Reads a playlist and notes its files. What is wrong, missing files too, is added to `troubles`;
// false when one of the findings is an error. The first playlist becomes the usual one.
bool gather_playlist(struct gathering *self, const char *path, struct troubles *troubles)
    __attribute__((warn_unused_result));
void gather_fini(struct gathering *self);

struct gather_wish {
    const char *folder; // of the bundle; made where it is missing
    // How far it is, in bytes; may be NULL.
    void (*progress)(void *self, int64_t done, int64_t total);
    void *self;
};

// Fills files, total and playlist of `manifest` (its header is the caller's) and writes the bundle:
// blobs that are there already are kept, those of an earlier one go, and so do its signatures. The
// manifest comes last. Fails: the folder holds something else, a file changed meanwhile, or the
// disk is full.
bool gather_write(const struct gathering *self, const struct gather_wish *wish,
                  struct manifest *manifest, struct error *err) __attribute__((warn_unused_result));
