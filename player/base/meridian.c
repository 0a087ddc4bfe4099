// A zone's changes as one table, and looking things up in it.
//
// Where the zone's file ends with a rule, its changes are written out for the 400 years that
// follow: the calendar, weekdays included, repeats after exactly so long. An instant beyond that is
// looked up the right number of 400 years earlier.
#include "base/meridian.h"

#include "base/civil.h"
#include "base/file.h"
#include "base/mem.h"
#include "base/str.h"
#include "base/zone_file.h"

#include <stdlib.h>
#include <string.h>

enum {
    FILE_LIMIT = 256 * 1024, // the largest of tzdata 2025b has 4 KiB
    DAY_S = 86400,
    PERIOD_YEARS = 400,
    SETTLED_YEARS = 2, // after the last change of the table only the rule is in force
};
#define PERIOD_S (INT64_C(146097) * DAY_S)
#define ZONES_FOLDER "/usr/share/zoneinfo"
#define CHINA "Asia/Shanghai"

struct meridian {
    int first_offset_s; // before the first change
    struct zone_change *changes;
    size_t count, capacity;
    bool repeats;
    int64_t repeats_from_s; // an instant at or after this is as PERIOD_S before
};

static void add_change(struct meridian *self, struct zone_change change)
{
    size_t place = self->count;
    self->changes = MEM_GROW(self->changes, self->count, self->capacity);
    // A time of change may lie days outside its year; of two at once the later one counts.
    for (; place > 0 && self->changes[place - 1].at_s > change.at_s; place--) {
        self->changes[place] = self->changes[place - 1];
    }
    self->changes[place] = change;
    self->count++;
}

static void write_out_rule(struct meridian *self, const struct zone_rule *rule)
{
    int64_t last_s = self->count > 0 ? self->changes[self->count - 1].at_s : INT64_MIN;
    int first_year = 1901; // nobody had a rule before
    if (self->count > 0) {
        int year = civil_at((struct wall){last_s * CLOCK_SECOND_US}, 0).year;
        first_year = year > first_year ? year : first_year;
    }
    struct civil end = {.year = first_year + SETTLED_YEARS + PERIOD_YEARS, .month = 1, .day = 1};
    for (int year = first_year - 1; year <= end.year; year++) {
        struct zone_change changes[2];
        zone_rule_changes(rule, year, changes);
        bool ends_first = changes[1].at_s < changes[0].at_s;
        for (size_t i = 0; i < 2; i++) {
            const struct zone_change *change = &changes[ends_first ? 1 - i : i];
            if (change->at_s > last_s) {
                add_change(self, *change);
            }
        }
    }
    self->repeats = true;
    self->repeats_from_s = civil_day_number(end) * DAY_S;
}

struct meridian *meridian_parse(const char *bytes, size_t length, struct error *err)
{
    struct zone_file file;
    if (!zone_file_parse(&file, bytes, length, err)) {
        return NULL;
    }
    struct meridian *self = mem_zeroed(1, sizeof *self);
    self->first_offset_s = file.first_offset_s;
    for (size_t i = 0; i < file.count; i++) {
        add_change(self, file.changes[i]);
    }
    if (file.has_rule && file.rule.has_daylight) {
        write_out_rule(self, &file.rule);
    } else if (file.has_rule && file.count == 0) {
        self->first_offset_s = file.rule.standard_s;
    }
    zone_file_fini(&file);
    return self;
}

// Letters, digits, '_', '+', '-', and '/' between: what the database's names are made of, and
// nothing that leads out of its folder.
static bool is_name(const char *name)
{
    static const char allowed[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
                                  "0123456789_+-/";
    size_t length = strlen(name);
    return length > 0 && strspn(name, allowed) == length && name[0] != '/' &&
           name[length - 1] != '/' && strstr(name, "//") == NULL;
}

static struct meridian *read_zone(const char *name, struct error *err)
{
    char *path = file_join(ZONES_FOLDER, name);
    char *bytes = NULL;
    size_t length = 0;
    struct meridian *self = NULL;
    if (!file_read(path, FILE_LIMIT, &bytes, &length, err)) {
        struct error why = *err;
        error_set(err, ERROR_CONFIG,
                  "there is no time zone \"%s\": say a name like \"Asia/Shanghai\" or "
                  "\"Europe/Berlin\", and have tzdata installed (%s)",
                  name, why.text);
    } else {
        self = meridian_parse(bytes, length, err);
        if (self == NULL) {
            error_prefix(err, "%s", path);
        }
    }
    free(bytes);
    free(path);
    return self;
}

struct meridian *meridian_open(const char *name, struct error *err)
{
    struct error why = {0}; // `err` may be NULL
    struct meridian *self = NULL;
    if (name == NULL || str_is(name, CHINA)) {
        self = mem_zeroed(1, sizeof *self);
        self->first_offset_s = CIVIL_CHINA_OFFSET_S;
    } else if (is_name(name)) {
        self = read_zone(name, &why);
    } else {
        error_set(&why, ERROR_CONFIG,
                  "\"%s\" is no name of a time zone: say one like \"Asia/Shanghai\" or "
                  "\"Europe/Berlin\"",
                  name);
    }
    if (self == NULL && err != NULL) {
        *err = why;
    }
    return self;
}

void meridian_free(struct meridian *self)
{
    if (self != NULL) {
        free(self->changes);
        free(self);
    }
}

// How many changes have come at `at_s`.
static size_t changes_until(const struct meridian *self, int64_t at_s)
{
    size_t low = 0;
    size_t high = self->count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (self->changes[middle].at_s <= at_s) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return low;
}

static int offset_after(const struct meridian *self, size_t changes)
{
    return changes == 0 ? self->first_offset_s : self->changes[changes - 1].offset_s;
}

// By how many seconds earlier `at_s` is to be looked up.
static int64_t shift_s(const struct meridian *self, int64_t at_s)
{
    bool is_beyond = self->repeats && at_s >= self->repeats_from_s;
    return is_beyond ? ((at_s - self->repeats_from_s) / PERIOD_S + 1) * PERIOD_S : 0;
}

static int64_t seconds_of(struct wall instant)
{
    return instant.us / CLOCK_SECOND_US - (instant.us % CLOCK_SECOND_US < 0);
}

int meridian_offset_s(const struct meridian *self, struct wall instant)
{
    if (self == NULL) {
        return CIVIL_CHINA_OFFSET_S;
    }
    int64_t at_s = seconds_of(instant);
    return offset_after(self, changes_until(self, at_s - shift_s(self, at_s)));
}

// The first instant at which the local clock shows `local_s` (seconds since its 1970-01-01) or
// more: the right answer too where it jumps over that time, or comes to it twice.
static int64_t first_instant(const struct meridian *self, int64_t local_s)
{
    int64_t earliest_s = local_s - ZONE_OFFSET_LIMIT_S; // no clock shows it before
    size_t i = changes_until(self, earliest_s);
    int64_t at_s = local_s - offset_after(self, i);
    for (; i < self->count && at_s >= self->changes[i].at_s; i++) {
        at_s = local_s - self->changes[i].offset_s;
        if (at_s < self->changes[i].at_s) {
            at_s = self->changes[i].at_s;
        }
    }
    return at_s;
}

struct wall meridian_instant(const struct meridian *self, int64_t day, int minutes)
{
    int64_t local_s = day * DAY_S + INT64_C(60) * minutes;
    if (self == NULL) {
        return (struct wall){(local_s - CIVIL_CHINA_OFFSET_S) * CLOCK_SECOND_US};
    }
    int64_t shift = shift_s(self, local_s + ZONE_OFFSET_LIMIT_S); // up to where the search may go
    return (struct wall){(first_instant(self, local_s - shift) + shift) * CLOCK_SECOND_US};
}

int64_t meridian_day(const struct meridian *self, struct wall instant)
{
    int64_t local_s = seconds_of(instant) + meridian_offset_s(self, instant);
    return local_s / DAY_S - (local_s % DAY_S < 0);
}
