// One zone's day as a row of rectangles. Part of the timeline. Pure; any thread.
#pragma once

#include "agenda/agenda.h"
#include "agenda/palette.h"
#include "base/str.h"

enum { LANE_LEFT = 124, LANE_W = 1066 }; // units of the picture

struct lane {
    const struct agenda *agenda;
    const struct agenda_zone *zone;
    const struct palette *palette;
    int y, height;
};

// `column_min`: minutes a column; 0: slot by slot.
void lane_draw(struct str *out, const struct lane *lane, int column_min);
