// A line for whoever stands before the screen, for a while: what came of the stick that they put
// in. It outlives a change of playlist. Thread: main; owned by the show.
#pragma once

#include "base/clock.h"
#include "stage/stage.h"

enum { NOTICE_TEXT = 160 }; // bytes

struct notice {
    char text[NOTICE_TEXT]; // "": none
    int64_t for_us;         // that it is to be shown from the next look on; 0: it is on
    struct mono until;
};

// In place of the one before it.
void notice_set(struct notice *self, const char *text, int64_t for_us);
// Keeps the stage showing it, or not.
void notice_look(struct notice *self, struct stage *stage, struct mono now);
