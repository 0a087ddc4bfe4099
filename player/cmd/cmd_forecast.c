// xiaolaba forecast: what a playlist would come to at a point, before it is shown: plays,
// impressions, visits.
#include "base/file.h"
#include "base/log.h"
#include "cmd/exits.h"
#include "cmd/forecast_day.h"
#include "cmd/forecast_print.h"
#include "cmd/plan_cases.h"
#include "cmd/plan_wish.h"
#include "cmd/progress.h"
#include "cmd/table.h"

#include <stdio.h>
#include <stdlib.h>

enum { MOST_DAYS = 366 };

static const struct opt options[] = {
    {"date", 0, "DAY", "2026-11-26, today (the default) or tomorrow"},
    {"days", 0, "N", "how many days from there on (default 1)"},
    {"point", 0, "FILE", "where the screen stands, and who comes past (man 5 xiaolaba-point)"},
    {"compare", 0, "PLAYLIST", "beside another playlist, with the differences"},
    {"size", 0, "WxH", "size of the canvas in pixels"},
    {"json", 0, NULL, "in full, for programs"},
    {"output", 'o', "FILE", "where it goes, instead of standard output"},
    {0},
};

struct wish {
    struct plan_wish day;
    int days;
};

// One playlist at the point.
struct side {
    struct setting setting;
    struct rehearsal rehearsal;
    struct plan *plan;
    struct forecast forecast;
};

static bool read_days(const struct opts *opts, int *out)
{
    const char *text = opts_value(opts, "days");
    char *end = NULL;
    long days = text == NULL ? 1 : strtol(text, &end, 10);
    if (days < 1 || days > MOST_DAYS || (text != NULL && (*text == '\0' || *end != '\0'))) {
        opts_complain(opts, "--days: \"%s\" is not a number of days, 1 … %d", text, MOST_DAYS);
        return false;
    }
    *out = (int)days;
    return true;
}

static const struct audience *audience_of(const struct setting *setting)
{
    const struct point *point = setting->point;
    bool is_known = point->has_audience && audience_is_known(&point->audience);
    return is_known ? &point->audience : NULL;
}

// --- one side ----------------------------------------------------------------------------------

static void add_days(struct side *self, int64_t first, int days)
{
    struct cases *cases = plan_cases_load(&self->setting);
    struct progress progress;
    progress_init(&progress, "planning days");
    for (int i = 0; i < days; i++) {
        struct lifts lifts;
        lifts_init(&lifts);
        plan_cases_tell(cases, &self->setting, self->plan, first + i, &lifts);
        lifts_fini(&lifts);
        forecast_day_add(&self->forecast, &self->rehearsal, self->plan, first + i);
        if (progress_is_due(&progress)) {
            progress_tell(&progress, (size_t)i + 1, (size_t)days);
        }
    }
    progress_fini(&progress);
    cases_free(cases);
}

// Loads a playlist and works out its days. side_fini() also when it failed.
static int side_init(struct side *self, const char *path, const struct opts *opts,
                     const struct wish *wish)
{
    struct size canvas;
    struct troubles troubles = {0};
    *self = (struct side){0};
    if (!setting_load_saying(&self->setting, path, opts)) {
        return EXIT_CANNOT_START;
    }
    if (!setting_canvas(&self->setting, opts, &canvas)) {
        return EXIT_USAGE;
    }
    int64_t first = plan_wish_day(&wish->day, self->setting.meridian);
    plan_calendar_warn(&self->setting, first + wish->days - 1);
    rehearsal_init(&self->rehearsal, &self->setting, canvas, &troubles);
    setting_say(&troubles);
    self->plan = rehearsal_plan(&self->rehearsal);
    forecast_init(&self->forecast, self->setting.playlist, audience_of(&self->setting));
    add_days(self, first, wish->days);
    forecast_finish(&self->forecast);
    return EXIT_FINE;
}

static void side_fini(struct side *self)
{
    forecast_fini(&self->forecast);
    plan_free(self->plan);
    if (self->rehearsal.setting != NULL) {
        rehearsal_fini(&self->rehearsal);
    }
    setting_fini(&self->setting);
}

// --- the answer --------------------------------------------------------------------------------

static void say_what_is_missing(const struct opts *opts)
{
    const char *path = opts_value(opts, "point");
    if (path == NULL) {
        log_error("only plays can be told: without --point FILE nothing says who comes past. Such a"
                  " file could say, for example:");
    } else {
        log_error("only plays can be told: %s does not say who comes past. It could, for example:",
                  path);
    }
    fputs("    audience = {\n"
          "        footfall = 60;            # people who come past in an hour\n"
          "        dwell    = \"3m\";          # how long they stay in sight, on average\n"
          "        source   = \"estimate\";    # or \"survey\", \"counter\"\n"
          "    };\n"
          "man 5 xiaolaba-point, AUDIENCE, tells of hours, weekdays and tally surveys.\n",
          stderr);
}

static int hand_over(const struct opts *opts, const struct str *text)
{
    const char *path = opts_value(opts, "output");
    struct error err = {0};
    if (path == NULL) {
        fputs(str_text(text), stdout);
    } else if (file_write(path, text->text, text->length, &err)) {
        printf("%s\n", path);
    } else {
        log_error("%s", err.text);
        return EXIT_CANNOT_START;
    }
    return EXIT_FINE;
}

static int answer(const struct opts *opts, const struct wish *wish, const struct side *side,
                  const struct side *other)
{
    const struct point *point = side->setting.point;
    struct str out = {0};
    struct forecast_sheet sheet = {
        .forecast = &side->forecast,
        .other = other != NULL ? &other->forecast : NULL,
        .first_day = plan_wish_day(&wish->day, side->setting.meridian),
    };
    if (opts_has(opts, "point")) {
        sheet.point = point->name != NULL ? point->name : point->id;
    }
    if (opts_has(opts, "json")) {
        forecast_print_json(&sheet, &out);
    } else {
        forecast_print_table(&sheet, &out);
    }
    int code = hand_over(opts, &out);
    str_fini(&out);
    if (code == EXIT_FINE && side->forecast.audience == NULL) {
        fflush(stdout);
        say_what_is_missing(opts);
        code = EXIT_FINDINGS;
    }
    return code;
}

static int forecast(const struct opts *opts)
{
    struct wish wish;
    struct side side;
    struct side other = {0};
    const char *compare = opts_value(opts, "compare");
    if (!plan_wish_read(&wish.day, opts) || !read_days(opts, &wish.days)) {
        return EXIT_USAGE;
    }
    int code = side_init(&side, opts->operands[0], opts, &wish);
    if (code == EXIT_FINE && compare != NULL) {
        code = side_init(&other, compare, opts, &wish);
    }
    if (code == EXIT_FINE) {
        code = answer(opts, &wish, &side, compare != NULL ? &other : NULL);
    }
    side_fini(&other);
    side_fini(&side);
    return code;
}

const struct command command_forecast = {
    .name = "forecast",
    .operands = "PLAYLIST",
    .summary = "Tells what a playlist would come to at a point: plays, impressions, visits.",
    .options = options,
    .run = forecast,
    .operands_min = 1,
    .operands_max = 1,
};
