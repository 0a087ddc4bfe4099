// Days and instants as people say them.
#include "cmd/plan_wish.h"

#include "base/civil.h"
#include "base/str.h"

#include <stdio.h>
#include <string.h>

enum { HOUR_S = 3600, MINUTE_S = 60 };

static bool read_format(struct plan_wish *self, const struct opts *opts)
{
    static const struct {
        const char *option;
        enum plan_format format;
    } formats[] = {{"csv", PLAN_AS_CSV}, {"json", PLAN_AS_JSON}, {"html", PLAN_AS_HTML}};
    int given = 0;
    self->format = PLAN_AS_TABLE;
    for (size_t i = 0; i < sizeof formats / sizeof formats[0]; i++) {
        if (opts_has(opts, formats[i].option)) {
            self->format = formats[i].format;
            given++;
        }
    }
    if (given > 1) {
        opts_complain(opts, "only one of --csv, --json and --html");
    }
    return given <= 1;
}

static bool read_day(struct plan_wish *self, const struct opts *opts)
{
    const char *text = opts_value(opts, "date");
    struct civil civil;
    if (text == NULL || str_is(text, "today")) {
        return true;
    }
    if (str_is(text, "tomorrow")) {
        self->day = 1;
        return true;
    }
    if (strlen(text) != strlen("2026-11-26") || !civil_parse(text, &civil)) {
        opts_complain(opts, "--date: \"%s\" is not a day (2026-11-26, today, tomorrow)", text);
        return false;
    }
    self->has_day = true;
    self->day = civil_day_number(civil);
    return true;
}

// "14:30", "14:30:20".
static bool read_time_of_day(const char *text, int *out_s)
{
    char whole[32];
    struct civil civil;
    snprintf(whole, sizeof whole, "1970-01-01T%s", text);
    if (strlen(text) > strlen("14:30:20") || !civil_parse(whole, &civil)) {
        return false;
    }
    *out_s = civil.hour * HOUR_S + civil.minute * MINUTE_S + civil.second;
    return true;
}

static bool read_explain(struct plan_wish *self, const struct opts *opts)
{
    const char *text = opts_value(opts, "explain");
    struct civil civil;
    if (text == NULL || read_time_of_day(text, &self->explain_s)) {
        self->explains = text != NULL;
        return true;
    }
    if (strlen(text) == strlen("2026-11-26") || !civil_parse(text, &civil)) {
        opts_complain(opts, "--explain: \"%s\" is not an instant (14:30, 2026-11-26T14:30:20)",
                      text);
        return false;
    }
    if (opts_has(opts, "date")) {
        opts_complain(opts, "--explain says the day already; --date is not needed");
        return false;
    }
    self->explains = true;
    self->has_day = true;
    self->day = civil_day_number(civil);
    self->explain_s = civil.hour * HOUR_S + civil.minute * MINUTE_S + civil.second;
    return true;
}

bool plan_wish_read(struct plan_wish *self, const struct opts *opts)
{
    *self = (struct plan_wish){0};
    if (!read_format(self, opts) || !read_day(self, opts) || !read_explain(self, opts)) {
        return false;
    }
    if (self->explains && self->format != PLAN_AS_TABLE && self->format != PLAN_AS_JSON) {
        opts_complain(opts, "--explain goes with --json only");
        return false;
    }
    return true;
}

int64_t plan_wish_day(const struct plan_wish *self, const struct meridian *meridian)
{
    if (self->has_day) {
        return self->day;
    }
    struct clock *clock = clock_system();
    return meridian_day(meridian, clock->now_wall(clock)) + self->day;
}

struct wall plan_wish_instant(const struct plan_wish *self, const struct meridian *meridian,
                              int64_t day)
{
    struct wall at = meridian_instant(meridian, day, self->explain_s / MINUTE_S);
    at.us += self->explain_s % MINUTE_S * CLOCK_SECOND_US;
    return at;
}
