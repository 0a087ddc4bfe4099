// The calendar, and the table of cases: whether they say what the playlist and the point ask of
// them.
#include "base/civil.h"
#include "base/mem.h"
#include "cmd/check_plan.h"
#include "playlist/cases.h"

#include <limits.h>
#include <stdlib.h>

// The State Council's General Office publishes the next year's days off in early November.
enum { NEXT_YEAR_MONTH = 11 };

// --- calendar ----------------------------------------------------------------------------------

static bool asks_calendar(const struct when *when)
{
    return (when->days & (DAYS_WORKDAY | DAYS_HOLIDAY)) != 0 || when->festival_count > 0;
}

// Where the calendar is asked first. NULL file: nowhere.
struct asking {
    const char *file;
    int line;
};

static struct asking find_asking(const struct check_terms *terms)
{
    const struct playlist *playlist = terms->plan.playlist;
    for (size_t i = 0; i < playlist->daypart_count; i++) {
        if (asks_calendar(&playlist->dayparts[i].when)) {
            return (struct asking){playlist->path, playlist->dayparts[i].line};
        }
    }
    for (size_t i = 0; i < terms->plan.opening_count; i++) {
        if (asks_calendar(&terms->plan.openings[i])) {
            return (struct asking){terms->point_path != NULL ? terms->point_path : "point", 0};
        }
    }
    return (struct asking){0};
}

static void check_year(const struct check_terms *terms, const struct asking *asking, int year,
                       struct troubles *troubles)
{
    const struct calendar *calendar = terms->plan.calendar;
    if (calendar == NULL || calendar_covers(calendar, year)) {
        return;
    }
    char *hint =
        mem_format("add its days off, worked weekends and festivals to %s", calendar->path);
    troubles_add(troubles, TROUBLE_WARNING, asking->file, asking->line, NULL, hint,
                 "workdays, days off and festivals are asked for, and the calendar does not cover "
                 "%d",
                 year);
    free(hint);
}

static void check_festival(const struct check_terms *terms, int line, const char *name,
                           struct troubles *troubles)
{
    const struct calendar *calendar = terms->plan.calendar;
    if (calendar == NULL || calendar_knows_festival(calendar, name)) {
        return;
    }
    const char **known = mem_zeroed(calendar->festival_count + 1, sizeof *known);
    for (size_t i = 0; i < calendar->festival_count; i++) {
        known[i] = calendar->festivals[i].name;
    }
    const char *near = str_nearest(name, known, calendar->festival_count);
    char *hint = near != NULL ? mem_format("did you mean “%s”?", near)
                              : mem_format("%s has none of this name", calendar->path);
    troubles_add(troubles, TROUBLE_WARNING, terms->plan.playlist->path, line, "festivals", hint,
                 "the calendar does not know the festival “%s”", name);
    free(hint);
    free(known);
}

void check_calendar(const struct check_terms *terms, struct troubles *troubles)
{
    const struct playlist *playlist = terms->plan.playlist;
    struct asking asking = find_asking(terms);
    if (asking.file == NULL) {
        return;
    }
    if (terms->plan.calendar == NULL) {
        troubles_add(troubles, TROUBLE_WARNING, asking.file, asking.line, NULL,
                     "Monday to Friday are taken for workdays, and no day for a festival",
                     "workdays, days off or festivals are asked for, and there is no calendar");
        return;
    }
    struct civil today = civil_of_day(terms->today);
    check_year(terms, &asking, today.year, troubles);
    if (today.month >= NEXT_YEAR_MONTH) {
        check_year(terms, &asking, today.year + 1, troubles);
    }
    for (size_t i = 0; i < playlist->daypart_count; i++) {
        const struct when *when = &playlist->dayparts[i].when;
        for (size_t k = 0; k < when->festival_count; k++) {
            check_festival(terms, playlist->dayparts[i].line, when->festivals[k], troubles);
        }
    }
}

// --- cases -------------------------------------------------------------------------------------

// What the rows of any day say. Of the rule only the bounds are kept.
static void lifts_of_all_days(const struct cases *cases, const struct cases_rule *rule,
                              const char *district, struct lifts *out)
{
    struct cases_rule any_day = *rule;
    any_day.days = INT_MAX;
    cases_lifts(cases, &any_day, district, INT_MAX / 2, out);
}

static bool is_topic_shown(const struct playlist *playlist, const char *topic)
{
    for (size_t i = 0; i < playlist->item_count; i++) {
        if (str_is(playlist->items[i].topic, topic)) {
            return true;
        }
    }
    return false;
}

static void check_rows(const struct check_terms *terms, const struct cases *cases,
                       struct troubles *troubles)
{
    const struct playlist *playlist = terms->plan.playlist;
    struct lifts lifts;
    lifts_of_all_days(cases, &playlist->cases, terms->district, &lifts);
    size_t shown = 0;
    for (size_t i = 0; i < lifts.count; i++) {
        shown += is_topic_shown(playlist, lifts.items[i].topic);
    }
    if (lifts.count == 0) {
        troubles_add(troubles, TROUBLE_WARNING, playlist->path, playlist->cases.line, "cases",
                     "districts are written as in the point, or as one of its steps",
                     "%s has no row for the district “%s”", playlist->cases.path,
                     terms->district != NULL ? terms->district : "");
    } else if (shown == 0) {
        char *hint = mem_format("its first topic is “%s”; topics are called as in the items",
                                lifts.items[0].topic);
        troubles_add(troubles, TROUBLE_WARNING, playlist->path, playlist->cases.line, "cases", hint,
                     "no item has a topic that %s names", playlist->cases.path);
        free(hint);
    }
    lifts_fini(&lifts);
}

void check_cases(const struct check_terms *terms, struct troubles *troubles)
{
    const struct cases_rule *rule = &terms->plan.playlist->cases;
    if (rule->path == NULL) {
        return;
    }
    struct troubles found = {0};
    struct cases *cases = cases_load(rule->path, &found);
    for (size_t i = 0; i < found.count; i++) { // without cases it plays all the same
        const struct trouble *own = &found.items[i];
        troubles_add(troubles, TROUBLE_WARNING, own->file, own->line, own->key, own->hint, "%s",
                     own->sentence);
    }
    if (cases == NULL) {
        troubles_add(troubles, TROUBLE_WARNING, terms->plan.playlist->path, rule->line, "cases",
                     "until there is a good one, nothing is lifted", "%s cannot be used",
                     rule->path);
    } else {
        check_rows(terms, cases, troubles);
    }
    cases_free(cases);
    troubles_fini(&found);
}
