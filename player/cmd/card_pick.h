// Which items a command line means: by their ids, by the names of groups, or all. Main thread.
#pragma once

#include "playlist/playlist.h"

#include <stdbool.h>
#include <stddef.h>

struct card_pick {
    const struct item **items; // each once, in the order in which they were named
    size_t count;
    bool *is_named; // by its own id: whoever names it wants to know why it makes no card
};

// False: `*unknown` is a name that is neither, `*nearest` (NULL: none) what may be meant. Nothing
// is to be freed then. Shape: `count` names.
bool card_pick_named(struct card_pick *out, const struct playlist *playlist,
                     const char *const *names, size_t count, const char **unknown,
                     const char **nearest) __attribute__((warn_unused_result));
void card_pick_all(struct card_pick *out, const struct playlist *playlist);
void card_pick_fini(struct card_pick *self);

// The item of that id; NULL with the nearest id (NULL: none) when there is none.
const struct item *card_pick_one(const struct playlist *playlist, const char *id,
                                 const char **nearest);
