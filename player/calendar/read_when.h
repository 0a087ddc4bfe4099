// The keys of a `when` group: from, until, days, month_days, festivals, hours. Thread: the one that
// owns the config.
#pragma once

#include "calendar/when.h"
#include "config/keys.h"

// The names of those keys, for whoever reads a group that has more. Borrowed, static.
const char *const *when_keys(size_t *count);

// Reads those keys of `section`; what is not there stays as it is. Findings for what is wrong.
void read_when(const struct section *section, struct when *out);

// "08:30-18:00", or a list of such texts. False, and a finding, when it is neither.
bool read_hours(struct config *config, const struct node *node, struct when *out);
