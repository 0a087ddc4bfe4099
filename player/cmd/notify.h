// A word to the supervisor that started us (systemd's Type=notify): that the picture is there, that
// it lives, that we end. One datagram each, to the socket that $NOTIFY_SOCKET names; $WATCHDOG_USEC
// says how long it bears to hear nothing, and it hears from us ten times in that time. Not by
// libsystemd: it would bring the libraries of three compressions along and 10 ms of every start,
// for what sendto() does. Nothing here blocks: a supervisor that does not listen costs no frame.
//
// RELOADING=1 is never said: a changed playlist comes on between two items while the show goes on,
// so that to the supervisor there is no time in which we are not there.
//
// Owned by cmd/parts. Thread: main. Source: sd_notify(3), sd_watchdog_enabled(3).
#pragma once

#include "base/error.h"
#include "show/show.h"

struct notify;

// Takes the supervisor's variables out of the environment, so that no decoder speaks in our name.
// NULL: nobody listens. Fails, and is said: the socket's name cannot be used. Owns: the caller.
struct notify *notify_open(struct error *err);
void notify_close(struct notify *self); // NULL is fine, here and below

// The first content is on the glass.
void notify_ready(struct notify *self);
// The loop has come round and all that had to be shown was shown. WATCHDOG=1 when it is time, and a
// line about what is on when that is another one, no oftener than every five seconds.
void notify_beat(struct notify *self, const struct show_beat *beat);
// The show is over.
void notify_stopping(struct notify *self);
