// One picture in memory: making, hashing, comparing and keeping it as PNG or JPEG.
// Pixels are RGB888 (XRGB, 4 bytes) unless said; a picture belongs to whoever made it. Any thread,
// one at a time.
#pragma once

#include "base/colour.h"
#include "base/error.h"
#include "base/geom.h"

#include <stdint.h>

struct SDL_Surface;
struct str;

// A black picture. Range: 1 … 16384 a side. Owns: the caller, by frame_free().
struct SDL_Surface *frame_new(struct size size) __attribute__((returns_nonnull));
void frame_free(struct SDL_Surface *frame); // NULL is fine

struct size frame_size(const struct SDL_Surface *frame);
void frame_fill(struct SDL_Surface *frame, struct colour colour);
// The same for one rectangle, as far as it lies in the picture.
void frame_fill_rect(struct SDL_Surface *frame, struct rect where, struct colour colour);

// The same for the same visible pixels, whatever the padding and the unused byte. Source: FNV-1a,
// 64 bit.
uint64_t frame_hash(const struct SDL_Surface *frame);

// Writes RGB, 8 bits a channel, in one step (temporary file, rename). Fails: ERROR_FULL.
bool frame_save(const struct SDL_Surface *frame, const char *path, struct error *err)
    __attribute__((warn_unused_result));

// The same, saying how large it is when it is printed. Units: dots per inch. Range: 0 (not said) …
// 65,535.
bool frame_save_print(const struct SDL_Surface *frame, const char *path, int dpi, struct error *err)
    __attribute__((warn_unused_result));

// The bytes of the same file, added to `out`. Fails: ERROR_FULL; `out` is then as it was.
bool frame_png(const struct SDL_Surface *frame, struct str *out, struct error *err)
    __attribute__((warn_unused_result));

// The picture as a JPEG file's bytes, added to `out`. Colours have every pixel of their own
// (4:4:4), so that the edges of coloured letters stay clean. Range: quality 1 … 100; dpi as above.
// Fails: ERROR_FULL; `out` is then as it was.
bool frame_jpeg(const struct SDL_Surface *frame, int quality, int dpi, struct str *out,
                struct error *err) __attribute__((warn_unused_result));

// The same as a file, in one step. Fails: ERROR_FULL.
bool frame_save_jpeg(const struct SDL_Surface *frame, const char *path, int quality, int dpi,
                     struct error *err) __attribute__((warn_unused_result));

// The pixels of one row. Range: y 0 … height − 1. Borrowed.
uint32_t *frame_row(const struct SDL_Surface *frame, int y) __attribute__((returns_nonnull));

// `from` scaled (smoothly) into the rectangle `where` of `into`.
void frame_scale(struct SDL_Surface *from, struct SDL_Surface *into, struct rect where);
