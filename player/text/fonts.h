// The stack of fonts: which file and face draws which character. SDL2_ttf and FreeType end in this
// room. Thread: the one that made it (one FT_Library per thread). Owned by the caller.
#pragma once

#include "base/error.h"
#include "base/str.h"

#include <stdbool.h>
#include <stdint.h>

struct fonts;

// Reads the stack from `config` (fonts.cfg); NULL searches $XIAOLABA_FONTS, the program's source or
// install folders as handed in by `folders` (NULL-terminated list of folders that may hold
// fonts.cfg). A font file that is missing is passed over; no usable font at all fails.
struct fonts *fonts_open(const char *config, const char *const *folders, struct error *err)
    __attribute__((warn_unused_result));
void fonts_close(struct fonts *self); // NULL is fine

// The same stack with files of its own, for another thread: text that was laid out with one is
// painted with the other, to the same pixels. Nothing is opened before it is asked for. Owns: the
// caller.
struct fonts *fonts_twin(const struct fonts *self) __attribute__((returns_nonnull));

// The same stack behind font files of an author's own, which are asked first, whatever the size and
// weight: "a.ttf", or "a.ttc#2" for a face of a collection. `base` NULL: no others. Fails:
// ERROR_MEDIA when one of them is no font that can be used. Owns: the caller.
struct fonts *fonts_with(const struct fonts *base, char *const *files, size_t count,
                         struct error *err) __attribute__((warn_unused_result));

// Debian packages of fonts that the stack names and that are not there, "a b"; "" when all are.
// Borrowed.
const char *fonts_lacking(const struct fonts *self);

// Whether some font of the stack has a glyph for `code`.
bool fonts_have(struct fonts *self, uint32_t code);

// Adds every distinct character of `markup` that no font has to `missing`; returns how many.
int fonts_missing(struct fonts *self, const char *markup, struct str *missing);
