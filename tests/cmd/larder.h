// What a feed can take from, for tests: a content folder without keys, an unsigned playlist that
// says 自己写的, and a point that says nothing.
#pragma once

#include "bundle/content.h"
#include "cmd/feed.h"
#include "parcel.h"

struct larder {
    char *folder, *content_folder, *path; // path: of the unsigned playlist
    struct content *content;
    struct signer author;
    struct point *point;
};

// For cmocka: before and after each test; its state is a struct larder.
int larder_build(void **state);
int larder_tear_down(void **state);

// From now on content is signed by the author.
void larder_give_keys(struct larder *self);
// A release of two playlists: the usual one, hall, of one slogan, and strip, which says 另一份.
void larder_install(struct larder *self, int64_t seq, const char *slogan);

// A feed as a player that starts has it; `path` is its command line's, may be NULL. The caller ends
// it by feed_fini().
void larder_start(struct larder *self, struct feed *feed, const char *path);
// What the show says to it after `at_s` seconds, on a clock that nobody knows the time of.
bool larder_beat(struct feed *feed, int64_t at_s, bool is_standing_in);

// `expected`: the first item's text, or "evergreen" for what ships with the program. Frees the
// playlist.
void assert_shows(struct playlist *playlist, const char *expected);
void assert_loads(struct feed *feed, const char *expected);
// The same of a feed that is started, and told to end afterwards.
void assert_start_shows(struct larder *self, const char *path, const char *expected);
