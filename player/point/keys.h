// Every key that a point's file may hold. The sample and the manual are tested against it. Pure;
// any thread.
#pragma once

#include <stddef.h>

enum point_group {
    POINT_TOP = 1, // the file itself
    POINT_PLACE,
    POINT_WALL_FOLD,
    POINT_WALL_PIECE,
    POINT_WALL_FROM,
    POINT_WALL_TO,
    POINT_BRIGHTNESS, // one step of it
    POINT_NIGHT,
    POINT_AUDIENCE,
    POINT_FOOTFALL, // one entry of it
    POINT_DWELL,    // one part of it
    POINT_COUNTER,  // one of them
};

// The names of the group's keys. Borrowed, static.
const char *const *point_keys(enum point_group group, size_t *count);
