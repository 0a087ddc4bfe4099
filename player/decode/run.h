// The decoder program's whole work: open what the descriptor holds, fill the ring, rest while it is
// full, say how it ended. One thread.
#pragma once

#include "decode/sink.h"

#include <stdbool.h>

// Returns when all is in the ring, nothing can be, or the player is gone. True unless the medium
// could not be shown.
bool run(int media_fd, struct sink *sink);
