// The single numbers of an audience by name, for whoever prints and reads them, and how large any
// number of it can be. Pure; any thread.
#pragma once

#include "reach/audience.h"

#include <stddef.h>

#define AUDIENCE_MOST_PER_HOUR 1e6 // the busiest station of the world sees a sixth of that
#define AUDIENCE_MOST_S 86400.0    // a stay of a day
#define AUDIENCE_MOST_PEOPLE 1e10  // everybody
#define AUDIENCE_LEAST_REPEAT 1e-3 // below, nobody new ever comes
#define AUDIENCE_MOST_REPEAT 1e3   // above, it is a Poisson process

struct audience_number {
    const char *key;
    size_t offset; // of a double in struct audience
    double least, most;
};
extern const struct audience_number audience_numbers[];
extern const size_t audience_number_count;
