// Which sound devices there are. For an installer's check, in a process of its own: a driver may
// hang. Main thread.
#pragma once

#include "base/error.h"
#include "base/str.h"

#include <stdbool.h>

// Adds their names, separated by ", ", and says how many there are and which driver knows them
// (borrowed from SDL). Fails: ERROR_DEVICE, no driver for sound.
bool devices_list(struct str *names, int *count, const char **driver, struct error *err)
    __attribute__((warn_unused_result));
