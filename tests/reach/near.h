// Comparing numbers by how many digits they share.
#pragma once

#include "support/test.h"

#include <math.h>

static inline void assert_digits(double got, double want, double relative)
{
    if (!(fabs(got - want) <= relative * fabs(want))) {
        fail_msg("%.12g, not %.12g", got, want);
    }
}
