// A picture of a zone's size that an act paints once and shows again and again, and the act
// operations that such acts share. Thread: main; owned by its act.
#pragma once

#include "stage/act.h"

// Acts that show a still picture begin with this.
struct still_act {
    struct act act;     // first member
    SDL_Surface *still; // of the zone's size; NULL until it was painted
};

// For the act_ops of a struct still_act.
void still_start(struct act *act, struct wall at, int64_t from_us); // nothing has to start
struct act_view still_view(struct act *act, int64_t elapsed_us);
void still_draw(struct act *act, SDL_Surface *into, int x, int y);

// The item's own hold, else `usual_us`.
int64_t still_length_us(const struct act *act, int64_t usual_us);

// A surface filled with `background`; opaque (RGB888, copied) when that is, else ARGB8888
// (blended).
SDL_Surface *still_new(struct size size, struct colour background) __attribute__((returns_nonnull));

// Lays a colour, which may let things show through, over `area` of `into`, inside its clip
// rectangle.
void still_veil(SDL_Surface *into, struct rect area, struct colour colour);

// The plate of a text alone, in the very colour that it has behind the text when that is painted on
// the act's background. `plate` is seen from (x, y).
void still_plate(const struct act *act, SDL_Surface *into, struct rect plate, int x, int y);

// Fills a rectangle. `r` may reach beyond the surface.
void still_fill(SDL_Surface *still, struct rect r, struct colour colour);
