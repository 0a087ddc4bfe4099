// Steps up at once, steps down with patience.
#include "show/thrift.h"

const char *thrift_step_name(enum thrift_step step)
{
    static const char *const names[] = {
        [THRIFT_NONE] = "none", [THRIFT_CUTS] = "cuts", [THRIFT_HALF] = "half"};
    return names[step];
}

static int64_t patience_us(const struct thrift *self)
{
    return self->patience_us > 0 ? self->patience_us : THRIFT_PATIENCE_US;
}

static bool is_late(const struct thrift_look *look)
{
    return look->late > 0 && look->late * 100 >= (look->frames + look->late) * THRIFT_LATE_PERCENT;
}

// Thrift was given up too soon, or not: that decides how long it is kept next time.
static void learn(struct thrift *self, struct mono now)
{
    bool is_relapse =
        self->eased_at.us != 0 && mono_since(now, self->eased_at) <= THRIFT_RELAPSE_US;
    int64_t twice_us = 2 * patience_us(self);
    int64_t most_us = THRIFT_PATIENCE_MOST_US;
    self->patience_us = !is_relapse ? THRIFT_PATIENCE_US : twice_us < most_us ? twice_us : most_us;
    self->eased_at = (struct mono){0};
}

static bool save(struct thrift *self, const struct thrift_look *look)
{
    bool must_halve = self->step == THRIFT_CUTS && look->may_halve && is_late(look);
    self->well_since = (struct mono){0};
    if (self->step != THRIFT_NONE && !must_halve) {
        return false;
    }
    learn(self, look->now);
    self->step = must_halve ? THRIFT_HALF : THRIFT_CUTS;
    return true;
}

static bool ease(struct thrift *self, struct mono now)
{
    if (self->step == THRIFT_NONE) {
        return false;
    }
    if (self->well_since.us == 0) {
        self->well_since = now;
    }
    if (mono_since(now, self->well_since) < patience_us(self)) {
        return false;
    }
    self->step = self->step == THRIFT_HALF ? THRIFT_CUTS : THRIFT_NONE;
    self->well_since = now;
    self->eased_at = now;
    return true;
}

bool thrift_look(struct thrift *self, const struct thrift_look *look)
{
    return look->is_slowed ? save(self, look) : ease(self, look->now);
}
