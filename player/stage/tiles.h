// Laid-out text as a chain of pre-painted tiles that are moved, not drawn again, while it scrolls.
// Opaque tiles carry the background, which makes moving them a plain copy (a fifteenth of the cost
// of drawing glyphs per frame). Only the tiles in sight and one ahead are kept, so a text of any
// length takes the same memory. Thread: main; a painter may paint ahead on its own. Owned by an
// act; `block` is owned by the tiles.
#pragma once

#include "base/colour.h"
#include "base/geom.h"
#include "stage/painter.h"
#include "text/block.h"

struct tiles;

// How they are made. Fonts and painter are borrowed.
struct tiles_terms {
    struct fonts *fonts;     // of this thread
    struct painter *painter; // NULL: everything is painted here, when it is asked for
    bool is_chained_down;    // tiles follow each other downwards (columns, pages), not to the right
    int sight_px;            // how many pixels along the chain are seen at once
    bool comes_again;        // a text of one page runs through several times: its rounds are called
                             // pages, and two of them may be in sight
    struct colour background;
};

struct tiles *tiles_new(struct text_block *block, const struct tiles_terms *terms);
void tiles_free(struct tiles *self); // NULL is fine

// Gets what is in sight, and the tile behind it, painted that the range [from_px, from_px + sight]
// of `page` still lacks: a painter is given all of it, without one (or when it is urgent, nobody
// may wait for the painter) at most one tile is painted here. Returns whether all of the range
// itself is there. Fails: never; what cannot be painted stays background.
bool tiles_paint_ahead(struct tiles *self, int page, int64_t from_px, bool is_urgent);

// Paints whatever of [from_px, from_px + sight] of `page` is still missing, or waits for it, and
// tells which rows (for a chain that runs down: columns) of the page have ever held ink: what lies
// outside is background.
struct ink_span tiles_paint_sight(struct tiles *self, int page, int64_t from_px);

// Puts the whole page with its corner at (x, y), as far as the clip rectangle of `into` shows it.
// What was not painted stays as it is.
void tiles_draw(struct tiles *self, int page, SDL_Surface *into, int x, int y);
