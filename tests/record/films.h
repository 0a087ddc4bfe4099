// Films made for tests, and what the ffmpeg and ffprobe programs say that is in them.
#pragma once

#include "record/recording.h"
#include "support/test.h"

#include <SDL.h>

// A folder with nothing in it, and a path in it.
struct made {
    char *folder, *path;
};
struct made film_make(const char *name);
void film_unmake(struct made *made);
// Fails the test unless the folder holds what `want` says, one name a line, hidden ones as well.
void film_folder_holds(const char *folder, const char *want);

// A format as the command line would choose it: fast, and with what `change` sets.
struct format film_format(const char *path, const char *codec);

// Opens one of `size` at `rate_mhz`; fails the test when that fails.
// It is said to take a minute.
struct recording *film_open(const char *path, const struct format *format, struct size size,
                            int rate_mhz, bool has_sound);
void film_add(struct recording *film, const SDL_Surface *picture, struct rect changed);
void film_add_same(struct recording *film, const SDL_Surface *picture);
int64_t film_finish(struct recording *film); // and closes; how many bytes it has

// What a shell prints, without the line feed at its end; fails the test when it ends with an error.
// Owns: the caller, by free().
char *film_say(const char *format, ...) __attribute__((format(printf, 1, 2)));
// An entry of the first stream of `kind` ("v", "a"), as ffprobe says it: "profile", "r_frame_rate".
char *film_entry(const char *path, const char *kind, const char *entry);
// Fails the test when the entry is not `want`.
void film_is(const char *path, const char *kind, const char *entry, const char *want);

// Everything that is seen: RGB, 3 bytes a pixel, frame after frame. Owns: the caller, by free().
uint8_t *film_pictures(const char *path, struct size size, int *frames);
// Everything that is heard: 48 kHz, left and right in turn. Owns: the caller, by free().
float *film_sound(const char *path, int64_t *frames);

// Fails the test when the pixel is further than `tolerance` from `rgb` in any channel.
void film_pixel_is(const uint8_t *pictures, struct size size, int frame, int x, int y, uint32_t rgb,
                   int tolerance);
