// A zone file of the IANA database, read: a table of changes, and the rule for what follows.
// The bytes are not believed: every count is checked. Pure. Any thread.
// Source: RFC 8536 (TZif), versions 1 to 4.
#pragma once

#include "base/error.h"
#include "base/zone_rule.h"

#include <stddef.h>

// An offset is less than this, to either side. Source: RFC 8536 section 3.2, "ut offset".
#define ZONE_OFFSET_LIMIT_S (26 * 3600)

struct zone_file {
    int first_offset_s;          // before the first change
    struct zone_change *changes; // in order of time
    size_t count;
    bool has_rule;
    struct zone_rule rule; // after the last change
};

// Fails: CONFIG, the bytes are no zone file. On failure there is nothing to free.
bool zone_file_parse(struct zone_file *self, const char *bytes, size_t length, struct error *err)
    __attribute__((warn_unused_result));
void zone_file_fini(struct zone_file *self);
