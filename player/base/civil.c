// Civil dates from and to instants.
// Days are counted in 400-year eras that start on 1 March, so that the leap day is the last day of
// its year and needs no special case.
#include "base/civil.h"

#include <stdio.h>

enum { DAYS_PER_ERA = 146097, DAYS_0000_03_01_TO_1970 = 719468 };

static int64_t days_from_date(int year, int month, int day)
{
    int64_t y = month <= 2 ? year - 1 : year;
    int64_t era = (y >= 0 ? y : y - 399) / 400;
    int64_t year_of_era = y - era * 400;
    int64_t day_of_year = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1;
    int64_t day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
    return era * DAYS_PER_ERA + day_of_era - DAYS_0000_03_01_TO_1970;
}

static void date_from_days(int64_t days, struct civil *out)
{
    int64_t shifted = days + DAYS_0000_03_01_TO_1970;
    int64_t era = (shifted >= 0 ? shifted : shifted - (DAYS_PER_ERA - 1)) / DAYS_PER_ERA;
    int64_t day_of_era = shifted - era * DAYS_PER_ERA;
    int64_t year_of_era =
        (day_of_era - day_of_era / 1460 + day_of_era / 36524 - day_of_era / 146096) / 365;
    int64_t day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    int64_t month_from_march = (5 * day_of_year + 2) / 153;
    out->day = (int)(day_of_year - (153 * month_from_march + 2) / 5 + 1);
    out->month = (int)(month_from_march < 10 ? month_from_march + 3 : month_from_march - 9);
    out->year = (int)(year_of_era + era * 400 + (out->month <= 2));
}

static int64_t floor_div(int64_t value, int64_t by)
{
    return value / by - (value % by < 0);
}

struct civil civil_at(struct wall instant, int offset_s)
{
    int64_t seconds = floor_div(instant.us, CLOCK_SECOND_US) + offset_s;
    int64_t days = floor_div(seconds, 86400);
    int second_of_day = (int)(seconds - days * 86400);
    struct civil out = {.hour = second_of_day / 3600,
                        .minute = second_of_day / 60 % 60,
                        .second = second_of_day % 60,
                        .weekday = (int)(((days + 4) % 7 + 7) % 7)};
    date_from_days(days, &out);
    return out;
}

struct wall civil_instant(struct civil civil, int offset_s)
{
    int64_t days = days_from_date(civil.year, civil.month, civil.day);
    int64_t seconds = days * 86400 + civil.hour * 3600 + civil.minute * 60 + civil.second;
    return (struct wall){(seconds - offset_s) * CLOCK_SECOND_US};
}

int64_t civil_day_number(struct civil date)
{
    return days_from_date(date.year, date.month, date.day);
}

struct civil civil_of_day(int64_t day)
{
    return civil_at((struct wall){day * CIVIL_DAY_US}, 0);
}

static bool is_on_the_calendar(const struct civil *date)
{
    if (date->month < 1 || date->month > 12 || date->day < 1 || date->hour > 23 ||
        date->minute > 59 || date->second > 59) {
        return false;
    }
    struct civil back;
    date_from_days(days_from_date(date->year, date->month, date->day), &back);
    return back.month == date->month && back.day == date->day;
}

// Exactly `digits` decimal digits at `*at`, which moves behind them; -1 when they are not there.
static int take_number(const char **at, int digits)
{
    int value = 0;
    for (int i = 0; i < digits; i++, (*at)++) {
        if (**at < '0' || **at > '9') {
            return -1;
        }
        value = value * 10 + (**at - '0');
    }
    return value;
}

static bool take_sign(const char **at, char sign)
{
    return **at == sign && *(*at)++ == sign;
}

bool civil_parse(const char *text, struct civil *out)
{
    const char *at = text;
    struct civil date = {0};
    date.year = take_number(&at, 4);
    if (date.year < 0 || !take_sign(&at, '-') || (date.month = take_number(&at, 2)) < 0 ||
        !take_sign(&at, '-') || (date.day = take_number(&at, 2)) < 0) {
        return false;
    }
    if (*at != '\0') {
        if ((!take_sign(&at, 'T') && !take_sign(&at, ' ')) ||
            (date.hour = take_number(&at, 2)) < 0 || !take_sign(&at, ':') ||
            (date.minute = take_number(&at, 2)) < 0) {
            return false;
        }
        if (*at != '\0' && (!take_sign(&at, ':') || (date.second = take_number(&at, 2)) < 0)) {
            return false;
        }
    }
    if (*at != '\0' || !is_on_the_calendar(&date)) {
        return false;
    }
    *out = civil_at(civil_instant(date, 0), 0); // fills the weekday
    return true;
}

void civil_format(struct wall instant, int offset_s, char *out, size_t size)
{
    struct civil at = civil_at(instant, offset_s);
    int offset_minutes = (offset_s < 0 ? -offset_s : offset_s) / 60;
    snprintf(out, size, "%04d-%02d-%02dT%02d:%02d:%02d%c%02d:%02d", at.year, at.month, at.day,
             at.hour, at.minute, at.second, offset_s < 0 ? '-' : '+', offset_minutes / 60,
             offset_minutes % 60);
}
