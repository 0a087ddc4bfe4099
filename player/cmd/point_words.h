// What a point does with its canvas on the way to the output, and who comes past, in one line.
// Pure.
#pragma once

#include "base/meridian.h"
#include "base/str.h"
#include "point/point.h"

// "canvas 1024x32 → output 256x128 at 0,0, 4 pieces; brightness now 80 %, from 22:00 to 06:00 at
// most 20 %; 2520 people arrive a week (most on Monday, 540) give or take 50 %, and stay for 140 s
// on average; grade C; counted by door (mqtt)". Nothing is added for a point that says nothing of
// it. `meridian` NULL: China.
void point_words(const struct point *point, struct size canvas, const struct meridian *meridian,
                 struct wall now, struct str *out);
