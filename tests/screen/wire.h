// The connection to an X server that is made of variables: whoever connects gets one, and it works
// as long as the test says.
#pragma once

#include <stdbool.h>

struct wire {
    bool is_gone;
    int connections; // open ones
};
extern struct wire wire;
