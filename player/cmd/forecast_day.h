// A day of a plan as the model wants it. Main thread.
#pragma once

#include "cmd/forecast.h"
#include "cmd/rehearse.h"

// Adds the plays of `day` of all zones, as the plan has them, with those who come past on it.
void forecast_day_add(struct forecast *self, const struct rehearsal *rehearsal, struct plan *plan,
                      int64_t day);
