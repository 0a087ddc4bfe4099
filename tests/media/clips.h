// Media for tests, made on the fly by the ffmpeg program in a folder of the test's own, and short
// ways to ask a medium what it shows. One thread.
#pragma once

#include "support/test.h"

#include "media/medium.h"

#define CLIP_WAIT_US INT64_C(20000000) // a decoder under a sanitizer on a busy machine

// Group set-up and tear-down: a folder, and the decoder that was built beside this test.
// ($TEST_DECODE: another one).
int clips_set_up(void **state);
int clips_tear_down(void **state);

// The decoder that is tested.
const char *clips_decoder(void);

// A path in the folder. Borrowed until eight more calls.
const char *clip_path(const char *name);
// Runs `ffmpeg <arguments> <folder>/<name>`; words are separated by blanks, none is quoted.
const char *clip_make(const char *name, const char *arguments);
// The bytes of a clip. Owns: the caller, by free().
char *clip_read(const char *path, size_t *length);
const char *clip_write(const char *name, const void *bytes, size_t length);

// Opened and READY, or the test fails.
struct medium *clip_open(const char *path, int box_w, int box_h, bool wants_sound);
// Opened and given a verdict.
struct medium *clip_try(const char *path, int box_w, int box_h, bool wants_sound);

// The colour at (x, y) of the current picture, 0xRRGGBB, drawn onto black.
uint32_t clip_pixel(struct medium *medium, int x, int y);
void assert_colour(uint32_t got, uint32_t want, int tolerance);
#define assert_clip_pixel(medium, x, y, want, tolerance)                                           \
    assert_colour(clip_pixel((medium), (x), (y)), (want), (tolerance))
