// Handing on to the kind of screen that was opened.
#include "screen/driver.h"

#include <stddef.h>

void screen_close(struct screen *self)
{
    if (self != NULL) {
        if (self->is_dark) {
            self->set_power(self, true);
        }
        self->close(self);
    }
}

struct SDL_Surface *screen_canvas(struct screen *self)
{
    return self->canvas(self);
}

struct size screen_size(const struct screen *self)
{
    return self->size;
}

struct size screen_display(const struct screen *self)
{
    return self->display;
}

int screen_rate_mhz(const struct screen *self)
{
    return self->rate_mhz;
}

bool screen_present(struct screen *self, const struct rect *changed, int count, struct error *err)
{
    return self->present(self, changed, count, err);
}

bool screen_reopen(struct screen *self, struct error *err)
{
    return self->reopen != NULL ? self->reopen(self, err)
                                : error_set(err, ERROR_DEVICE, "there is nothing to open again");
}

bool screen_is_gone(const struct screen *self)
{
    return self->is_gone != NULL && self->is_gone(self);
}

bool screen_set_power(struct screen *self, bool is_on)
{
    bool done = self->set_power(self, is_on);
    if (done) {
        self->is_dark = !is_on;
    }
    return done;
}

void screen_ask_power(struct screen *self)
{
    if (self->ask_power != NULL) {
        self->ask_power(self);
    }
}

enum screen_power screen_power(struct screen *self)
{
    if (self->power == NULL) {
        return SCREEN_POWER_UNKNOWN;
    }
    return self->is_dark ? SCREEN_POWER_OFF : self->power(self);
}

bool screen_is_dark(const struct screen *self)
{
    return self->is_dark;
}

void screen_set_light(struct screen *self, int level)
{
    if (self->set_light != NULL) {
        self->set_light(self, level);
    }
}

enum screen_event screen_poll(struct screen *self)
{
    return self->poll(self);
}
