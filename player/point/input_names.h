// Names of keys and buttons, as linux/input-event-codes.h has them. Pure; any thread.
#pragma once

#include <stddef.h>

// The names that are known: those of keyboards, number pads, buttons and joysticks.
const char *const *input_names(size_t *count);

// The code of "KEY_A" or "BTN_TRIGGER"; −1: no such name.
int input_code(const char *name);
