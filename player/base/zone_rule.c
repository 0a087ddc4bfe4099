// Reading a zone's rule, and its two instants in a year.
#include "base/zone_rule.h"

#include "base/civil.h"

enum {
    OFFSET_HOURS = 24, // of an offset from UTC; POSIX
    TIME_HOURS = 167,  // of a time of change; RFC 8536 section 3.3.1
    NAME_LEAST = 3,    // letters of an abbreviation; POSIX
    CHANGE_TIME_S = 2 * 3600,
};

static bool take_sign(const char **at, char sign)
{
    return **at == sign && *(*at)++ == sign;
}

static bool is_digit(char letter)
{
    return letter >= '0' && letter <= '9';
}

static bool is_letter(char letter)
{
    return (letter >= 'A' && letter <= 'Z') || (letter >= 'a' && letter <= 'z');
}

// One to three digits.
static bool take_number(const char **at, int least, int most, int *out)
{
    int value = 0;
    int digits = 0;
    for (; is_digit(**at) && digits < 3; digits++, (*at)++) {
        value = value * 10 + (**at - '0');
    }
    *out = value;
    return digits > 0 && value >= least && value <= most;
}

// "EST" or "<+0330>".
static bool take_name(const char **at)
{
    bool is_quoted = take_sign(at, '<');
    int letters = 0;
    while (is_letter(**at) || (is_quoted && (is_digit(**at) || **at == '+' || **at == '-'))) {
        (*at)++;
        letters++;
    }
    return letters >= NAME_LEAST && (!is_quoted || take_sign(at, '>'));
}

// "-9:30", "26", "1:30:15".
static bool take_time(const char **at, int most_hours, int *seconds)
{
    bool is_negative = take_sign(at, '-');
    int hours = 0;
    int minutes = 0;
    int rest = 0;
    if (!is_negative) {
        (void)take_sign(at, '+');
    }
    if (!take_number(at, 0, most_hours, &hours) ||
        (take_sign(at, ':') && (!take_number(at, 0, 59, &minutes) ||
                                (take_sign(at, ':') && !take_number(at, 0, 59, &rest))))) {
        return false;
    }
    int total = hours * 3600 + minutes * 60 + rest;
    *seconds = is_negative ? -total : total;
    return true;
}

static bool take_date(const char **at, struct zone_date *out)
{
    bool is_read = false;
    *out = (struct zone_date){.time_s = CHANGE_TIME_S};
    if (take_sign(at, 'M')) {
        out->kind = ZONE_DATE_MONTH;
        is_read = take_number(at, 1, 12, &out->month) && take_sign(at, '.') &&
                  take_number(at, 1, 5, &out->week) && take_sign(at, '.') &&
                  take_number(at, 0, 6, &out->weekday);
    } else if (take_sign(at, 'J')) {
        out->kind = ZONE_DATE_COMMON;
        is_read = take_number(at, 1, 365, &out->day);
    } else {
        out->kind = ZONE_DATE_DAY;
        is_read = take_number(at, 0, 365, &out->day);
    }
    return is_read && (!take_sign(at, '/') || take_time(at, TIME_HOURS, &out->time_s));
}

bool zone_rule_parse(const char *text, struct zone_rule *out)
{
    const char *at = text;
    struct zone_rule rule = {0};
    int west_s = 0; // the rule counts to the west
    if (!take_name(&at) || !take_time(&at, OFFSET_HOURS, &west_s)) {
        return false;
    }
    rule.standard_s = -west_s;
    if (*at != '\0') {
        rule.has_daylight = true;
        west_s -= 3600;
        if (!take_name(&at) || (*at != ',' && !take_time(&at, OFFSET_HOURS, &west_s)) ||
            !take_sign(&at, ',') || !take_date(&at, &rule.begins) || !take_sign(&at, ',') ||
            !take_date(&at, &rule.ends) || *at != '\0') {
            return false;
        }
        rule.daylight_s = -west_s;
    }
    *out = rule;
    return true;
}

static int64_t day_of(int year, int month, int day)
{
    return civil_day_number((struct civil){.year = year, .month = month, .day = day});
}

static int64_t weekday_in_month(const struct zone_date *date, int year)
{
    int64_t first = day_of(year, date->month, 1);
    int64_t behind = date->month == 12 ? day_of(year + 1, 1, 1) : day_of(year, date->month + 1, 1);
    int ahead = (date->weekday - civil_of_day(first).weekday + 7) % 7;
    int64_t day = first + ahead + INT64_C(7) * (date->week - 1);
    return day < behind ? day : day - 7; // a fifth one that is not there: the last
}

static int64_t local_seconds(const struct zone_date *date, int year)
{
    int64_t day = 0;
    int64_t first = day_of(year, 1, 1);
    bool has_leap_day = day_of(year, 3, 1) - day_of(year, 2, 1) == 29;
    switch (date->kind) {
    case ZONE_DATE_MONTH:
        day = weekday_in_month(date, year);
        break;
    case ZONE_DATE_COMMON: // 60 is 1 March in every year
        day = first + date->day - 1 + (has_leap_day && date->day >= 60);
        break;
    case ZONE_DATE_DAY:
        day = first + date->day;
        break;
    }
    return day * 86400 + date->time_s;
}

void zone_rule_changes(const struct zone_rule *self, int year, struct zone_change out[2])
{
    out[0] = (struct zone_change){local_seconds(&self->begins, year) - self->standard_s,
                                  self->daylight_s};
    out[1] =
        (struct zone_change){local_seconds(&self->ends, year) - self->daylight_s, self->standard_s};
}
