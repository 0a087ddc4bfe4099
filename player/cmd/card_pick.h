// Which items a command line means: by their ids, by the names of groups, or all. Main thread.
#pragma once

#include "base/error.h"
#include "playlist/playlist.h"

#include <stdbool.h>
#include <stddef.h>

struct card_pick {
    const struct item **items; // each once, in the order in which they were named
    size_t count;
    bool *is_named; // by its own id: whoever names it wants to know why it makes no card
};

// Shape: `count` names. Fails: ERROR_CONFIG, a name that is neither, or a group that stands for
// nothing; nothing is to be freed then.
bool card_pick_named(struct card_pick *out, const struct playlist *playlist,
                     const char *const *names, size_t count, struct error *err)
    __attribute__((warn_unused_result));
void card_pick_all(struct card_pick *out, const struct playlist *playlist);
void card_pick_fini(struct card_pick *self);

// The item of that id; NULL when there is none. Fails: ERROR_CONFIG.
const struct item *card_pick_one(const struct playlist *playlist, const char *id,
                                 struct error *err);
