// Laid-out text as a chain of pre-painted tiles that are moved, not drawn again, while it scrolls.
// Opaque tiles carry the background, which makes moving them a plain copy (a fifteenth of the cost
// of drawing glyphs per frame). Only the tiles in sight and one ahead are kept, so a text of any
// length takes the same memory. Thread: main. Owned by an act; `block` is owned by the tiles.
#pragma once

#include "base/colour.h"
#include "base/geom.h"
#include "text/block.h"

struct tiles;

// `is_chained_down`: tiles follow each other downwards (columns, pages) instead of to the right
// (lines). `sight_px`: how many pixels along the chain are seen at once.
struct tiles *tiles_new(struct text_block *block, struct fonts *fonts, bool is_chained_down,
                        int sight_px, struct colour background);
void tiles_free(struct tiles *self); // NULL is fine

// Paints at most one tile that the range [from_px, from_px + sight] of `page` (or the tile behind
// it) still lacks. Returns whether all of the range itself is there. Fails: never; what cannot be
// painted stays background.
bool tiles_paint_ahead(struct tiles *self, int page, int64_t from_px);

// Paints whatever of [from_px, from_px + sight] of `page` is still missing, and tells which rows
// (for a chain that runs down: columns) of the page have ever held ink: what lies outside is
// background.
struct ink {
    int first, end; // half open; empty when nothing was painted yet
};
struct ink tiles_paint_sight(struct tiles *self, int page, int64_t from_px);

// Puts the whole page with its corner at (x, y), as far as the clip rectangle of `into` shows it.
// What was not painted stays as it is.
void tiles_draw(struct tiles *self, int page, SDL_Surface *into, int x, int y);
