// A card made small, for a page or a list. Any thread.
#pragma once

struct SDL_Surface;

// `w` pixels wide, of the same shape; every pixel of `from` counts, so that small letters stay
// letters. Range: w at most the card's. Owns: the caller, by frame_free().
struct SDL_Surface *card_reduced(const struct SDL_Surface *from, int w);
