// The other end of the console: tells the player that runs on this machine one thing and waits for
// its answer. Blocking, so never called from the frame loop. Any thread.
#pragma once

#include "base/error.h"
#include "base/str.h"

enum { ASK_ANSWER_MOST = 4096 }; // bytes of an answer

// Sends the line `request` (its end is added) to the socket at `path` and adds the line that comes
// back, without its end, to `answer`.
// Units: timeout_ms for each of connecting, sending, and the next bytes.  Range: > 0.
// Fails: ERROR_DEVICE when nobody answers at `path`; ERROR_BUSY when somebody is there and says
// nothing in time, or breaks off.
bool console_ask(const char *path, const char *request, struct str *answer, int timeout_ms,
                 struct error *err) __attribute__((warn_unused_result));

// The two halves of it, for whoever has something else to do in between. The connection, ≥ 0, or −1
// and why.  Owns: the caller, by ask_finish(), which closes it in any case.
int ask_begin(const char *path, const char *request, int timeout_ms, struct error *err)
    __attribute__((warn_unused_result));
bool ask_finish(int connection, const char *path, struct str *answer, struct error *err)
    __attribute__((warn_unused_result));
