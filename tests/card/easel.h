// Cards of playlists written in the test, with the project's fonts. One thread.
#pragma once

#include "support/letters.h"

#include "card/card.h"

#include <SDL.h>
#include <stdint.h>

// Files are seen from the source folder's `playlists`. The test fails when there are findings that
// are errors. Owns: the caller, by playlist_free().
struct playlist *easel_playlist(const char *text);

// The card of the item `id`; the test fails when it cannot be made. With the code of the first qr
// item. Owns: the caller, by frame_free().
SDL_Surface *easel_card(const struct playlist *playlist, const char *id,
                        const struct card_shape *shape);

// The shape of that name, as it is or `w` pixels wide.
const struct card_shape *easel_shape(const char *name);
struct card_shape easel_small(const char *name, int w);

uint32_t easel_pixel(const SDL_Surface *card, int x, int y); // 0xRRGGBB
