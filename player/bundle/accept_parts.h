// What the files of accept.h know of each other. Private to them: accept.c (the order of things),
// accept_files.c (blobs), accept_keys.c (new keys).
#pragma once

#include "bundle/accept.h"

struct part {
    char *bytes; // NULL: not there
    size_t length;
};

struct acceptance {
    struct content *content;
    const struct accept_terms *terms;
    struct accepted *out;
    int source;  // the bundle's folder
    char *blobs; // folder in which the files are looked at: the bundle's for a trial, else ours
    struct keys keys;
    struct part manifest_part;
    struct part signatures[KEY_ROLES + 1]; // by role
    struct manifest *manifest;
    struct mark mark;
    struct set_id current, previous;
    bool is_on;   // it is what the point shows
    int64_t done; // bytes that were looked at
};

// Returns false, so that `return accept_refuse(…)` reads well.
bool accept_refuse(struct acceptance *self, enum accept_answer answer, const struct error *err);

// --- accept_keys.c

// Takes a new set of keys that lies beside the manifest, if it may follow the one in force.
bool accept_new_keys(struct acceptance *self);

// --- accept_files.c

// Bytes that have to be written: of files that are not here yet, nor can be moved here.
int64_t accept_bytes_to_copy(const struct acceptance *self);
// Removes what no set needs any more. What cannot be removed stays.
void accept_sweep(struct acceptance *self);
// Copies what is missing, each file hashed on its way and on the disk before the next step.
bool accept_copy(struct acceptance *self);
bool accept_hash_in_place(struct acceptance *self);
// For a set that is on: writes it down again where it cannot be read any more.
bool accept_mend(struct acceptance *self);
// Writes the set down, raises the mark, and puts it on.
bool accept_switch(struct acceptance *self);
