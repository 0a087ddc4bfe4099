// Every file that a playlist names, in one list: to gather them, to check them, or to say where
// they really are. Any thread.
#pragma once

#include "playlist/playlist.h"

#include <stdbool.h>
#include <stddef.h>

enum file_use {
    FILE_VIDEO = 1,
    FILE_AUDIO,
    FILE_IMAGE,
    FILE_FONT,
    FILE_CALENDAR,
    FILE_CASES,
};

struct file_ref {
    enum file_use use;
    char **path;         // seen from the working folder; may be replaced (free the old one)
    char *sha256;        // 65 bytes to fill with what the file must hold; NULL: nobody looks there
    int line;            // of the playlist
    const char *item_id; // that names it; NULL: the playlist itself does
};

typedef void playlist_file_visitor(void *self, const struct file_ref *file);

// Visits in the order of the file: what the playlist names, then its items.
void playlist_each_file(struct playlist *self, playlist_file_visitor *visitor, void *visitor_self);

const char *file_use_name(enum file_use use); // "video"; NULL for a number that is none
