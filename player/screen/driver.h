// What every kind of screen has in common; private to this room.
#pragma once

#include "screen/screen.h"

struct screen {
    void (*close)(struct screen *self);
    struct SDL_Surface *(*canvas)(struct screen *self);
    bool (*present)(struct screen *self, const struct rect *changed, int count, struct error *err);
    enum screen_event (*poll)(struct screen *self);
    struct size size; // of the canvas
    int rate_mhz;
};
