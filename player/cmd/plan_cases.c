// Cases and calendar of a plan's days.
#include "cmd/plan_cases.h"

#include "base/civil.h"
#include "base/log.h"
#include "base/mem.h"

#include <stdlib.h>

struct cases *plan_cases_load(const struct setting *setting)
{
    const struct playlist *playlist = setting->playlist;
    struct troubles troubles = {0};
    struct cases *cases =
        playlist->cases.path != NULL ? cases_load(playlist->cases.path, &troubles) : NULL;
    setting_say(&troubles);
    if (playlist->cases.path != NULL && cases == NULL) {
        log_warn("the cases are not used; weights stay as they are");
    }
    return cases;
}

void plan_cases_tell(const struct cases *cases, const struct setting *setting, struct plan *plan,
                     int64_t day, struct lifts *lifts)
{
    const struct playlist *playlist = setting->playlist;
    if (cases != NULL) {
        cases_lifts(cases, &playlist->cases, setting->point->district, day, lifts);
    }
    int *permille = mem_zeroed(playlist->item_count, sizeof *permille);
    for (size_t i = 0; i < playlist->item_count; i++) {
        permille[i] = lifts_of(lifts, playlist->items[i].topic);
    }
    struct plan_event event = {.kind = PLAN_LIFTS,
                               .at = plan_day_start(plan, day),
                               .zone = PLAN_ALL_ZONES,
                               .lift_permille = permille};
    plan_tell(plan, &event);
    free(permille);
}

void plan_calendar_warn(const struct setting *setting, int64_t day)
{
    const struct calendar *calendar = setting->calendar;
    int year = civil_of_day(day).year;
    if (calendar == NULL) {
        log_warn("no calendar was found: Monday to Friday are taken for workdays");
    } else if (!calendar_covers(calendar, year)) {
        log_warn("%s does not cover %d: Monday to Friday are taken for workdays, and there are no"
                 " festivals",
                 calendar->path, year);
    }
}
