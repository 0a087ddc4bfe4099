// What this room's layout and painting ask of the fonts: which font draws a character, how large it
// is, and its mask. Fonts are numbered by their place in the stack. Files are opened when first
// asked for. Thread: as text/fonts.h.
#pragma once

#include "text/fonts.h"
#include "text/mask.h"

#include <stddef.h>

enum { FONT_NONE = 255 }; // no font has the character

// How a text wants its characters drawn.
struct font_wish {
    bool is_bold;
    int strike_px; // above 0: bitmaps of this size, wherever a font has them
};

// The first font that has `code`; of the wished weight if there is one.
int fonts_pick(struct fonts *self, uint32_t code, struct font_wish wish);

// The same for a quotation mark of Latin text, which Chinese fonts draw as wide as a Chinese
// character: the first font that has it narrower. Where bitmaps are wished, only among these and
// the author's own.
int fonts_pick_latin(struct fonts *self, uint32_t code, struct font_wish wish);

// The largest size, at most `size_px`, of which some font of the stack has bitmaps; 0: none.
int fonts_strike_below(const struct fonts *self, int size_px);

// The size whose bitmaps `font` draws under this wish; 0: it draws outlines.
int fonts_strike_of(const struct fonts *self, int font, struct font_wish wish);

// Whether the character's letters join in the font: then whole words are measured and drawn.
bool fonts_joins(const struct fonts *self, int font, uint32_t code);

// Whether the font must be thickened to look bold.
bool fonts_needs_bolder(const struct fonts *self, int font, bool is_bold);

// Width of the character, and how far its ink reaches; in units of TEXT_EM. `strike_px` as
// fonts_strike_of() says.
int fonts_advance(struct fonts *self, int font, uint32_t code, int strike_px);
bool fonts_ink(struct fonts *self, int font, uint32_t code, int strike_px, struct ink *out);
bool fonts_measure_word(struct fonts *self, int font, const uint32_t *word, size_t length,
                        int *advance, struct ink *ink);

// How far full Chinese characters reach in the first font under this wish that has them.
// Units: TEXT_EM.  Source: the largest of 国永囊骗警鬱, which 99 in 100 do not outgrow by more than
// 2 % of an em in Noto Sans CJK.
struct ink fonts_full_ink(struct fonts *self, struct font_wish wish);

// Draws a character, or a word of a font that joins. Borrowed until the next call.
const struct mask *fonts_draw(struct fonts *self, int font, const uint32_t *word, size_t length,
                              struct brush brush, struct error *err)
    __attribute__((warn_unused_result));

// Scratch in which the outlines of a part of a page are gathered, nothing covered yet. Borrowed
// until the next call. Units: pixels.
struct mask *fonts_outlines(struct fonts *self, int w, int h) __attribute__((returns_nonnull));
