// One item as a card that people forward or print: its words or its picture, what it is about, the
// hotline, and a code to scan. Everything is on it at once, nothing is cut. The same item gives the
// same pixels. Main thread.
#pragma once

#include "base/error.h"
#include "base/geom.h"
#include "playlist/playlist.h"
#include "text/fonts.h"

#include <stdbool.h>

struct SDL_Surface;

struct card_shape {
    const char *name;  // "9:16"
    const char *file;  // "9x16", for the names of files
    const char *label; // what it is for, in Chinese
    struct size size;
    int dpi; // 0: for screens
};
enum { CARD_SHAPES = 3 };
extern const struct card_shape card_shapes[CARD_SHAPES];

struct card_terms {
    const struct playlist *playlist;
    struct fonts *fonts;   // NULL: there is none
    const struct item *qr; // whose code stands in the footer; NULL: none
};

// Why the item makes no card, a clause; NULL: it makes one.
const char *card_why_none(const struct item *item);

// Fails: ERROR_MEDIA. Owns: the caller, by frame_free(); NULL when it failed.
struct SDL_Surface *card_make(const struct card_terms *terms, const struct item *item,
                              const struct card_shape *shape, struct error *err)
    __attribute__((warn_unused_result));
