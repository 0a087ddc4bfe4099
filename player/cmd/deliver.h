// Where what a command made goes: --output FILE, in one step, else standard output. Main thread.
#pragma once

#include "base/error.h"
#include "base/str.h"
#include "cmd/opts.h"

#include <stdbool.h>

bool deliver(const struct opts *opts, const struct str *text, struct error *err)
    __attribute__((warn_unused_result));
