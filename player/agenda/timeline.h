// The day as a picture: hours along the top, a band for each daypart, a lane for each zone. SVG
// inside a page of HTML; names of its classes are in the style sheet. Pure; any thread.
#pragma once

#include "agenda/agenda.h"
#include "agenda/palette.h"
#include "base/str.h"

// Rectangles of all lanes together, about at most. A lane with more slots than can be told apart is
// drawn in columns of some minutes, each divided as its time is.
enum { TIMELINE_RECTANGLES = 4000 };

// The minutes that a column stands for; 0: every lane is drawn slot by slot.
int timeline_column_min(const struct agenda *agenda, const struct palette *palette);

void timeline_draw(struct str *out, const struct agenda *agenda, const struct palette *palette);
