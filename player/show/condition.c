// Looks at the machine, from the loop.
#include "show/condition.h"

#include "base/log.h"
#include "base/str.h"
#include "show/announce.h"
#include "show/loop.h"

#include <limits.h>

#define ASK_US CLOCK_SECOND_US
// A loose plug comes and goes: one complaint.
#define WELL_US INT64_C(600000000)
// Half of 50 frames a second is as many as television has; fewer judder.
enum { LEAST_MHZ = 24000 };

// --- thrift ------------------------------------------------------------------------------------

// What comes after this is presented at half the rate, or at the full one again. Only how often the
// loop looks changes: texts, films and the plan go by the same time as before.
static void set_rate(struct show *self, bool is_half)
{
    struct condition *condition = &self->condition;
    bool was_half = condition->full_rate_mhz > 0;
    if (is_half == was_half) {
        return;
    }
    int full_mhz = was_half ? condition->full_rate_mhz : self->pace.rate_mhz;
    condition->full_rate_mhz = is_half ? full_mhz : 0;
    pace_set_rate(&self->pace, self->moment.now, is_half ? full_mhz / 2 : full_mhz);
    self->last_frame = -1;
}

void condition_apply(struct show *self)
{
    bool is_thrifty = self->condition.thrift.step != THRIFT_NONE;
    stage_cut_all(programme_stage(self->programme), is_thrifty);
    set_rate(self, self->condition.thrift.step == THRIFT_HALF);
}

static void tell_thrift(struct show *self, enum thrift_step before)
{
    enum thrift_step step = self->condition.thrift.step;
    struct str words = {0};
    condition_say(&self->condition, &words);
    if (step > before) {
        log_warn("%s", str_text(&words));
        announce_fault(self, str_text(&words));
    } else if (step == THRIFT_NONE) {
        log_warn("the machine is no longer slowed down: all is shown again");
    } else {
        log_warn("the machine is no longer slowed down: all frames are shown again");
    }
    str_fini(&words);
}

static void be_thrifty(struct show *self)
{
    struct condition *condition = &self->condition;
    int rate_mhz = condition->full_rate_mhz > 0 ? condition->full_rate_mhz : self->pace.rate_mhz;
    const struct thrift_look look = {
        .now = self->moment.now,
        .is_slowed = condition->health.is_throttled,
        .frames = self->presents - condition->presents,
        .late = self->late_total - condition->late,
        .may_halve = rate_mhz / 2 >= LEAST_MHZ,
    };
    condition->presents = self->presents;
    condition->late = self->late_total;
    enum thrift_step before = condition->thrift.step;
    if (thrift_look(&condition->thrift, &look)) {
        condition_apply(self);
        tell_thrift(self, before);
    }
}

// --- complaints --------------------------------------------------------------------------------

// What is complained of is bad, or not. `why` is told when that begins, `over` when it has been
// over for a while.
static void complain(struct show *self, struct complaint *complaint, bool is_bad, const char *why,
                     const char *over)
{
    struct mono now = self->moment.now;
    if (is_bad) {
        complaint->well_since = (struct mono){0};
        if (!complaint->is_told) {
            complaint->is_told = true;
            log_error("%s", why);
            announce_fault(self, why);
        }
        return;
    }
    if (!complaint->is_told) {
        return;
    }
    if (complaint->well_since.us == 0) {
        complaint->well_since = now;
    } else if (mono_since(now, complaint->well_since) >= WELL_US) {
        complaint->is_told = false;
        log_warn("%s", over);
    }
}

void condition_look(struct show *self)
{
    struct condition *condition = &self->condition;
    const struct show_parts *parts = &self->parts;
    bool is_time =
        condition->asked_at.us == 0 || mono_since(self->moment.now, condition->asked_at) >= ASK_US;
    if (parts->health == NULL || !is_time) {
        return;
    }
    condition->asked_at = self->moment.now;
    struct health now = {0};
    parts->health(parts->health_self, &now);
    if (now.looks == condition->health.looks) {
        return;
    }
    condition->health = now;
    be_thrifty(self);
    complain(self, &condition->power, now.is_under_voltage,
             "the power supply gives too little: use a stronger one and a short cable",
             "the power supply gives enough again");
    complain(self, &condition->locked, now.is_storage_locked, now.storage,
             "the disk can be written again");
    complain(self, &condition->failing, now.is_storage_failing, now.storage,
             "the disk has no more errors");
}

static void add(struct str *out, const char *words)
{
    str_addf(out, "%s%s", out->length > 0 ? "; " : "", words);
}

void condition_say(const struct condition *self, struct str *out)
{
    const struct health *health = &self->health;
    if (self->thrift.step != THRIFT_NONE) {
        add(out, "the machine is slowed down");
        if (health->hottest_mc != INT_MIN) {
            str_addf(out, " (%d °C)", (health->hottest_mc + 500) / 1000);
        }
        str_add(out, self->thrift.step == THRIFT_HALF
                         ? ": items cut in, every second frame is shown"
                         : ": items cut in");
    }
    if (self->power.is_told) {
        add(out, "the power supply gives too little");
    }
    if (health->storage[0] != '\0') {
        add(out, health->storage);
    }
}
