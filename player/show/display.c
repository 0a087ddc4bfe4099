// Whether the display is lit: asked every few seconds, and told to the ledger and the plays.
//
// A play carries what was known when it began, and one that began in the dark never counts. What is
// drawn while the display is off is no visible time; when it is found off, what the open plays had
// counted since it was last found on is taken back, so that nothing is counted that nobody saw. It
// is found on again a few seconds late, which is an undercount.
#include "show/loop.h"

#include "base/log.h"
#include "show/announce.h"

#define DISPLAY_US INT64_C(5000000)

static enum display_power display_of(enum screen_power power)
{
    switch (power) {
    case SCREEN_POWER_UNKNOWN:
        break;
    case SCREEN_POWER_OFF:
        return DISPLAY_OFF;
    case SCREEN_POWER_ON:
        return DISPLAY_ON;
    }
    return DISPLAY_UNKNOWN;
}

// Nobody saw what was shown since it was last found on, of the plays that are still open.
static void miss_display(struct show *self)
{
    programme_take_back(self->programme, mono_since(self->moment.now, self->lit_at));
}

static void tell_display(struct show *self, enum display_power display)
{
    struct diary_time time = diary_time_of(&self->moment);
    if (display == DISPLAY_OFF && self->display == DISPLAY_ON) {
        miss_display(self);
    }
    self->display = display;
    self->for_programme.display = display;
    self->reload.parts.display = display;
    programme_set_display(self->programme, display);
    diary_note(self->diary, &time, EVENT_DISPLAY, display, NULL);
    if (display == DISPLAY_OFF && !self->is_dark) {
        log_warn("the display is off: nobody sees what is shown");
    } else {
        log_info("the display is %s", display == DISPLAY_ON    ? "on"
                                      : display == DISPLAY_OFF ? "off"
                                                               : "not known to be on");
    }
}

void hear_display(struct show *self)
{
    if (self->parts.display != DISPLAY_UNKNOWN || self->failing_since.us != 0) {
        return; // told for good, or nobody to ask
    }
    enum display_power display = display_of(screen_power(self->screen));
    if (display != self->display) {
        tell_display(self, display);
    }
    bool is_due =
        self->display_at.us == 0 || mono_since(self->moment.now, self->display_at) >= DISPLAY_US;
    if (is_due) {
        // The answer belongs to the question before this one.
        self->lit_at = self->display_at.us != 0 ? self->display_at : self->moment.now;
        self->display_at = self->moment.now;
        screen_ask_power(self->screen);
    }
}

// How far the opening of the screen is apart, and how often it is tried: a window that cannot be
// made takes a tenth of a second, and a monitor that is plugged in again some seconds.
#define REOPEN_US INT64_C(1000000)
enum { REOPENS_MOST = 5 };
// A display that stays away for longer is lost. Below the patience of the unit's watchdog (ten
// seconds): killed by that, the plays would stay open and the item would seem to have killed us.
#define LOST_US INT64_C(8000000)

void hear_display_lost(struct show *self, const char *why)
{
    struct error err = {0};
    if (self->failing_since.us == 0) {
        self->failing_since = self->moment.now;
        self->reopens = 0;
        log_error("%s", why);
        announce_fault(self, why);
        if (self->parts.display == DISPLAY_UNKNOWN) {
            self->lit_at = self->moment.now; // what was presented until now was seen
            tell_display(self, DISPLAY_OFF);
        }
    }
    int64_t since_us = mono_since(self->moment.now, self->failing_since);
    bool is_due = since_us >= (REOPEN_US << self->reopens) - REOPEN_US / 2;
    if (is_due && self->reopens < REOPENS_MOST && !screen_is_gone(self->screen)) {
        self->reopens++;
        if (!screen_reopen(self->screen, &err)) {
            log_debug("the screen cannot be opened again: %s", err.text);
        }
    }
}

void hear_display_found(struct show *self)
{
    self->failing_since = (struct mono){0};
    log_warn("the display takes pictures again");
    self->display_at = (struct mono){0}; // ask anew
    hear_display(self);
}

bool hear_is_display_gone(const struct show *self)
{
    return screen_is_gone(self->screen) ||
           (self->failing_since.us != 0 &&
            mono_since(self->moment.now, self->failing_since) >= LOST_US);
}

bool hear_is_display_off(const struct show *self)
{
    return self->parts.display == DISPLAY_UNKNOWN && self->display == DISPLAY_OFF;
}
