// The fonts that a playlist brings, and the painter that paints with them: only while that playlist
// is on. Thread: main. Owned by the programme.
#pragma once

#include "playlist/playlist.h"
#include "stage/act.h"

struct own_fonts {
    struct fonts *fonts;     // NULL: the usual ones
    struct painter *painter; // NULL: likewise
};

// Opens what the playlist brings and puts it into `env`. One that cannot be used is told, and the
// text is written with the usual fonts.
void own_fonts_open(struct own_fonts *self, const struct playlist *playlist, struct act_env *env);

// Nobody has text that is written with them any more.
void own_fonts_close(struct own_fonts *self);
