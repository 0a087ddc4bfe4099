// SDL's switches, in one place.
#include "screen/hints.h"

#include <SDL.h>
#include <stdbool.h>
#include <string.h>

void hints_set(void)
{
    // A kiosk's screen must not go to sleep, and a screen saver over a public warning is a failure.
    SDL_SetHint(SDL_HINT_VIDEO_ALLOW_SCREENSAVER, "0");
    // The show loop handles SIGINT and SIGTERM itself, to close the open play.
    SDL_SetHint(SDL_HINT_NO_SIGNAL_HANDLERS, "1");
    // A full-screen window that loses the focus to a pop-up must stay where it is.
    SDL_SetHint(SDL_HINT_VIDEO_MINIMIZE_ON_FOCUS_LOSS, "0");
    // Leave the compositor of a desktop on: turning it off makes the whole desktop flicker.
    SDL_SetHint(SDL_HINT_VIDEO_X11_NET_WM_BYPASS_COMPOSITOR, "0");
    // The name that a compositor's rules (cage, sway, labwc) can match.
    SDL_SetHint(SDL_HINT_APP_NAME, "xiaolaba");
}

void hints_set_for_driver(const char *driver)
{
    // X11 takes our pixels through shared memory; SDL's default of a GL texture behind it cost 48
    // times the CPU on a machine without a GPU. KMS/DRM and Wayland have no other way than a
    // texture, so they keep the default, and their presents wait for the display.
    bool is_x11 = driver != NULL && strcmp(driver, "x11") == 0;
    SDL_SetHint(SDL_HINT_FRAMEBUFFER_ACCELERATION, is_x11 ? "0" : "1");
    SDL_SetHint(SDL_HINT_RENDER_VSYNC, is_x11 ? "0" : "1");
}
