// One zone's day: its slots, hours and items. Part of the agenda.
#pragma once

#include "agenda/agenda.h"
#include "plan/periods.h"

void zone_day_init(struct agenda_zone *self, const struct agenda_wish *wish, size_t zone,
                   const struct periods *periods);
void zone_day_fini(struct agenda_zone *self);
