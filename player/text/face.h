// One face of one font file, drawn character by character with FreeType. Scripts whose letters join
// go through text/shaper.h instead. The file is read with pread() piece by piece, not mapped: an
// open Chinese collection then costs 2.9 MiB however much is drawn (mapped: 6 MiB after 60
// characters, and growing), and a failing disk is an error instead of a SIGBUS.
// Thread: the one of `library`. Owned by the caller.
#pragma once

#include "base/error.h"
#include "text/mask.h"

#include <ft2build.h>
#include FT_FREETYPE_H
#include <stdbool.h>
#include <stdint.h>

struct face;

struct face *face_open(FT_Library library, const char *file, int index, struct error *err)
    __attribute__((warn_unused_result));
void face_close(struct face *self); // NULL is fine

bool face_is_bold(const struct face *self);

// The sizes of a font that has bitmaps and no outlines: bit n for n px, up to 31; else 0.
uint32_t face_only_strikes(const struct face *self);

// `strike_px`, here and below: 0 asks for the outlines, above 0 for the bitmaps that were drawn by
// hand for this size.
bool face_has(struct face *self, uint32_t code, int strike_px);

// Width of the character's square, in units of TEXT_EM.
int face_advance(struct face *self, uint32_t code, int strike_px);

// False for a character without ink, or one that cannot be read.
bool face_ink(struct face *self, uint32_t code, int strike_px, struct ink *out);

bool face_draw(struct face *self, uint32_t code, struct brush brush, struct mask *out,
               struct error *err) __attribute__((warn_unused_result));
