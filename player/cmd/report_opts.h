// The options that say what a report looks like, for the commands that print one. Main thread.
#pragma once

#include "cmd/opts.h"
#include "report/report.h"

#include <stdbool.h>

// --by, --csv and --json; everything else as report_everything() has it. False and said when they
// are not understood.
bool report_opts_read(const struct opts *opts, struct report_wish *wish)
    __attribute__((warn_unused_result));
