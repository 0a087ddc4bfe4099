// Findings from what was read, apart from the reading. Pure.
#pragma once

#include "bundle/content.h"
#include "cmd/finding.h"
#include "health/heat.h"
#include "health/storage.h"
#include "point/point.h"

void doctor_storage_tell(const struct storage *storage, struct findings *out);
void doctor_space_tell(const struct storage_space *space, struct findings *out);
void doctor_heat_tell(const struct heat *heat, struct findings *out);

struct content_facts {
    bool is_kiosk; // the service is installed
    bool has_keys; // by which content is checked …
    char keys_fleet[KEYS_FLEET + 1];
    int64_t keys_number;
    enum content_policy policy; // of the point
    const char *point_fleet;    // NULL: as the keys say
    bool is_kept;               // what has expired is shown on
    bool has_current, has_previous;
    struct release release;  // of what is on
    struct wall expires;     // 0: never
    struct wall known;       // it is not earlier than this
    char broken[512];        // why what is on cannot be used; ""
    char missing[256];       // a file of it that is not there, or not as long as it was signed; ""
    char aside[CONTENT_WHY]; // why a release was taken off; ""
};
void doctor_content_tell(const struct content_facts *facts, struct findings *out);
