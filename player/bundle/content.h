// The folder in which a point keeps what it was sent:
//
//     keys                    whose signatures count (bundle/keys.h)
//     mark                    the newest release that was ever accepted
//     blob/<sha256>           all files, once each, whichever set they belong to
//     set/<id>/               manifest, its signatures, and the keys they were accepted by
//     current, previous       links to a set
//     trial                   how the current set has fared so far
//     known                   a time that a trusted clock has shown here
//     aside                   the set that was taken off again, and why
//     news                    what the last import came to, for whoever stands before the screen
//     download/               a bundle that is on its way over the network (fetch/download.h)
//     lock, staging/
//
// Everything that changes does so in one step, by rename, and is on the disk before the next thing
// relies on it: a power cut leaves the old state or the new one. Whoever changes anything holds the
// lock; reading needs none. Blocking; any thread, one at a time.
#pragma once

#include "base/error.h"
#include "bundle/keys.h"
#include "bundle/manifest.h"

#include <stdbool.h>
#include <stdint.h>

enum {
    SET_ID = 16, // hex digits, the first of its manifest's SHA-256
    CONTENT_STARTS_MOST = 3,
    CONTENT_WHY = 256, // bytes
};

struct set_id {
    char text[SET_ID + 1]; // "": none
};

struct mark {
    struct release release; // of {−1, −1} nothing was ever accepted
    char sha256[SHA256_TEXT];
    struct wall created; // newest creation time that was ever signed
};

// A set that went on is on trial until it was seen to work.
struct set_trial {
    struct set_id set;
    int starts; // that were not followed by a minute of healthy frames
    bool is_good;
};

struct content;

// NULL folder: content/ in the state folder (base/folders.h). Makes it where it is missing, if
// `makes_it`; else a folder that is not there holds nothing. Owns: the caller, by content_close().
struct content *content_open(const char *folder, bool makes_it, struct error *err)
    __attribute__((warn_unused_result));
void content_close(struct content *self);
const char *content_folder(const struct content *self);
// Path of something in it. Owns: the caller, by free().
char *content_path(const struct content *self, const char *name);
char *content_set_path(const struct content *self, const struct set_id *set, const char *name);

// Waits its turn to change anything. Fails: somebody holds it for longer than a minute would take,
// so without waiting: ERROR_BUSY.
bool content_lock(struct content *self, struct error *err) __attribute__((warn_unused_result));
void content_unlock(struct content *self);

// Whether so many more bytes have room beside those that stay free for the ledger. Fails:
// ERROR_FULL, with how much there is.
bool content_has_room(const struct content *self, int64_t bytes, struct error *err)
    __attribute__((warn_unused_result));

// --- reading -----------------------------------------------------------------------------------

// `*is_there` false: no key was ever given. Fails: a file that is there cannot be used.
bool content_keys(const struct content *self, struct keys *out, bool *is_there, struct error *err)
    __attribute__((warn_unused_result));
// The keys by which this set was accepted.
bool content_set_keys(const struct content *self, const struct set_id *set, struct keys *out,
                      struct error *err) __attribute__((warn_unused_result));
// The highest of what was noted and of the sets that are here, so that a lost note lowers nothing.
bool content_mark(const struct content *self, struct mark *out, struct error *err)
    __attribute__((warn_unused_result));
struct set_id content_current(const struct content *self);
struct set_id content_previous(const struct content *self);
// Both, for whoever decides by them what to remove. Fails: one is there and cannot be read.
bool content_links(const struct content *self, struct set_id *current, struct set_id *previous,
                   struct error *err) __attribute__((warn_unused_result));
// None, and a reason: it is not known what is aside.
struct set_id content_aside(const struct content *self, char why[CONTENT_WHY]);
struct set_trial content_trial(const struct content *self);
struct wall content_known(const struct content *self); // 0: nobody ever knew the time
struct set_id set_id_of(const struct manifest *manifest);

// --- changing, with the lock held ----------------------------------------------------------------

bool content_put_keys(struct content *self, const struct keys *keys, struct error *err)
    __attribute__((warn_unused_result));
bool content_put_mark(struct content *self, const struct mark *mark, struct error *err)
    __attribute__((warn_unused_result));
bool content_put_file(struct content *self, const char *name, const void *bytes, size_t length,
                      struct error *err) __attribute__((warn_unused_result));
bool content_make_folder(struct content *self, const char *name, struct error *err)
    __attribute__((warn_unused_result));
// What is on becomes the previous one, unless it is on trial and there is one that is not.
// `on_trial`: the next one has to prove itself.
bool content_switch(struct content *self, const struct set_id *next, bool on_trial,
                    struct error *err) __attribute__((warn_unused_result));
// The previous set comes back, and what is on is set aside. Fails: there is none.
bool content_go_back(struct content *self, const char *why, struct error *err)
    __attribute__((warn_unused_result));
bool content_put_trial(struct content *self, const struct set_trial *trial, struct error *err)
    __attribute__((warn_unused_result));
// A trusted clock shows this. Range: never earlier than before.
bool content_put_known(struct content *self, struct wall time, struct error *err)
    __attribute__((warn_unused_result));
// Gives a new file or folder to the folder's owner, where root has made it.
void content_hand_over(const struct content *self, int fd);
bool content_sync(const struct content *self, const char *folder, struct error *err)
    __attribute__((warn_unused_result));
