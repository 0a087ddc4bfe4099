// What play, shot and check have in common: the playlist, the point, the fonts, and how large the
// canvas is. Owned by the caller; main thread.
#pragma once

#include "base/meridian.h"
#include "calendar/calendar.h"
#include "cmd/opts.h"
#include "plan/plan.h"
#include "playlist/playlist.h"
#include "point/point.h"
#include "text/fonts.h"

#include <stdbool.h>

struct setting {
    struct playlist *playlist;
    struct point *point;
    struct calendar *calendar; // the playlist's, else the usual one; NULL: none was found
    struct meridian *meridian; // of the point's time zone
    struct fonts *fonts;       // NULL: none could be found (said)
    struct fonts *own_fonts;   // the same behind the playlist's own; NULL: it has none
};

// Loads `path`, the --point of the command line and the fonts. All findings are added to
// `troubles`. False when playlist or point cannot be used.
bool setting_load(struct setting *self, const char *path, const struct opts *opts,
                  struct troubles *troubles) __attribute__((warn_unused_result));

// The same with a playlist that is found once the point is known. `load` may say nothing and return
// NULL, as playlist_load() does.
struct setting_source {
    struct playlist *(*load)(void *self, const struct point *point, struct troubles *troubles);
    void *self;
};
bool setting_load_from(struct setting *self, const struct setting_source *source,
                       const struct opts *opts, struct troubles *troubles)
    __attribute__((warn_unused_result));

// The same for a command that only needs to go on: findings are printed to standard error.
bool setting_load_saying(struct setting *self, const char *path, const struct opts *opts)
    __attribute__((warn_unused_result));

// Prints the findings to standard error and lets them go.
void setting_say(struct troubles *troubles);
void setting_fini(struct setting *self);

// What a plan is made from. Borrows from the setting.
struct plan_terms setting_terms(const struct setting *self);

// --size, else the point's canvas, else what the playlist was designed for, else 1280 × 720
// (upright on a screen that hangs on its side). False and said: bad --size, or one that the point's
// wall is not cut from.
bool setting_canvas(const struct setting *self, const struct opts *opts, struct size *out)
    __attribute__((warn_unused_result));

// What the playlist is written with; NULL: there is no font.
struct fonts *setting_letters(const struct setting *self);

// Where what ships with the program lies: "playlists/calendar.cfg" as a path, seen from a build
// folder, an installed prefix or the place it was made for. NULL: nowhere. Owns: the caller, by
// free().
char *setting_shipped(const char *name);

// Opens the font stack. NULL when no font could be found; `err` says why.
struct fonts *setting_fonts(struct error *err);
