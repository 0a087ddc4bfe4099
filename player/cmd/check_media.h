// Whether films, sounds and pictures can be played to their end: each is decoded once, in the same
// cage as on the screen. Main thread.
#pragma once

#include "config/troubles.h"
#include "playlist/playlist.h"

// `lengths_us` by zone and item, 0 for what cannot even begin, which is told already. May take as
// long as decoding takes; tells how far it is.
void check_media(struct playlist *playlist, int64_t *const *lengths_us, struct troubles *troubles);
