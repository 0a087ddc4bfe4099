// Which day, or which instant, of a plan is asked for, and how it is to be printed, as the command
// line says it. Data; main thread.
#pragma once

#include "base/clock.h"
#include "base/meridian.h"
#include "cmd/opts.h"

enum plan_format {
    PLAN_AS_TABLE = 1,
    PLAN_AS_CSV,
    PLAN_AS_JSON,
    PLAN_AS_HTML,
};

struct plan_wish {
    enum plan_format format;
    bool has_day; // a date was given
    int64_t day;  // days since 1970-01-01, or days after today
    bool explains;
    int explain_s; // since local midnight
};

// --date, --csv, --json, --html, --explain. False and said: they are wrong, or do not go together.
bool plan_wish_read(struct plan_wish *self, const struct opts *opts)
    __attribute__((warn_unused_result));

// The day that is meant; "today" is told by the machine's clock.
int64_t plan_wish_day(const struct plan_wish *self, const struct meridian *meridian);

// The instant to explain. Range: self->explains.
struct wall plan_wish_instant(const struct plan_wish *self, const struct meridian *meridian,
                              int64_t day);
