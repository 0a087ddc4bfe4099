// When a picture belongs on the screen.
#include "decode/times.h"

#define TIMES_LIMIT_US (INT64_C(1) << 52) // 142 years: sums stay far from overflow
#define TIMES_STEP_BACK_US 1000000        // stamps out of order by more than this start a new count

void times_init(struct times *self, int64_t frame_us, int64_t jump_us)
{
    *self = (struct times){.frame_us = frame_us, .jump_us = jump_us};
}

static bool is_stamp(int64_t stamp_us)
{
    return stamp_us > -TIMES_LIMIT_US && stamp_us < TIMES_LIMIT_US;
}

static int64_t place(struct times *self, int64_t stamp_us)
{
    int64_t at = stamp_us - self->origin_us + self->shift_us;
    if (at < self->last_us - TIMES_STEP_BACK_US || at > self->expected_us + self->jump_us) {
        self->shift_us += self->expected_us - at; // the count starts anew where we are
        return self->expected_us;
    }
    return at > self->last_us ? at : self->expected_us;
}

int64_t times_place(struct times *self, int64_t stamp_us, int64_t length_us)
{
    bool is_known = is_stamp(stamp_us);
    bool has_length = length_us > 0 && length_us < self->jump_us;
    int64_t at = 0;
    if (self->has_first) {
        at = is_known ? place(self, stamp_us) : self->expected_us;
    } else {
        self->has_first = true;
        self->origin_us = is_known ? stamp_us : 0;
    }
    self->last_us = at;
    self->expected_us = at + (has_length ? length_us : self->frame_us);
    return at;
}

bool times_resume(struct times *self, int64_t stamp_us)
{
    if (!is_stamp(stamp_us) || stamp_us < self->origin_us) {
        return false;
    }
    self->shift_us = 0;
    self->expected_us = stamp_us - self->origin_us;
    self->last_us = self->expected_us - 1;
    return true;
}
