// A stage with the project's fonts and a playlist written in the test, to look at any instant of
// it. One thread.
#pragma once

#include "support/letters.h"
#include "support/test.h"

#include "playlist/playlist.h"
#include "screen/frame.h"
#include "stage/stage.h"

#include <SDL.h>

// Monday 2026-11-23 08:30:15 in China: what every clock of a trial shows at its start.
#define TRIAL_WALL_US (INT64_C(1795393815) * CLOCK_SECOND_US)

struct trial {
    struct playlist *playlist;
    struct stage *stage;
    SDL_Surface *canvas; // what the screen shows
    struct size size;
    const struct meridian *meridian; // borrowed; NULL: China
    bool has_fonts;
    enum medium_mode mode;
    int keeps;
    struct painter *painter; // borrowed; NULL: none
};

// `playlist` is the text of a playlist file; files in it are seen from `folder` (NULL: none). The
// test fails when it cannot be used.
void trial_init(struct trial *self, const char *playlist, const char *folder, int w, int h);
// The same at another place on earth.
void trial_init_at(struct trial *self, const char *playlist, const struct meridian *meridian, int w,
                   int h);
// The same on a machine without fonts.
void trial_init_fontless(struct trial *self, const char *playlist, int w, int h);
// The same on a stage that keeps up to `keeps` acts a zone, as rehearsals do: first pictures only.
void trial_init_rehearsal(struct trial *self, const char *playlist, const char *folder, int w,
                          int h, int keeps);
// The same with a painter, which outlives it.
void trial_init_painted(struct trial *self, const char *playlist, struct painter *painter, int w,
                        int h);
void trial_fini(struct trial *self);

// Cues an item, waits until it is ready and puts it on. Returns its length.
int64_t trial_put_on(struct trial *self, size_t zone, size_t item, int64_t at_us);
// The same, `from_us` into the item.
int64_t trial_put_on_from(struct trial *self, size_t zone, size_t item, int64_t at_us,
                          int64_t from_us);
// Draws what changed.
void trial_draw(struct trial *self, int64_t at_us);

uint32_t trial_pixel(const struct trial *self, int x, int y); // 0xRRGGBB
// How many pixels of the rectangle are not `colour`.
int trial_other_than(const struct trial *self, struct rect where, uint32_t colour);
