// Does a day fit?
#include "calendar/when.h"

#include "calendar/calendar.h"

#include <stdlib.h>

void when_init(struct when *self)
{
    *self = (struct when){.first_day = INT64_MIN, .last_day = INT64_MAX};
}

void when_fini(struct when *self)
{
    for (size_t i = 0; i < self->festival_count; i++) {
        free(self->festivals[i]);
    }
    free(self->festivals);
    free(self->hours);
    when_init(self);
}

bool when_is_always(const struct when *self)
{
    return self->first_day == INT64_MIN && self->last_day == INT64_MAX && self->days == 0 &&
           self->month_days == 0 && self->festival_count == 0 && self->hours_count == 0;
}

static bool fits_kind(const struct when *self, const struct calendar *calendar, int64_t day)
{
    unsigned kind = calendar_is_workday(calendar, day) ? DAYS_WORKDAY : DAYS_HOLIDAY;
    unsigned weekday = 1U << (unsigned)civil_of_day(day).weekday;
    return self->days == 0 || (self->days & (kind | weekday)) != 0;
}

static bool fits_month_day(const struct when *self, int64_t day)
{
    uint32_t own = UINT32_C(1) << (unsigned)civil_of_day(day).day;
    bool is_last = civil_of_day(day + 1).day == 1;
    return self->month_days == 0 || (self->month_days & (own | (is_last ? 1U : 0U))) != 0;
}

static bool fits_festival(const struct when *self, const struct calendar *calendar, int64_t day)
{
    for (size_t i = 0; i < self->festival_count; i++) {
        if (calendar_is_festival(calendar, day, self->festivals[i])) {
            return true;
        }
    }
    return self->festival_count == 0;
}

bool when_fits_day(const struct when *self, const struct calendar *calendar, int64_t day)
{
    return day >= self->first_day && day <= self->last_day && fits_kind(self, calendar, day) &&
           fits_month_day(self, day) && fits_festival(self, calendar, day);
}
