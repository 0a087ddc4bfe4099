// Text with a font for every character: measured in units of an em, before a size is chosen.
// Thread: as text/fonts.h. Owned by the caller.
#pragma once

#include "text/glyphs.h"
#include "text/markup.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

// A character that no font has becomes this one, which Chinese print sets for a character it lacks;
// a pictograph (emoji) that no font has is left out, because it says nothing that is missed.
#define CELL_LACKING 0x25A1u // □

enum cell_role {
    CELL_GLYPH = 1, // drawn by itself
    CELL_WORD,      // drawn together with the CELL_TAILs behind it
    CELL_TAIL,
    CELL_SPACE, // has width only
    CELL_BREAK, // a line break
    CELL_GONE,  // nothing to see
};

struct cell {
    uint32_t code; // what is drawn
    int32_t em;    // advance, in units of TEXT_EM; a word's is with its first cell
    int32_t x;     // pen in pixels from the page's or line's left edge, once laid out
    uint16_t span;
    uint8_t font;
    uint8_t role;   // enum cell_role
    uint8_t before; // enum break_kind
    bool is_read;   // a reader has to read it
};

struct cells {
    struct cell *items;
    size_t count;
    struct markup_span *spans;
    struct ink ink;  // of full Chinese characters and of everything that is there
    int longest_em;  // widest cell
    bool is_visible; // something of it can be drawn
};

struct cells_wish {
    bool is_bold;
    bool may_be_bold; // false: too small for bold strokes, whatever is asked
    bool is_one_line; // line breaks are wide spaces
};

void cells_compose(struct cells *out, struct fonts *fonts, const char *markup,
                   struct cells_wish wish);
void cells_fini(struct cells *self);

// A length in pixels at a size, rounded.
int cells_px(int em, int size_px);

// Blank part of the cell's square on its left and right, when it is a full-width mark; in TEXT_EM.
int cells_blank_before(const struct cell *cell);
int cells_blank_after(const struct cell *cell);
