// Looking a day up.
#include "calendar/calendar.h"

#include "base/civil.h"
#include "base/str.h"

#include <stdlib.h>

enum { SUNDAY = 0, SATURDAY = 6 };

// The first day at or after `day`.
static size_t find_day(const struct calendar *self, int64_t day)
{
    size_t low = 0;
    size_t high = self->day_count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (self->days[middle].day < day) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return low;
}

bool calendar_is_workday(const struct calendar *self, int64_t day)
{
    if (self != NULL) {
        size_t at = find_day(self, day);
        if (at < self->day_count && self->days[at].day == day) {
            return self->days[at].is_workday;
        }
    }
    int weekday = civil_of_day(day).weekday;
    return weekday != SUNDAY && weekday != SATURDAY;
}

bool calendar_is_festival(const struct calendar *self, int64_t day, const char *name)
{
    for (size_t i = 0; self != NULL && i < self->festival_count; i++) {
        if (self->festivals[i].day == day && str_is(self->festivals[i].name, name)) {
            return true;
        }
    }
    return false;
}

bool calendar_knows_festival(const struct calendar *self, const char *name)
{
    for (size_t i = 0; self != NULL && i < self->festival_count; i++) {
        if (str_is(self->festivals[i].name, name)) {
            return true;
        }
    }
    return false;
}

bool calendar_covers(const struct calendar *self, int year)
{
    for (size_t i = 0; self != NULL && i < self->year_count; i++) {
        if (self->years[i] == year) {
            return true;
        }
    }
    return false;
}

void calendar_free(struct calendar *self)
{
    if (self == NULL) {
        return;
    }
    for (size_t i = 0; i < self->day_count; i++) {
        free(self->days[i].name);
    }
    for (size_t i = 0; i < self->festival_count; i++) {
        free(self->festivals[i].name);
    }
    free(self->days);
    free(self->festivals);
    free(self->years);
    free(self->source);
    free(self->path);
    free(self);
}
