// The rail of an endless zone: texts that run through it joined to each other.
//
// A text that has handed over to the next one is still in sight until it has left the zone, so a
// rail carries several acts: the one that is on, and those that have passed on, oldest first. All
// of them move on one count of frames that began when the rail was laid. Each has its own first
// frame on it, the next one's being the one before's plus what that says (struct act_join). So
// where two neighbours stand to each other never depends on when a frame was drawn or how late an
// act was taken, and nothing adds up: after a year the join is what it was.
// Private to the stage; part of its lane. Pure but for the acts' own views.
#pragma once

#include "stage/act.h"

#include <stddef.h>

struct carriage {
    struct act *act;
    int64_t first; // frame of the rail at which it was at its beginning
};

struct rail {
    bool is_laid; // the act that is on runs on it
    int rate_mhz;
    int64_t origin_us;       // show time of its frame 0
    int64_t first;           // of the act that is on
    struct carriage *passed; // have handed over, and are still in sight; oldest first
    size_t count, capacity;
};

// An act is the first one, at its beginning at `origin_us`. Range: no one has passed on.
void rail_lay(struct rail *self, int rate_mhz, int64_t origin_us);
// `on` hands over to one that takes its place on the rail.
void rail_hand_over(struct rail *self, struct act *on);
// One that is out of sight; NULL: none is. Without a rail, or with `is_over`, any one. The caller
// owns it.
struct act *rail_take_out(struct rail *self, int64_t now_us, bool is_over);
void rail_fini(struct rail *self); // none has passed on any more

// How far into itself the act is whose first frame that is; 0 while that is to come. To the frame.
int64_t rail_elapsed_us(const struct rail *self, int64_t first, int64_t now_us);
// When the frame is due, in show time.
int64_t rail_us(const struct rail *self, int64_t frame);

// What belongs on the screen of all of them; `next_us` is of `on`'s time.
struct act_view rail_view(struct rail *self, struct act *on, int64_t now_us);
