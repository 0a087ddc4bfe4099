// Findings from what was read, apart from the reading. Pure.
#pragma once

#include "cmd/finding.h"
#include "health/heat.h"
#include "health/storage.h"

void doctor_storage_tell(const struct storage *storage, struct findings *out);
void doctor_space_tell(const struct storage_space *space, struct findings *out);
void doctor_heat_tell(const struct heat *heat, struct findings *out);
