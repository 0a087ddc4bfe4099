// Playlists given as text in a test, and what is said about them.
#pragma once

#include "playlist/playlist.h"

#include <stddef.h>

struct finding_case {
    const char *text, *findings;
};

// The playlist of the file p/f.cfg that says `text`; NULL when it is refused. Fails the test
// unless everything that is printed about it equals `findings`. Free with playlist_free().
struct playlist *listed(const char *text, const char *findings);

void check_cases(const struct finding_case *cases, size_t count);
#define CHECK(cases) check_cases(cases, sizeof(cases) / sizeof(cases)[0])
