// xiaolaba report, where it tells of outreach: a page, or tables with all that is known. Main
// thread.
#pragma once

#include "cmd/ledgers.h"
#include "cmd/opts.h"

#include <stdbool.h>

// Whether the options ask for outreach and not for one table of plays.
bool outreach_report_is_meant(const struct opts *opts);

// Prints it to --output, else to standard output. Returns an exit code.
int outreach_report(const struct opts *opts, const struct ledgers *ledgers);
