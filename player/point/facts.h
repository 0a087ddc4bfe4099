// What a ledger keeps of a point, so that a report knows from it alone where the screen stood.
#pragma once

#include "base/str.h"
#include "point/point.h"

// One JSON object on one line: id, name, district, venue, utc_offset_s, clock.
void point_facts(const struct point *self, int utc_offset_s, struct str *out);
