// What a point does with its canvas on the way to the output, in one line. Pure.
#pragma once

#include "base/meridian.h"
#include "base/str.h"
#include "point/point.h"

// "canvas 1024x32 → output 256x128 at 0,0, 4 pieces; brightness now 80 %, from 22:00 to 06:00 at
// most 20 %". Nothing is added for a point that does nothing with it. `meridian` NULL: China.
void point_words(const struct point *point, struct size canvas, const struct meridian *meridian,
                 struct wall now, struct str *out);
