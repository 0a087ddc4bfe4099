// Where on earth a clock hangs: how far its local time is from UTC, by the name of its time zone in
// the IANA database. Loaded from the system's zoneinfo files once; pure afterwards; never the C
// library's localtime().
#pragma once

#include "base/clock.h"
#include "base/error.h"

#include <stddef.h>
#include <stdint.h>

struct meridian;

// `name`: "Asia/Shanghai", "Europe/Berlin"; NULL: Asia/Shanghai. Asia/Shanghai needs no file.
// Fails: CONFIG, no such zone, or a file that is none. Owns: the caller, by meridian_free().
struct meridian *meridian_open(const char *name, struct error *err)
    __attribute__((warn_unused_result));

// The same from the bytes of a zone file. Fails: CONFIG, they are none, however odd they are.
struct meridian *meridian_parse(const char *bytes, size_t length, struct error *err)
    __attribute__((warn_unused_result));
void meridian_free(struct meridian *self); // NULL is fine

// Seconds east of UTC at `instant`. `self` NULL: China.
int meridian_offset_s(const struct meridian *self, struct wall instant);

// The instant at which the local clock shows `minutes` after the midnight that begins day number
// `day` (days since 1970-01-01). A time that the clocks skip is the instant of the change; one that
// comes twice is the first of the two. Range: any minutes, also beyond one day.
struct wall meridian_instant(const struct meridian *self, int64_t day, int minutes);

// The number of the local day that `instant` belongs to.
int64_t meridian_day(const struct meridian *self, struct wall instant);
