// Every key that a playlist may hold, group by group, and which kinds of item it means something
// to. The reader rejects what is not here; the sample and the manual are tested against it. Pure;
// any thread.
#pragma once

#include "playlist/item.h"

#include <stdbool.h>
#include <stddef.h>

enum playlist_group {
    GROUP_PLAYLIST = 1, // the file itself
    GROUP_ITEM,
    GROUP_DEFAULTS,
    GROUP_TRANSITION,
    GROUP_GROUP,
    GROUP_ZONE,
    GROUP_DAYPART,
    GROUP_CASES,
};

// The names of the group's keys. Borrowed, static.
const char *const *playlist_keys(enum playlist_group group, size_t *count);

// Whether an item's key means something to items of `kind`. Range: `key` is one of GROUP_ITEM's.
bool item_key_suits(const char *key, enum item_kind kind);

// The kind that a file name's ending tells, 0 when it tells none.
enum item_kind item_kind_of_file(const char *name);
