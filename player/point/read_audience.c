// Who comes past: a table of the week, from entries or from a tally survey, and what the model
// needs besides.
#include "base/file.h"
#include "base/mem.h"
#include "calendar/read_when.h"
#include "config/lists.h"
#include "point/keys.h"
#include "point/readers.h"
#include "point/survey.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
    DAY_MIN = 24 * 60,
    WEEK_MIN = AUDIENCE_DAYS * DAY_MIN,
    HOUR_MIN = 60,
    PATH_LIMIT = 1024, // bytes
    STAYS_ENOUGH = 20, // below that a histogram is mostly chance
    SOURCE_ESTIMATE = GRADE_CONFIGURED,
    SOURCE_SURVEY = GRADE_SURVEYED,
    SOURCE_COUNTER = GRADE_COUNTED,
};

// How far numbers are taken to be off when nobody says so, as a part of them. Cautious, and by
// judgement: an estimate may be half as many or half as many again.
static const double off_by_default[] = {
    [GRADE_COUNTED] = 0.2, [GRADE_SURVEYED] = 0.2, [GRADE_CONFIGURED] = 0.5};
static const double SURVEY_OF_FEW_DAYS_OFF = 0.5; // nothing is known about how days differ

static const struct range people_per_hour = {0, 100000, "people per hour", NULL, 0};

static const struct choice sources[] = {{"estimate", SOURCE_ESTIMATE},
                                        {"survey", SOURCE_SURVEY},
                                        {"counter", SOURCE_COUNTER},
                                        {"估计", SOURCE_ESTIMATE},
                                        {"调查", SOURCE_SURVEY},
                                        {"计数", SOURCE_COUNTER},
                                        {NULL, 0}};

static const char footfall_hint[] =
    "footfall = ( { hours = \"08:30-17:30\"; per_hour = 60; }, { days = \"weekend\"; hours = "
    "\"09:00-16:00\"; per_hour = 25; } );";

// --- footfall -----------------------------------------------------------------------------------

// Whether an entry's days can stand in a table of the week.
static bool has_weekdays(const struct section *entry, const struct when *when)
{
    if ((when->days & (DAYS_WORKDAY | DAYS_HOLIDAY)) == 0) {
        return true;
    }
    config_complain(entry->config, entry->group, "days", TROUBLE_ERROR,
                    "\"mon-fri\", \"weekend\", or single days",
                    "which days are worked is decided by the calendar, and footfall is a table of "
                    "the week");
    return false;
}

// Puts `rate` into the minutes of the week (Monday first) that `when` says. Hours over midnight
// reach into the next day.
static void put_rate(const struct when *when, double rate, double *minutes)
{
    static const struct hours all_day = {0, DAY_MIN};
    const struct hours *hours = when->hours_count > 0 ? when->hours : &all_day;
    size_t count = when->hours_count > 0 ? when->hours_count : 1;
    for (int day = 0; day < AUDIENCE_DAYS; day++) {
        unsigned bit = 1U << (unsigned)((day + 1) % AUDIENCE_DAYS); // bit 0 is Sunday
        if (when->days != 0 && (when->days & bit) == 0) {
            continue;
        }
        for (size_t i = 0; i < count; i++) {
            for (int minute = hours[i].from_min; minute < hours[i].to_min; minute++) {
                minutes[(day * DAY_MIN + minute) % WEEK_MIN] = rate;
            }
        }
    }
}

static bool read_entry(struct config *config, const struct node *node, double *minutes)
{
    if (node->type != NODE_GROUP) {
        node_say_type(config, node, "a group { … }", footfall_hint);
        return false;
    }
    struct section entry = {config, node};
    size_t count = 0;
    size_t errors = config->errors;
    const char *const *keys = point_keys(POINT_FOOTFALL, &count);
    section_know(&entry, keys, count);
    double rate = 0;
    bool has_rate = key_number(&entry, "per_hour", people_per_hour, &rate);
    if (!has_rate && section_find(&entry, "per_hour") == NULL) {
        config_complain(config, node, "per_hour", TROUBLE_ERROR, footfall_hint,
                        "how many people come is missing");
    }
    struct when when;
    when_init(&when);
    read_when(&entry, &when);
    bool is_good = has_weekdays(&entry, &when) && config->errors == errors;
    if (is_good) {
        put_rate(&when, rate, minutes);
    }
    when_fini(&when);
    return is_good;
}

// Later entries overrule earlier ones, minute by minute; an hour gets the mean of its minutes.
static bool read_entries(struct config *config, const struct node *node,
                         double out[AUDIENCE_DAYS][AUDIENCE_HOURS])
{
    if (!node_is_counted(config, node, LIST_LIMIT, footfall_hint)) {
        return false;
    }
    double *minutes = mem_zeroed(WEEK_MIN, sizeof *minutes);
    bool is_good = true;
    for (size_t i = 0; i < node_count(node); i++) {
        is_good = read_entry(config, node_element(node, i), minutes) && is_good;
    }
    for (int i = 0; i < WEEK_MIN; i++) {
        out[i / DAY_MIN][i % DAY_MIN / HOUR_MIN] += minutes[i] / HOUR_MIN;
    }
    free(minutes);
    return is_good;
}

static bool read_footfall(const struct section *section, double out[AUDIENCE_DAYS][AUDIENCE_HOURS])
{
    const struct node *node = section_find(section, "footfall");
    if (node->type == NODE_GROUP || node->type == NODE_LIST) {
        return read_entries(section->config, node, out);
    }
    double rate = 0;
    if (!key_number(section, "footfall", people_per_hour, &rate)) {
        return false;
    }
    for (size_t i = 0; i < (size_t)AUDIENCE_DAYS * AUDIENCE_HOURS; i++) {
        out[i / AUDIENCE_HOURS][i % AUDIENCE_HOURS] = rate;
    }
    return true;
}

// --- survey -------------------------------------------------------------------------------------

static bool read_survey(const struct section *section, struct survey *out)
{
    const char *name = NULL;
    if (!key_text(section, "survey", PATH_LIMIT, &name)) {
        return false;
    }
    char *folder = file_folder(section->config->path);
    char *path = file_join(folder, name);
    struct troubles *troubles = section->config->troubles;
    bool is_good = survey_load(path, out, troubles);
    if (!is_good) {
        config_complain(section->config, section_find(section, "survey"), NULL, TROUBLE_ERROR, NULL,
                        "the survey cannot be used");
    }
    free(path);
    free(folder);
    if (is_good && out->stays > 0 && out->stays < STAYS_ENOUGH) {
        config_complain(
            section->config, section_find(section, "survey"), NULL, TROUBLE_WARNING, "20 or more",
            "only %zu stays were timed: how long people stay is mostly chance", out->stays);
    }
    return is_good;
}

// The survey's hours in place of what the entries say. Whether all that is known is surveyed.
static bool take_survey(const struct survey *survey, struct audience *out)
{
    bool is_all = true;
    for (size_t day = 0; day < AUDIENCE_DAYS; day++) {
        for (size_t hour = 0; hour < AUDIENCE_HOURS; hour++) {
            double *rate = &out->per_hour[day][hour];
            is_all = is_all && (survey->is_known[day][hour] || *rate <= 0);
            *rate = survey->is_known[day][hour] ? survey->per_hour[day][hour] : *rate;
        }
    }
    return is_all;
}

// --- how well it is known -----------------------------------------------------------------------

// `footfall_sd` and `dwell_sd`: what is written, else what the survey found, else a default.
static void read_spreads(const struct section *section, const struct survey *survey,
                         struct audience *out)
{
    double percent = 0;
    int64_t us = 0;
    double off = off_by_default[out->grade];
    bool is_survey_short = survey != NULL && survey->rel_sd <= 0;
    if (key_number(section, "footfall_sd", (struct range){0, 200, "%", NULL, 0}, &percent)) {
        out->rel_sd = percent / 100;
    } else if (survey != NULL && !is_survey_short) {
        out->rel_sd = survey->rel_sd;
    } else {
        out->rel_sd = is_survey_short ? SURVEY_OF_FEW_DAYS_OFF : off;
    }
    bool is_stay_surveyed =
        survey != NULL && survey->dwell_sd_s > 0 && section_find(section, "dwell") == NULL;
    if (key_length(section, "dwell_sd", (struct range){0, 43200, "s", NULL, 0}, &us)) {
        out->dwell_sd_s = (double)us / 1e6;
    } else {
        out->dwell_sd_s = is_stay_surveyed ? survey->dwell_sd_s : off * dwell_mean_s(&out->dwell);
    }
    if (is_survey_short && section_find(section, "footfall_sd") == NULL) {
        config_complain(section->config, section_find(section, "survey"), NULL, TROUBLE_WARNING,
                        "tally two more days, or say footfall_sd",
                        "%zu day%s tell how days differ: arrivals are taken to be off by 50 %%",
                        survey->days, survey->days == 1 ? " does not" : "s do not");
    }
}

static void read_name(const struct section *section, const char *key, char out[AUDIENCE_NAME_BYTES])
{
    const char *text = NULL;
    if (key_text(section, key, AUDIENCE_NAME_BYTES - 1, &text)) {
        snprintf(out, AUDIENCE_NAME_BYTES, "%s", text);
    }
}

static void read_people(const struct section *section, struct audience *out)
{
    double notice = 0;
    if (key_number(section, "notice", (struct range){1, 100, "%", NULL, 0}, &notice)) {
        out->notice = notice / 100;
        if (out->grade == GRADE_CONFIGURED) {
            config_complain(section->config, section->group, "notice", TROUBLE_ERROR,
                            "source = \"survey\"; or leave notice out",
                            "how many people notice the screen must have been surveyed");
        }
    }
    key_number(section, "population", (struct range){1, 100000000, "people", NULL, 0},
               &out->population);
    key_number(section, "repeat", (struct range){0.05, 100, "", NULL, 0}, &out->repeat);
    read_name(section, "catchment", out->catchment);
    read_name(section, "note", out->source);
    static const char *const needy[] = {"catchment", "repeat"};
    for (size_t i = 0; i < sizeof needy / sizeof needy[0]; i++) {
        const struct node *node = section_find(section, needy[i]);
        if (node != NULL && section_find(section, "population") == NULL) {
            config_complain(section->config, node, NULL, TROUBLE_WARNING, "population = 20000;",
                            "has no effect without population");
        }
    }
}

// --- the audience -------------------------------------------------------------------------------

static bool check_wanted(const struct section *section)
{
    bool has_people =
        section_find(section, "footfall") != NULL || section_find(section, "survey") != NULL;
    if (!has_people) {
        config_complain(section->config, section->group, "footfall", TROUBLE_ERROR, footfall_hint,
                        "how many people come past is missing, and there is no survey");
    }
    return has_people;
}

// How well arrivals are known: as written, else by where they come from.
static void read_source(const struct section *section, bool is_surveyed, struct audience *out)
{
    int source = is_surveyed ? SOURCE_SURVEY : SOURCE_ESTIMATE;
    key_choice(section, "source", sources, &source);
    out->grade = (enum audience_grade)source;
}

// What is written wins over what was timed: somebody may have drawn a curve through it.
static void find_dwell(const struct section *section, const struct survey *survey,
                       struct audience *out)
{
    if (section_find(section, "dwell") != NULL) {
        (void)read_dwell(section, &out->dwell);
    } else if (survey != NULL && survey->stays > 0) {
        out->dwell = survey->dwell;
    } else if (survey != NULL || section_find(section, "survey") == NULL) {
        config_complain(section->config, section->group, "dwell", TROUBLE_ERROR,
                        "dwell = \"3m\"; see xiaolaba-point(5)", "how long people stay is missing");
    }
}

static void read_group(const struct section *section, struct audience *out)
{
    struct survey survey = {0};
    size_t errors = section->config->errors;
    bool is_surveyed = false;
    if (section_find(section, "footfall") != NULL) {
        (void)read_footfall(section, out->per_hour);
    }
    bool has_survey = read_survey(section, &survey);
    if (has_survey) {
        is_surveyed = take_survey(&survey, out);
    }
    find_dwell(section, has_survey ? &survey : NULL, out);
    read_source(section, is_surveyed, out);
    int64_t full_us = 0;
    if (key_length(section, "full_after", (struct range){1, 3600, "s", "whole", 0}, &full_us)) {
        out->full_s = (double)full_us / 1e6;
    }
    read_people(section, out);
    if (section->config->errors == errors) {
        read_spreads(section, has_survey ? &survey : NULL, out);
    }
}

void read_audience(const struct section *top, struct point *self)
{
    const struct node *node = section_find(top, "audience");
    if (node == NULL) {
        return;
    }
    if (node->type != NODE_GROUP) {
        node_say_type(top->config, node, "a group { … }",
                      "audience = { footfall = 60; dwell = \"3m\"; };");
        return;
    }
    struct section section = {top->config, node};
    size_t count = 0;
    const char *const *keys = point_keys(POINT_AUDIENCE, &count);
    section_know(&section, keys, count);
    if (!check_wanted(&section)) {
        return;
    }
    read_group(&section, &self->audience);
    self->has_audience = audience_is_known(&self->audience);
    if (!self->has_audience && config_is_usable(top->config)) {
        config_complain(top->config, node, NULL, TROUBLE_WARNING, footfall_hint,
                        "nobody ever comes past: reports will say nothing about people");
    }
}
