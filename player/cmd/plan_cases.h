// What a table of cases and the calendar do to the days of a plan. Main thread.
#pragma once

#include "cmd/setting.h"
#include "plan/plan.h"
#include "playlist/cases.h"
#include "playlist/lifts.h"

// Reads the playlist's table of cases. A table that cannot be read changes nothing, and is said;
// NULL then, or when there is none. Owns: the caller, by cases_free().
struct cases *plan_cases_load(const struct setting *setting);

// Tells the plan what the cases lift on `day`; `lifts`, which was empty, keeps it. `cases` NULL:
// nothing.
void plan_cases_tell(const struct cases *cases, const struct setting *setting, struct plan *plan,
                     int64_t day, struct lifts *lifts);

// Says when no calendar knows about the year of `day`.
void plan_calendar_warn(const struct setting *setting, int64_t day);
