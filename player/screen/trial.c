// A window for the time of one picture.
#include "screen/trial.h"

#include "screen/screen.h"

#include <SDL.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { TRIAL_W = 320, TRIAL_H = 180 };
enum { GL_RENDERER_NAME = 0x1F01 }; // Source: Khronos, gl.h: GL_RENDERER

const char *screen_driver(int number)
{
    return number < SDL_GetNumVideoDrivers() ? SDL_GetVideoDriver(number) : NULL;
}

// On X11 the player shares memory with the server; all others go through GL.
static bool needs_renderer(const char *driver)
{
    return SDL_strcasecmp(driver, "wayland") == 0 || SDL_strcasecmp(driver, "kmsdrm") == 0;
}

static bool is_drawn_by_processor(const char *renderer)
{
    return strstr(renderer, "llvmpipe") != NULL || strstr(renderer, "softpipe") != NULL ||
           strstr(renderer, "SWR") != NULL;
}

typedef const unsigned char *get_string(unsigned name);

static void ask_renderer(struct screen_trial *out)
{
    SDL_Window *window =
        SDL_CreateWindow("xiaolaba", 0, 0, TRIAL_W, TRIAL_H, SDL_WINDOW_OPENGL | SDL_WINDOW_HIDDEN);
    SDL_GLContext context = window != NULL ? SDL_GL_CreateContext(window) : NULL;
    void *found = context != NULL ? SDL_GL_GetProcAddress("glGetString") : NULL;
    if (found != NULL) {
        get_string *ask;
        memcpy(&ask, &found, sizeof ask);
        const unsigned char *name = ask(GL_RENDERER_NAME);
        snprintf(out->renderer, sizeof out->renderer, "%s", name != NULL ? (const char *)name : "");
        out->is_software = is_drawn_by_processor(out->renderer);
    }
    if (context != NULL) {
        SDL_GL_DeleteContext(context);
    }
    if (window != NULL) {
        SDL_DestroyWindow(window);
    }
}

bool screen_try(struct screen_trial *out, struct error *err)
{
    *out = (struct screen_trial){0};
    // A console whose keyboard SDL takes stays mute when the process is killed.
    setenv("SDL_INPUT_LINUX_KEEP_KBD", "1", 1);
    const struct screen_wish wish = {.canvas = {TRIAL_W, TRIAL_H}, .title = "xiaolaba doctor"};
    struct screen *screen = screen_open_window(&wish, err);
    if (screen == NULL) {
        return false;
    }
    struct rect all = {0, 0, TRIAL_W, TRIAL_H};
    (void)screen_canvas(screen);
    bool done = screen_present(screen, &all, 1, err);
    SDL_DisplayMode mode = {0};
    if (done && SDL_GetDesktopDisplayMode(0, &mode) == 0) {
        out->display = (struct size){mode.w, mode.h};
    }
    out->rate_mhz = screen_rate_mhz(screen);
    snprintf(out->driver, sizeof out->driver, "%s", SDL_GetCurrentVideoDriver());
    SDL_InitSubSystem(SDL_INIT_VIDEO); // outlives the screen, for the question
    screen_close(screen);
    if (done && needs_renderer(out->driver)) {
        ask_renderer(out);
    }
    SDL_QuitSubSystem(SDL_INIT_VIDEO);
    return done;
}
