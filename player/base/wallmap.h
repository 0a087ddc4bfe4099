// Which pixel of a canvas lights which LED: pieces, each a rectangle of the canvas that goes to a
// place of the output, turned and mirrored. Strips that hang folded, screens that hang on their
// side. Geometry only: who copies pixels is screen/remap.h. Pure; any thread.
#pragma once

#include "base/geom.h"

#include <stdbool.h>
#include <stddef.h>

enum {
    WALLMAP_PIECES_MOST = 100, // a list that is written by hand
    WALLMAP_SIDE_MOST = 16384, // of canvas and output, px
};

struct piece {
    struct rect from; // of the canvas
    int x, y;         // upper left corner on the output
    int quarters;     // turned clockwise by so many right angles, 0 … 3
    bool is_mirrored; // left and right exchanged, before it is turned
};

struct wallmap {
    struct size canvas;   // what people design for
    struct size output;   // what the pieces reach over, from 0, 0
    struct piece *pieces; // later ones lie over earlier ones
    size_t count;
};

// Where the piece lies on the output.
struct rect piece_place(const struct piece *self);
// Where the part of it that lies in `part` of the canvas goes; empty when nothing of it does.
struct rect piece_carry(const struct piece *self, struct rect part);

// `size` after a turn.
struct size size_turned(struct size size, int quarters);

// The whole canvas in one piece, at 0, 0. Owns: the caller, by wallmap_fini(), as for all below.
struct wallmap wallmap_whole(struct size canvas);
// A ribbon cut into `parts` of equal length, one below the other, those of an upright one side by
// side. `is_serpentine`: every second part is turned upside down, as a strip that runs to and fro.
// Range: parts divide the longer side, 1 … WALLMAP_PIECES_MOST.
struct wallmap wallmap_folded(struct size canvas, int parts, bool is_serpentine);
struct wallmap wallmap_copy(const struct wallmap *self);
void wallmap_fini(struct wallmap *self);

void wallmap_add(struct wallmap *self, struct piece piece);
// The output as a whole turned clockwise.
void wallmap_turn(struct wallmap *self, int quarters);

// Whether the output gets the canvas as it is.
bool wallmap_is_plain(const struct wallmap *self);

// An earlier piece that lights an LED of piece `index` too; one that shows a pixel of the canvas
// that piece `index` shows too. `count` when there is none.
size_t wallmap_lit_twice(const struct wallmap *self, size_t index);
size_t wallmap_shown_twice(const struct wallmap *self, size_t index);

// How many pixels of the canvas no piece shows; `first` is one rectangle of them.
long long wallmap_unshown(const struct wallmap *self, struct rect *first);

// A piece that is not wholly on a display of `display` pixels when the output begins at x, y there;
// `count` when all are.
size_t wallmap_off_display(const struct wallmap *self, int x, int y, struct size display);
