// The picture of an item for its card: a poster's own, the one beside a call, a good one of a film.
// Main thread; waits for a decoder.
#pragma once

#include "base/error.h"
#include "playlist/item.h"

#include <SDL.h>
#include <stdbool.h>
#include <stdint.h>

// As large as fits into `box`, over `background` where it has holes. `length_us`: of a film, 0 for
// anything else or when it is not known. Range: an item that has a picture. Fails: ERROR_MEDIA.
// Owns: the caller, by frame_free().
SDL_Surface *card_picture(const struct item *item, struct size box, struct colour background,
                          int64_t *length_us, struct error *err)
    __attribute__((warn_unused_result));

// What a picture measures when it is fitted into a large square. Range and Fails: likewise.
bool card_picture_size(const struct item *item, struct size *out, struct error *err)
    __attribute__((warn_unused_result));

bool card_has_picture(const struct item *item);
