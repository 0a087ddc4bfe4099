// The few shapes a card is made of. Edges are smooth; pixels are RGB888. Main thread.
#pragma once

#include "base/colour.h"
#include "base/geom.h"
#include "media/qr.h"

#include <SDL.h>

// A rectangle with round corners; `colour` may let things show through.
void card_paint_plate(SDL_Surface *into, struct rect where, int radius, struct colour colour);

// A triangle that points to the right and fills the rectangle: "play".
void card_paint_play(SDL_Surface *into, struct rect where, struct colour colour);

// Rings around (x, y), as a loudspeaker sends them out, inside `clip`.
struct card_rings {
    int x, y;
    int first, pitch, thick; // radius of the first ring; from one to the next; pixels
    int count;
};
void card_paint_rings(SDL_Surface *into, struct rect clip, const struct card_rings *rings,
                      struct colour colour);

// Side of the code with its quiet zone when each module has as many whole pixels as fit into
// `most_px`; 0: not even one fits.
int card_qr_side(const struct qr *code, int most_px);
// Dark on white, quiet zone included, its corner at (x, y). Range: side from card_qr_side().
void card_paint_qr(SDL_Surface *into, const struct qr *code, int x, int y, int side);
