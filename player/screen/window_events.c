// What SDL tells of a window, as events of a screen.
#include "screen/window.h"

#include "base/str.h"

static enum screen_event key_event(struct window *self, SDL_Keycode key)
{
    switch (key) {
    case SDLK_SPACE:
        return SCREEN_PAUSE;
    case SDLK_RIGHT:
    case SDLK_n:
    case SDLK_PAGEDOWN:
        return SCREEN_NEXT;
    case SDLK_LEFT:
    case SDLK_p:
    case SDLK_PAGEUP:
        return SCREEN_PREVIOUS;
    case SDLK_m:
        return SCREEN_SOUND;
    case SDLK_i:
        return SCREEN_INFO;
    case SDLK_q:
        return SCREEN_QUIT;
    case SDLK_F11:
    case SDLK_f:
        window_toggle_fullscreen(self, !self->is_fullscreen);
        return SCREEN_FULLSCREEN;
    case SDLK_ESCAPE:
        if (!self->is_fullscreen) {
            return SCREEN_QUIT;
        }
        window_toggle_fullscreen(self, false);
        return SCREEN_FULLSCREEN;
    default:
        return SCREEN_NOTHING;
    }
}

static enum screen_event window_event(struct window *self, const SDL_WindowEvent *event)
{
    switch (event->event) {
    case SDL_WINDOWEVENT_EXPOSED:
    case SDL_WINDOWEVENT_SHOWN:
    case SDL_WINDOWEVENT_RESTORED:
        self->is_bare = true;
        return SCREEN_REDRAW;
    case SDL_WINDOWEVENT_CLOSE:
        self->is_closing = true;
        return SCREEN_NOTHING;
    case SDL_WINDOWEVENT_SIZE_CHANGED:
    case SDL_WINDOWEVENT_DISPLAY_CHANGED:
        window_forget_canvas(self);
        return SCREEN_REDRAW;
    default:
        return SCREEN_NOTHING;
    }
}

// A finger comes as a mouse too, and is one touch.
static bool is_touch(const SDL_Event *event)
{
    return event->type == SDL_FINGERDOWN ||
           (event->type == SDL_MOUSEBUTTONDOWN && event->button.which != SDL_TOUCH_MOUSEID);
}

// A compositor that is gone makes SDL tell the end of the program, which nobody asked for.
// Source: SDL 2.26, Wayland_PumpEvents().
static enum screen_event quit_event(struct window *self)
{
    bool is_meant = self->is_closing || !str_is(self->power.driver, "wayland");
    self->is_gone = self->is_gone || !is_meant;
    return is_meant ? SCREEN_QUIT : SCREEN_NOTHING;
}

static enum screen_event event_of(struct window *self, const SDL_Event *event)
{
    if (event->type == SDL_QUIT) {
        return quit_event(self);
    }
    if (event->type == SDL_DISPLAYEVENT) {
        window_fit(self);
        return SCREEN_REDRAW;
    }
    if (event->type == SDL_KEYDOWN && event->key.repeat == 0) {
        return key_event(self, event->key.keysym.sym);
    }
    if (event->type == SDL_WINDOWEVENT) {
        return window_event(self, &event->window);
    }
    return is_touch(event) ? SCREEN_TOUCH : SCREEN_NOTHING;
}

void window_look(void *poll)
{
    struct window_poll *self = poll;
    SDL_Event event;
    while (self->told == SCREEN_NOTHING && SDL_PollEvent(&event)) {
        bool is_reset =
            event.type == SDL_RENDER_TARGETS_RESET || event.type == SDL_RENDER_DEVICE_RESET;
        self->must_reopen = self->must_reopen || is_reset;
        self->told = is_reset ? SCREEN_REDRAW : event_of(self->window, &event);
    }
}
