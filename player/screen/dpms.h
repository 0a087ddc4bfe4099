// An X server's monitor put to sleep and woken (the DPMS extension). Private to this room; main
// thread; a few round trips to the server.
#pragma once

#include <stdbool.h>

struct xcb_connection_t;

struct dpms {
    bool must_disable; // power saving was off before we put the monitor to sleep
};

// False when the X server ($DISPLAY) does not answer, has no DPMS, or refuses. Waking also leaves
// power saving as it was found. Asking for what is the case already is fine and changes nothing.
bool dpms_set(struct dpms *self, bool is_on);

// Whether the server has DPMS and a monitor that can do it.
bool dpms_is_capable(struct xcb_connection_t *server);
