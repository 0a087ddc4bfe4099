// What every kind of screen has in common; private to this room.
#pragma once

#include "screen/screen.h"

struct screen {
    void (*close)(struct screen *self);
    struct SDL_Surface *(*canvas)(struct screen *self);
    bool (*present)(struct screen *self, const struct rect *changed, int count, struct error *err);
    enum screen_event (*poll)(struct screen *self);
    bool (*set_power)(struct screen *self, bool is_on);     // false: the system does not do it
    void (*ask_power)(struct screen *self);                 // NULL: nobody knows
    enum screen_power (*power)(struct screen *self);        // NULL: nobody knows
    bool (*reopen)(struct screen *self, struct error *err); // NULL: there is nothing to reopen
    bool (*is_gone)(const struct screen *self);             // NULL: never
    void (*set_light)(struct screen *self, int level);      // NULL: always full
    struct size size;                                       // of the canvas
    struct size display;                                    // that shows it; {0,0}: none does
    int rate_mhz;
    bool is_dark; // the display was switched off and not on again
};
