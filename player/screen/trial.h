// Whether this machine can show anything, tried: a window is opened, gets one picture, and is
// closed. For an installer's check, in a process of its own: a driver may hang. Main thread.
#pragma once

#include "base/error.h"
#include "base/geom.h"

#include <stdbool.h>

struct screen_trial {
    char driver[24];     // that SDL chose: "x11", "wayland", "KMSDRM"
    struct size display; // pixels
    int rate_mhz;        // frames per 1000 s; 0: it does not say
    char renderer[96];   // who draws: "V3D 4.2", "llvmpipe (…)"; "" where the driver needs none
    bool is_software;    // and that is the processor
};

// The drivers that this SDL was made with, by number from 0; NULL behind the last.
const char *screen_driver(int number);

// Fails: ERROR_DEVICE, no display can be opened. Takes keys from nobody.
bool screen_try(struct screen_trial *out, struct error *err) __attribute__((warn_unused_result));
