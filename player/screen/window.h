// What the files of the window share. Private to them: window.c (pixels, opening and closing),
// window_events.c (what SDL tells).
#pragma once

#include "screen/driver.h"
#include "screen/lookout.h"
#include "screen/outgrow.h"
#include "screen/power.h"

#include <SDL.h>

struct window {
    struct screen screen; // first member
    SDL_Window *window;
    SDL_Surface *surface; // SDL's, changes when the window does
    SDL_Surface *canvas;  // NULL until asked for
    struct rect shown;    // where the canvas lies on the surface
    bool is_own;          // canvas has its own pixels
    bool is_scaled;       // and another size than what is shown
    bool is_fullscreen;
    bool is_alone; // an X server without a window manager: nobody but us sizes the window
    struct screen_wish wish;
    struct power power;
    struct lookout lookout;
    struct outgrow outgrow; // while it is alone and full screen
    bool must_redraw;       // tell SCREEN_REDRAW at the next poll
    bool is_gone;           // its server is: nothing of SDL's may be touched any more
    bool is_closing;        // somebody closed the window: the end that follows is meant
    bool is_bare;           // what lies around the canvas has to be shown too, once
};

// The canvas is asked for anew: the window is another than it was.
void window_forget_canvas(struct window *self);
void window_toggle_fullscreen(struct window *self, bool is_wanted);
// The display is another than it was, or there again: the window takes its place on it anew.
void window_fit(struct window *self);

// The next thing that SDL tells.
struct window_poll {
    struct window *window;
    enum screen_event told; // SCREEN_NOTHING: nothing is left
    bool must_reopen;       // its textures are lost
};
void window_look(void *poll); // a struct window_poll; for server_call()
