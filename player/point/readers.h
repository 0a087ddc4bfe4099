// Reading the parts of a point's file, shared by load.c and read_*.c. Private to this room.
#pragma once

#include "config/keys.h"
#include "point/point.h"

// `turn` and `wall`; the canvas was read before.
void read_wall(const struct section *top, struct point *self);
// `brightness`, `ramp`, `night` and `gamma`.
void read_light(const struct section *top, struct light *out);
// `audience`; a survey stands beside the point's file.
void read_audience(const struct section *top, struct point *self);
// `interactive` and `counters`.
void read_counters(const struct section *top, struct point *self);
void free_counters(struct point *self);
// `dwell` of an audience, settled. False, and perhaps a finding: nothing usable is said.
bool read_dwell(const struct section *audience, struct dwell *out);

// "8:30" as minutes after midnight, 0 … 1439; −1 and a finding when it is none.
int read_time_of_day(const struct section *section, const char *key);

// --- read_content.c

// content, fleet, playlist, on_expiry and update_url.
void read_content(const struct section *top, struct point *self);
void free_content(struct point *self);
