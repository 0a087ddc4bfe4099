// Where frames go. Whoever draws gets a canvas of plain pixels that keeps what was drawn;
// presenting tells which rectangles changed, so that a ticker costs its own rows and a still
// picture nothing. Kinds: a window or full screen (X11, Wayland, KMS/DRM through SDL), memory
// (recording, tests, no display at all), or one before another screen that turns, cuts and dims
// what goes there. Thread: main.
#pragma once

#include "base/error.h"
#include "base/geom.h"
#include "base/wallmap.h"

#include <stdbool.h>

struct SDL_Surface;
struct screen;

// What the person in front of the screen, or the system, asked for.
enum screen_event {
    SCREEN_NOTHING = 0,
    SCREEN_QUIT,
    SCREEN_PAUSE,
    SCREEN_NEXT,
    SCREEN_PREVIOUS,
    SCREEN_FULLSCREEN, // already done when it is told
    SCREEN_SOUND,
    SCREEN_INFO,
    SCREEN_TOUCH,  // a finger, or a mouse button
    SCREEN_REDRAW, // the canvas has lost its pixels: draw all of it again
};

struct screen_wish {
    struct size canvas; // pixels to draw on; {0,0}: as large as the output
    bool may_grow; // full screen: an output of the same shape becomes the canvas, whatever its size
    bool is_fullscreen;
    bool has_place; // full screen: canvas at `place`, pixel for pixel; false: centred
    struct {
        int x, y;
    } place;
    const char *title;
};

// Fails: ERROR_DEVICE when there is no display. What the canvas became: screen_size().
struct screen *screen_open_window(const struct screen_wish *wish, struct error *err)
    __attribute__((warn_unused_result));
struct screen *screen_open_memory(struct size canvas) __attribute__((returns_nonnull));
// What is drawn goes to `glass` through the map, and through one table per colour: see
// screen/remap.h. Takes `glass` over. For whoever has something to turn, cut or dim: it costs a
// copy of what changes. Range: the map's output fits in the canvas of `glass`; gamma > 0.
// Shape: gamma for red, green, blue. `map` is copied.
struct screen *screen_open_mapped(struct screen *glass, const struct wallmap *map,
                                  const double gamma[3]) __attribute__((returns_nonnull));
void screen_close(struct screen *self); // lights the display again; NULL is fine

// The canvas of this moment: borrowed until the next screen_poll() or screen_present().
struct SDL_Surface *screen_canvas(struct screen *self);
struct size screen_size(const struct screen *self);
// The window or display that the pixels go to, as it was opened; {0,0}: there is none.
struct size screen_display(const struct screen *self);

// Frames per 1000 seconds that the output shows (60000 = 60 Hz); 0 when it does not say.
int screen_rate_mhz(const struct screen *self);

// Puts the changed rectangles of the canvas on the glass. Fails: ERROR_DEVICE.
bool screen_present(struct screen *self, const struct rect *changed, int count, struct error *err)
    __attribute__((warn_unused_result));

// What shows the picture is made anew, the same way: window, surface, textures. For a display that
// does not take pictures any more, or has lost what it was given. The canvas keeps its size; the
// next poll tells SCREEN_REDRAW. May take a tenth of a second. Fails: ERROR_DEVICE; try again
// later.
bool screen_reopen(struct screen *self, struct error *err) __attribute__((warn_unused_result));
// Whether it is gone for good: its server ended, and only another process can connect to another
// one. Presents fail from then on.
bool screen_is_gone(const struct screen *self);

// What was presented since this was last asked, as rectangles that hold all of it. Returns how many
// there are. Range: a screen in memory; most ≥ 1.
int screen_take_presented(struct screen *memory, struct rect *out, int most);

// Switches the display itself off and on, outside opening hours; the canvas stays what it is.
// Whether the system did it: an X server by DPMS, a panel by its backlight, memory always; a
// display that offers neither stays lit, and the show goes on in black. Asking again for the same
// is fine, and worth it after false. Opening a window lights a display that a killed player left
// dark, and closing lights it too.
bool screen_set_power(struct screen *self, bool is_on);

// Whether the display is lit, as far as the system can tell (screen/lookout.h): asked anew by the
// one, answered by the other as soon as the system has. Neither waits for it. A window knows a
// first answer when it is opened; memory never knows.
enum screen_power {
    SCREEN_POWER_UNKNOWN = 0,
    SCREEN_POWER_OFF,
    SCREEN_POWER_ON,
};
void screen_ask_power(struct screen *self);
enum screen_power screen_power(struct screen *self);
bool screen_is_dark(const struct screen *self); // switched off, and the system did it

// How bright the picture is, in thousandths of full (screen/remap.h). When that changes what is to
// be seen, the next poll tells SCREEN_REDRAW. Only a screen that was opened as mapped does it; with
// others nothing happens. Range: 0 … 1000.
void screen_set_light(struct screen *self, int level);

// The next thing that happened, SCREEN_NOTHING when there is none. Never blocks.
enum screen_event screen_poll(struct screen *self);
