// Whether the display is lit, as the system tells it: an X server about its monitor (DPMS), the
// kernel about the connectors of its graphics cards. What stands behind an LED sender, and was
// switched off there, neither of them can know. Asking never waits: an X server's answer is taken
// when it has come. Private to this room; owned by the window; main thread.
#pragma once

#include "screen/screen.h"

#include <stdint.h>

#define CARDS_FOLDER "/sys/class/drm"

struct xcb_connection_t;

struct lookout {
    const char *cards;               // folder of the connectors; borrowed
    bool asks_cards;                 // the display is one of this machine's
    struct xcb_connection_t *server; // NULL: there is none to ask
    bool is_waiting;                 // for the answer to …
    uint32_t question;               // … this request
    enum screen_power known;
};

// `driver`: SDL's name of the video driver. Asks once and waits for the answer, a few round trips
// to an X server, so that the first play knows it.
void lookout_open(struct lookout *self, const char *driver, const char *cards);
void lookout_close(struct lookout *self);

// Asks again. What was asked before and not answered yet is no longer known.
void lookout_ask(struct lookout *self);
// The answer that came last.
enum screen_power lookout_answer(struct lookout *self);
// The display was switched: what was known is over.
void lookout_forget(struct lookout *self);

// What the connectors below `folder` say: on when one of them is connected, enabled and lit, off
// when there are some and none is. Unknown: there are none, or one that does not say.
// Source: Linux, drivers/gpu/drm/drm_sysfs.c: status, enabled and dpms are what was found last;
// reading them asks no hardware.
enum screen_power cards_power(const char *folder);
