// A window, or the whole display, through SDL's window surface.
//
// Where the canvas and the window have the same pixels, the canvas *is* the window's surface (or a
// rectangle of it, when an LED wall takes only a part of the output): nothing is copied. Otherwise
// the canvas is a picture of its own. It is scaled into the window as it changes (someone resized
// the window, or pressed F11 on a small canvas), or what lies on the output of it is copied, pixel
// for pixel (a wall that reaches over the output's edge).
#include "screen/window.h"

#include "screen/backlight.h"
#include "screen/hints.h"
#include "screen/manager.h"
#include "screen/server.h"

#include "base/mem.h"
#include "base/str.h"
#include "screen/frame.h"

#include <SDL.h>
#include <stdlib.h>

enum { DEFAULT_W = 1280, DEFAULT_H = 720 };

void window_forget_canvas(struct window *self)
{
    frame_free(self->canvas);
    self->canvas = NULL;
    self->surface = NULL;
}

// As server_call(): false from then on when the display is gone.
static bool call(struct window *self, void (*what)(void *self), void *context)
{
    self->is_gone = self->is_gone || !server_call(what, context);
    return !self->is_gone;
}

static bool say_gone(struct error *err)
{
    return error_set(err, ERROR_DEVICE, "the display is gone, and its server with it");
}

static struct rect place_on(const struct window *self, struct size output)
{
    struct size canvas = self->screen.size;
    if (self->is_fullscreen && self->wish.has_place) {
        return (struct rect){self->wish.place.x, self->wish.place.y, canvas.w, canvas.h};
    }
    bool is_wall = self->wish.is_fullscreen && canvas.w <= output.w && canvas.h <= output.h;
    if (is_wall || (canvas.w == output.w && canvas.h == output.h)) {
        return (struct rect){(output.w - canvas.w) / 2, (output.h - canvas.h) / 2, canvas.w,
                             canvas.h};
    }
    return rect_fit(canvas, (struct rect){0, 0, output.w, output.h}, FIT_CONTAIN);
}

// Asks SDL for the window's pixels and lays the canvas over them. False when the display gives
// none.
static bool find_canvas(struct window *self)
{
    self->surface = SDL_GetWindowSurface(self->window);
    if (self->surface == NULL) {
        return false;
    }
    struct size output = {self->surface->w, self->surface->h};
    SDL_FillRect(self->surface, NULL, 0);
    self->is_bare = true;
    self->shown = place_on(self, output);
    bool is_inside = rect_holds((struct rect){0, 0, output.w, output.h}, self->shown);
    bool is_same_size =
        self->shown.w == self->screen.size.w && self->shown.h == self->screen.size.h;
    self->is_own = !is_inside || !is_same_size || self->surface->format->BytesPerPixel != 4;
    self->is_scaled = !is_same_size;
    if (self->is_own) {
        self->canvas = frame_new(self->screen.size);
    } else {
        uint8_t *first = (uint8_t *)self->surface->pixels +
                         (size_t)self->shown.y * (size_t)self->surface->pitch +
                         (size_t)self->shown.x * 4;
        self->canvas = SDL_CreateRGBSurfaceWithFormatFrom(
            first, self->shown.w, self->shown.h, 32, self->surface->pitch, SDL_PIXELFORMAT_RGB888);
    }
    return self->canvas != NULL;
}

static void ask_canvas(void *window)
{
    (void)find_canvas(window);
}

static SDL_Surface *window_canvas(struct screen *screen)
{
    struct window *self = (struct window *)screen;
    if (self->canvas == NULL && (!call(self, ask_canvas, self) || self->canvas == NULL)) {
        // Nothing to draw on for now: a picture that nobody sees keeps the show (and its ledger's
        // clock) going.
        self->is_own = self->is_scaled = true;
        self->canvas = frame_new(self->screen.size);
    }
    return self->canvas;
}

// As SDL's; whole when there are more changes than SDL is handed at once.
enum { RECTS_MOST = 32 };

// What of the surface `r` of the canvas covers; empty when it lies beyond its edges.
static SDL_Rect on_surface(const struct window *self, struct rect r)
{
    struct rect place = {self->shown.x + r.x, self->shown.y + r.y, r.w, r.h};
    struct rect output = {0, 0, self->surface->w, self->surface->h};
    place = rect_intersect(self->is_scaled ? self->shown : place, output);
    return (SDL_Rect){place.x, place.y, place.w, place.h};
}

static void copy_to_surface(struct window *self, struct rect r)
{
    SDL_Rect from = {r.x, r.y, r.w, r.h};
    SDL_Rect to = {self->shown.x + r.x, self->shown.y + r.y, r.w, r.h};
    SDL_BlitSurface(self->canvas, &from, self->surface, &to);
}

// Brings what changed to the surface; how many rectangles of it that were.
static int fill_surface(struct window *self, const struct rect *changed, int count,
                        SDL_Rect rects[RECTS_MOST])
{
    struct rect all = {0, 0, self->screen.size.w, self->screen.size.h};
    bool is_whole = self->is_scaled || count > RECTS_MOST;
    changed = is_whole ? &all : changed;
    count = is_whole ? 1 : count;
    if (self->is_scaled) {
        frame_scale(self->canvas, self->surface, self->shown);
    }
    int used = 0;
    for (int i = 0; i < count; i++) {
        if (self->is_own && !self->is_scaled) {
            copy_to_surface(self, changed[i]);
        }
        rects[used] = on_surface(self, changed[i]);
        used += rects[used].w > 0 && rects[used].h > 0;
    }
    if (self->is_bare) {
        rects[0] = (SDL_Rect){0, 0, self->surface->w, self->surface->h};
        used = 1;
    }
    return used;
}

struct present {
    struct window *window;
    const SDL_Rect *rects;
    int count;
    bool is_shown;
};

static void hand_over(void *context)
{
    struct present *self = context;
    self->is_shown =
        SDL_UpdateWindowSurfaceRects(self->window->window, self->rects, self->count) == 0;
}

static bool window_present(struct screen *screen, const struct rect *changed, int count,
                           struct error *err)
{
    struct window *self = (struct window *)screen;
    if (self->is_gone) {
        return say_gone(err);
    }
    if (self->surface == NULL) {
        window_forget_canvas(self); // asked for again at the next frame
        self->must_redraw = true;
        return error_set(err, ERROR_DEVICE, "the display gives no pixels: %s", SDL_GetError());
    }
    SDL_Rect rects[RECTS_MOST];
    struct present present = {self, rects, fill_surface(self, changed, count, rects), true};
    if (present.count > 0 && !call(self, hand_over, &present)) {
        return say_gone(err);
    }
    if (!present.is_shown) {
        window_forget_canvas(self);
        self->must_redraw = true;
        return error_set(err, ERROR_DEVICE, "the display does not take the picture: %s",
                         SDL_GetError());
    }
    self->is_bare = false;
    return true;
}

static struct size output_size(void)
{
    SDL_DisplayMode mode = {0};
    return SDL_GetDesktopDisplayMode(0, &mode) == 0 ? (struct size){mode.w, mode.h}
                                                    : (struct size){DEFAULT_W, DEFAULT_H};
}

// A window that fits on the desktop, with the shape of the canvas.
static struct size window_size(struct size canvas)
{
    SDL_Rect desktop;
    if (SDL_GetDisplayUsableBounds(0, &desktop) != 0 ||
        (canvas.w <= desktop.w && canvas.h <= desktop.h)) {
        return canvas;
    }
    struct rect fitted = rect_fit(canvas, (struct rect){0, 0, desktop.w, desktop.h}, FIT_CONTAIN);
    return (struct size){fitted.w, fitted.h};
}

void window_toggle_fullscreen(struct window *self, bool is_wanted)
{
    self->is_fullscreen = is_wanted;
    if (self->is_alone) {
        struct size output = output_size();
        struct size size = is_wanted ? output : window_size(self->screen.size);
        SDL_SetWindowSize(self->window, size.w, size.h);
        SDL_SetWindowPosition(self->window, (output.w - size.w) / 2, (output.h - size.h) / 2);
    } else {
        SDL_SetWindowFullscreen(self->window, is_wanted ? SDL_WINDOW_FULLSCREEN_DESKTOP : 0);
    }
    SDL_ShowCursor(is_wanted ? SDL_DISABLE : SDL_ENABLE);
    window_forget_canvas(self);
    self->must_redraw = true;
}

void window_fit(struct window *self)
{
    if (self->is_alone && self->is_fullscreen) {
        struct size output = output_size();
        SDL_SetWindowSize(self->window, output.w, output.h);
        SDL_SetWindowPosition(self->window, 0, 0);
    }
    window_forget_canvas(self);
}

static bool window_set_power(struct screen *screen, bool is_on)
{
    struct window *self = (struct window *)screen;
    lookout_forget(&self->lookout);
    return !self->is_gone && power_set(&self->power, is_on);
}

static void window_ask_power(struct screen *screen)
{
    lookout_ask(&((struct window *)screen)->lookout);
}

static enum screen_power window_power(struct screen *screen)
{
    return lookout_answer(&((struct window *)screen)->lookout);
}

// Gives back what belongs to the display. Of one that is gone nothing can be given back.
static void let_go(struct window *self)
{
    window_forget_canvas(self);
    lookout_close(&self->lookout);
    outgrow_close(&self->outgrow);
    if (self->is_gone) {
        return;
    }
    if (self->window != NULL) {
        SDL_DestroyWindow(self->window);
        self->window = NULL;
    }
    SDL_QuitSubSystem(SDL_INIT_VIDEO);
}

static void window_close(struct screen *screen)
{
    struct window *self = (struct window *)screen;
    let_go(self);
    free(self);
}

// Two shapes are one when their edges differ by less than this after scaling: 1366 × 768 is 16:9
// too.
enum { SAME_SHAPE_PERCENT = 2 };

static bool has_same_shape(struct size a, struct size b)
{
    int64_t left = (int64_t)a.w * b.h;
    int64_t right = (int64_t)b.w * a.h;
    int64_t away = left > right ? left - right : right - left;
    return away * 100 <= left * SAME_SHAPE_PERCENT;
}

// What the canvas measures: the whole output in full screen, when nobody asked for other pixels.
static struct size canvas_size(const struct screen_wish *wish)
{
    struct size canvas = wish->canvas;
    if (wish->is_fullscreen) {
        struct size output = output_size();
        if (canvas.w == 0 || (wish->may_grow && has_same_shape(canvas, output))) {
            return output;
        }
    }
    return canvas.w > 0 ? canvas : (struct size){DEFAULT_W, DEFAULT_H};
}

static bool make_window(struct window *self, struct error *err)
{
    self->is_alone = str_is(SDL_GetCurrentVideoDriver(), "x11") && !manager_is_there();
    struct size size = self->is_fullscreen ? output_size() : window_size(self->screen.size);
    uint32_t full = self->is_alone ? SDL_WINDOW_BORDERLESS : SDL_WINDOW_FULLSCREEN_DESKTOP;
    uint32_t flags = self->is_fullscreen ? full : SDL_WINDOW_RESIZABLE;
    int at = self->is_fullscreen ? 0 : (int)SDL_WINDOWPOS_CENTERED;
    self->window = SDL_CreateWindow(self->wish.title, at, at, size.w, size.h, flags);
    if (self->window == NULL) {
        return error_set(err, ERROR_DEVICE, "no window: %s", SDL_GetError());
    }
    if (!find_canvas(self)) {
        return error_set(err, ERROR_DEVICE, "the window has no pixels: %s", SDL_GetError());
    }
    self->screen.display = (struct size){self->surface->w, self->surface->h};
    SDL_DisplayMode mode = {0};
    SDL_GetCurrentDisplayMode(SDL_GetWindowDisplayIndex(self->window), &mode);
    self->screen.rate_mhz = mode.refresh_rate * 1000;
    SDL_ShowCursor(self->is_fullscreen ? SDL_DISABLE : SDL_ENABLE);
    if (self->is_alone && self->wish.is_fullscreen) {
        outgrow_open(&self->outgrow);
    }
    return true;
}

// SDL falls back to drivers that show nothing; that is only right for whoever asked for one.
static bool shows_nothing(const char *driver)
{
    bool is_blind = str_is(driver, "dummy") || str_is(driver, "offscreen");
    return is_blind && SDL_GetHint(SDL_HINT_VIDEODRIVER) == NULL &&
           getenv("SDL_VIDEODRIVER") == NULL;
}

static bool begin_video(struct window *self, struct error *err)
{
    hints_set();
    if (SDL_InitSubSystem(SDL_INIT_VIDEO) != 0) {
        return error_set(err, ERROR_DEVICE, "no display: %s", SDL_GetError());
    }
    const char *driver = SDL_GetCurrentVideoDriver();
    if (shows_nothing(driver)) {
        SDL_QuitSubSystem(SDL_INIT_VIDEO);
        return error_set(err, ERROR_DEVICE, "no display: neither X11, Wayland nor KMS/DRM answers");
    }
    hints_set_for_driver(driver);
    if (str_is(driver, "x11")) {
        server_watch();
    }
    self->power = (struct power){.driver = driver, .backlights = BACKLIGHT_FOLDER};
    return true;
}

struct reopening {
    struct window *window;
    struct error *err;
    bool is_open;
};

static void open_again(void *context)
{
    struct reopening *self = context;
    struct window *window = self->window;
    if (window->window != NULL) {
        let_go(window);
    }
    if (!begin_video(window, self->err)) {
        return;
    }
    self->is_open = make_window(window, self->err);
    if (self->is_open) {
        lookout_open(&window->lookout, window->power.driver, CARDS_FOLDER);
    } else {
        let_go(window);
    }
}

static bool window_reopen(struct screen *screen, struct error *err)
{
    struct window *self = (struct window *)screen;
    struct reopening reopening = {self, err, false};
    struct xcb_connection_t *held = str_is(self->power.driver, "x11") ? server_hold() : NULL;
    bool is_there = call(self, open_again, &reopening);
    server_release(held);
    self->must_redraw = true;
    return is_there ? reopening.is_open : say_gone(err);
}

static enum screen_event window_poll(struct screen *screen)
{
    struct window *self = (struct window *)screen;
    if (self->must_redraw) {
        self->must_redraw = false;
        return SCREEN_REDRAW;
    }
    struct window_poll poll = {self, SCREEN_NOTHING, false};
    (void)call(self, window_look, &poll);
    if (!self->is_gone && outgrow_happened(&self->outgrow)) {
        poll.must_reopen = true;
        poll.told = poll.told == SCREEN_NOTHING ? SCREEN_REDRAW : poll.told;
    }
    if (poll.must_reopen) {
        struct error ignored = {0}; // it is tried again when a present fails
        (void)!window_reopen(screen, &ignored);
    }
    return self->is_gone ? SCREEN_NOTHING : poll.told;
}

static bool window_is_gone(const struct screen *screen)
{
    return ((const struct window *)screen)->is_gone;
}

struct screen *screen_open_window(const struct screen_wish *wish, struct error *err)
{
    struct window *self = mem_zeroed(1, sizeof *self);
    self->wish = *wish;
    self->is_fullscreen = wish->is_fullscreen;
    if (!begin_video(self, err)) {
        free(self);
        return NULL;
    }
    self->screen = (struct screen){.close = window_close,
                                   .canvas = window_canvas,
                                   .present = window_present,
                                   .poll = window_poll,
                                   .set_power = window_set_power,
                                   .ask_power = window_ask_power,
                                   .power = window_power,
                                   .reopen = window_reopen,
                                   .is_gone = window_is_gone,
                                   .size = canvas_size(wish)};
    if (!make_window(self, err)) {
        window_close(&self->screen);
        return NULL;
    }
    window_set_power(&self->screen, true); // a player that was killed in the dark left it off
    lookout_open(&self->lookout, self->power.driver, CARDS_FOLDER);
    return &self->screen;
}
