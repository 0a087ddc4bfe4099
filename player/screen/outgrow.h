// Whether an X server's output became larger or smaller. Without a window manager nobody else tells
// a window, and SDL (2.26) knows only the size that it found when it connected.
// Private to this room; owned by the window; main thread. Asking never waits.
#pragma once

#include <stdbool.h>
#include <stdint.h>

struct xcb_connection_t;

struct outgrow {
    struct xcb_connection_t *server; // NULL: there is none to ask
    uint32_t root;
    uint16_t w, h; // as told last
    int settles;   // asked so often more, what is changing has changed; 0: nothing does
};

void outgrow_open(struct outgrow *self);
void outgrow_close(struct outgrow *self);
// Since it was opened, or asked last. Told when it has been asked a second or so without more news:
// a mode is changed in steps. To be asked some twenty times a second.
bool outgrow_happened(struct outgrow *self);
