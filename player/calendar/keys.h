// Every key that a calendar may hold. The manual is tested against it. Pure; any thread.
#pragma once

#include <stddef.h>

enum calendar_group {
    CALENDAR_TOP = 1, // the file itself
    CALENDAR_HOLIDAY,
    CALENDAR_FESTIVAL,
};

// The names of the group's keys. Borrowed, static.
const char *const *calendar_keys(enum calendar_group group, size_t *count);
