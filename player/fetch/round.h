// What the files of update.h know of each other: one look, from beginning to end. Private to them:
// update.c (the order of things), small.c (manifest, signatures, keys), large.c (files).
#pragma once

#include "fetch/download.h"
#include "fetch/get.h"
#include "fetch/seen.h"
#include "fetch/update.h"

struct round {
    struct content *content;
    const struct update_terms *terms;
    struct updated *out;
    struct download download;
    struct getter *getter;
    struct seen seen;
    char *noted;               // the same as it is on the disk; NULL: it is not
    bool is_signed;            // the manifest that is here is
    struct manifest *manifest; // once it was found to be signed
};

// Return false, so that `return round_fail(…)` reads well.
bool round_fail(struct round *self, const char *what, const struct error *err);
bool round_refuse(struct round *self, enum accept_answer answer, const struct error *err);
// The same as getter_get(), counted; `name` is within the bundle's folder.
enum got round_get(struct round *self, const char *name, struct get *get, struct get_reply *reply,
                   struct error *err);
// Notes what is known by now. A note that is lost costs another request.
void round_note(struct round *self, enum accept_answer answer);

// --- small.c

// Fetches the manifest unless it is the one that is here; `*is_changed` tells.
bool round_get_manifest(struct round *self, bool *is_changed);
// Signatures, and new keys if there are any.
bool round_get_signatures(struct round *self);

// --- large.c

// Whether every file of the manifest is in the content folder, by its size.
bool round_has_all(const struct round *self);
// Fetches what is neither in the content folder nor here, within what the disk can take.
bool round_get_files(struct round *self);
