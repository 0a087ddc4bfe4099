// How much of each pixel a drawn character covers: the one form in which glyphs leave the font
// libraries. Owned by whoever declared it and used again and again; one thread.
#pragma once

#include <stddef.h>
#include <stdint.h>

enum {
    TEXT_EM = 4096, // units of an em, in which characters are measured before a size is chosen
};

// How a character is to be drawn.
struct brush {
    int size_px;    // em
    int outline_px; // 0: the character itself; above: its outline, as wide on every side
    int is_bolder;  // thicken the strokes: the font has no bold face of its own
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
