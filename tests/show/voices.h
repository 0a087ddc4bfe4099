// People who tell the running show something over its own socket, each at an instant. For tests.
#pragma once

#include "theatre.h"

// The theatre's show can be told things from now on.
void voices_open(struct theatre *theatre);
void voices_close(struct theatre *theatre); // before the theatre is

// Says `request` at that instant; the script's cues must be in order of time.
void voices_say(struct theatre *theatre, int64_t at_us, const char *request);

// After the show: fails unless the answer to the request with this number (from 0) begins like
// this.
void voices_expect(int number, const char *want);
