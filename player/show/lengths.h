// How long items took when they were measured last, kept in a small file beside the ledger: with it
// a player that starts again knows the whole day before its first frame. Each length is kept under
// a fingerprint of all it depends on (what is shown, the file's state, the zone's size, the frame
// rate, the program's version), so that a change is a new length. A file that is missing, broken or
// old costs nothing but measuring again. Thread: main. Owned by the show.
#pragma once

#include "base/geom.h"
#include "playlist/playlist.h"

#include <stdint.h>

struct lengths;

// Reads `path`; NULL keeps nothing. Never fails.
struct lengths *lengths_open(const char *path);
// Writes the file if something new was learned.
void lengths_close(struct lengths *self); // NULL is fine

// What one length depends on.
struct lengths_key {
    char text[65];
};
// `zone` NULL: none in particular.
void lengths_key_of(const struct item *item, const struct zone *zone, struct size size,
                    int rate_mhz, struct lengths_key *out);

// 0: not known.
int64_t lengths_find(const struct lengths *self, const struct lengths_key *key);
// Range: length_us > 0.
void lengths_learn(struct lengths *self, const struct lengths_key *key, int64_t length_us);

// Puts what was learned into the file, without waiting for the disk.
void lengths_keep(struct lengths *self);
