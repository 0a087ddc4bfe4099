// A few words painted once into a box: captions, the clock's lines, the house card. Thread: main.
#pragma once

#include "base/error.h"
#include "base/geom.h"
#include "playlist/item.h"
#include "text/fonts.h"

#include <SDL.h>

// How the words of a caption would be set.
struct caption_fit {
    int size_px;    // em
    int characters; // that a reader has to read
};
bool caption_fit(struct fonts *fonts, const char *markup, const struct look *look, struct rect box,
                 struct caption_fit *out, struct error *err) __attribute__((warn_unused_result));

// Lays out `markup` in `look` to fit `box` and paints it there. A size that is too large for the
// box gives way. Fails: ERROR_MEDIA.
bool caption_paint(struct fonts *fonts, const char *markup, const struct look *look,
                   struct rect box, SDL_Surface *into, struct error *err)
    __attribute__((warn_unused_result));
