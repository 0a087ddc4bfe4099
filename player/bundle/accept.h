// The one door through which anything new reaches a screen: from a stick, from the network, from
// the command line. Signatures are checked before anything else is read, and the very bytes that
// were checked are the ones that are used. What is wrong anywhere refuses all of it, and what was
// on stays on. Blocking, for minutes; any thread, one at a time.
#pragma once

#include "bundle/content.h"
#include "config/troubles.h"

#include <stdbool.h>
#include <stdint.h>

// What came of it. The numbers are shown at the screen's edge and told over the telephone; they
// never change their meaning. A refusal names the step that refused.
enum accept_answer {
    ACCEPT_INSTALLED = 1,
    ACCEPT_ALREADY = 2,     // it is what is on
    ACCEPT_GOOD = 3,        // a trial: it would be taken
    ACCEPT_UNREADABLE = 10, // no bundle there, or it cannot be read
    ACCEPT_UNSIGNED = 11,   // signature missing, of another key, or of other bytes
    ACCEPT_NO_KEYS = 12,    // this point has no key yet
    ACCEPT_MALFORMED = 13,  // signed, and still not a manifest
    ACCEPT_NOT_FOR_US = 14, // another fleet, another site
    ACCEPT_OLD = 15,        // not newer than what was accepted before, or taken off again
    ACCEPT_EXPIRED = 16,
    ACCEPT_NEEDS_NEWER_PLAYER = 17,
    ACCEPT_NO_SPACE = 18,
    ACCEPT_BLOB = 19, // a file is missing, or is not what was signed
    ACCEPT_PLAYLIST = 20,
    ACCEPT_MEDIUM = 21, // a film, sound or picture cannot be played
    ACCEPT_STORE = 22,  // this machine could not store it
    ACCEPT_BUSY = 23,   // another import is under way
    ACCEPT_KEYS = 24,   // new keys are there, and were refused
};

struct accept_terms {
    const char *point_id;    // NULL: not said; a bundle for one site is refused then
    const char *fleet;       // that the point says it is of; NULL: as the keys say
    const char *version;     // of this player
    bool knows_time;         // `known` is what a trusted clock shows now
    struct wall known;       // it cannot be earlier than this: clock, build, last play
    const struct keys *keys; // instead of the point's own; only for a trial
    bool is_trial;           // nothing is kept
    bool takes_aside;        // also what was taken off before, when a person asks for it
    bool uses_up;            // files are moved out of the bundle's folder where that saves copying
    // Whether a file can be played, by path and digest; NULL: not tried. `err` says why not, or,
    // where it can be played all the same, what is damaged.
    bool (*try_medium)(void *self, const char *path, const char *sha256, struct error *err);
    // How far it is, in bytes; may be NULL. `name` is the file that is at work.
    void (*progress)(void *self, int64_t done, int64_t total, const char *name);
    void *self;
};

struct accepted {
    enum accept_answer answer;
    struct release release;   // once the manifest was read
    struct wall expires;      // 0: never
    bool has_new_keys;        // they were taken, whatever became of the bundle
    bool has_no_manifest;     // nothing else lay there
    int64_t copied;           // bytes; what was here already is not copied again
    struct troubles troubles; // of the playlists; to be let go by the caller
    char why[512];            // one sentence, "" where all is well
};

// `folder` is the bundle's own folder, which holds the manifest. True unless it was refused.
bool accept_bundle(struct content *content, const char *folder, const struct accept_terms *terms,
                   struct accepted *out) __attribute__((warn_unused_result));
void accepted_fini(struct accepted *self);

// The first steps alone, on which nothing but manifest, signatures and keys need to be there yet:
// whose it is, for whom, and whether it is news. Nothing is kept. ACCEPT_GOOD, ACCEPT_ALREADY or a
// refusal; `*manifest` is what was signed, NULL when it was refused. Owns: the caller, by
// manifest_free().
bool accept_look(struct content *content, const char *folder, const struct accept_terms *terms,
                 struct accepted *out, struct manifest **manifest)
    __attribute__((warn_unused_result));

// "installed", "old": a word for logs and programs.
const char *accept_word(enum accept_answer answer);
bool accept_is_refusal(enum accept_answer answer);
