// Libraries that are opened while the program runs, by the version that it was built with. Inside
// this room.
#pragma once

#include "base/error.h"

#include <stdbool.h>
#include <stddef.h>

// One function, and where its address goes.
struct library_call {
    const char *name;
    void *into;
};

// Opens lib`name`.so.`major` ("avcodec", 59) and finds `count` functions in it. Fails: ERROR_CONFIG
// with the package to install.
bool library_find(const char *name, int major, const struct library_call *calls, size_t count,
                  struct error *err) __attribute__((warn_unused_result));
