// How much of each pixel a drawn character covers: the one form in which glyphs leave the font
// libraries. Owned by whoever declared it and used again and again; one thread.
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum {
    TEXT_EM = 4096, // units of an em, in which characters are measured before a size is chosen
};

// How a character is to be drawn.
struct brush {
    int size_px;     // em
    int outline_px;  // 0: the character itself; above: its outline, as wide on every side
    int bolder_px64; // thicken the strokes by this, in 1/64 px: the font has no face so bold
    bool is_smooth;  // edges are grey; false: every pixel is on or off
    bool is_strike;  // the font's own bitmap of this size, if it has one
};

// How far ink reaches, in units of TEXT_EM.
struct ink {
    int above, below; // the baseline; below is positive downwards
};

struct mask {
    int left; // from the pen to the first column
    int top;  // from the baseline up to the first row
    int w, h;
    uint8_t *cover; // w × h, 255 = covered
    size_t capacity;
};

// Sets the shape and makes room; what is in `cover` is not cleared.
void mask_resize(struct mask *self, int w, int h);
void mask_fini(struct mask *self);

// A quarter to the right: what stood above the baseline lies right of it. `out` is replaced.
void mask_turn(struct mask *out, const struct mask *from);
