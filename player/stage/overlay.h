// A plate of words over the whole stage, for the person in front of it. Private to the stage.
#pragma once

#include "base/geom.h"
#include "text/fonts.h"

#include <SDL.h>
#include <stdbool.h>

struct overlay {
    bool is_notice; // set by the owner: small, at the bottom edge, as wide as its words
    char *text;     // NULL: not shown
    SDL_Surface *plate;
    struct rect place;
    struct rect changed; // since the last take
};

// Shows `text` (lines by "\n"); NULL takes the plate away; the same text again costs nothing.
void overlay_set(struct overlay *self, struct fonts *fonts, const char *text, struct size canvas);
// What must be drawn again, once.
struct rect overlay_take_changed(struct overlay *self);
void overlay_draw(const struct overlay *self, SDL_Surface *canvas);
void overlay_fini(struct overlay *self);
