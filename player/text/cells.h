// Text with a font for every character: measured in units of an em, before a size is chosen.
// Thread: as text/fonts.h. Owned by the caller.
#pragma once

#include "text/glyphs.h"
#include "text/markup.h"
#include "text/strokes.h"

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

// What else is to be known of a cell.
enum cell_flag {
    CELL_READ = 1,         // a reader has to read it
    CELL_BLANK_BEFORE = 2, // the first half of its square is empty: （ “
    CELL_BLANK_AFTER = 4,  // the last half is: ， 。
    CELL_NARROW = 8,       // no full square: set upright in a column it is centred by its ink
    CELL_TURNED = 16,      // drawn a quarter to the right
    CELL_PAIR_FIRST = 32,  // the left and
    CELL_PAIR_SECOND = 64, // the right one of two digits that share a square of a column
    CELL_GAP_AFTER = 128,  // Chinese and Latin script meet behind it
    CELL_APOSTROPHE = 256, // inside a Latin word: closes no quotation
};

struct cell {
    uint32_t code; // what is drawn
    int32_t em;    // advance, in units of TEXT_EM; a word's is with its first cell
    int32_t pen;   // pixels along the line from the page's edge, once laid out
    uint16_t span;
    uint8_t font;
    uint8_t role;   // enum cell_role
    uint8_t before; // enum break_kind
    uint16_t flags; // enum cell_flag
};

struct cells {
    struct cell *items;
    size_t count;
    struct markup_span *spans;
    struct ink ink;  // across the line, of full Chinese characters and of everything that is there
    struct ink word; // of words whose letters join, about their own baseline
    int drop_em;     // columns: from the top of a square to its character's baseline
    int letter_em;   // added behind every character
    int longest_em;  // widest cell
    bool is_visible; // something of it can be drawn
};

struct cells_wish {
    struct strokes strokes;
    bool is_one_line; // line breaks are wide spaces
    bool is_vertical; // set in columns
    int letter_em;    // added behind every character
};

void cells_compose(struct cells *out, struct fonts *fonts, const char *markup,
                   struct cells_wish wish);
void cells_fini(struct cells *self);

// A length in pixels at a size, rounded.
int cells_px(int em, int size_px);

// What nobody sees of the cell when it begins or ends a line: the empty half of a full-width mark,
// the space between letters; in TEXT_EM.
int cells_blank_before(const struct cell *cell);
int cells_blank_after(const struct cells *self, const struct cell *cell);

// The Chinese characters' middle above their baseline, in TEXT_EM.
int cells_middle(const struct ink *ink);
