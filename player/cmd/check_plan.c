// Planning the days ahead and judging them.
#include "cmd/check_plan.h"

#include "cmd/chances.h"
#include "cmd/holes.h"
#include "cmd/oftens.h"

static struct plan *make_plan(const struct check_terms *terms)
{
    const struct playlist *playlist = terms->plan.playlist;
    struct plan *plan = plan_new(&terms->plan);
    for (size_t z = 0; z < playlist->zone_count; z++) {
        for (size_t i = 0; i < playlist->item_count; i++) {
            plan_set_length(plan, z, i, terms->lengths_us[z][i]);
        }
    }
    return plan;
}

// A zone without anything is told as such already.
static bool has_anything(const struct check_terms *terms, size_t zone)
{
    bool has = false;
    for (size_t i = 0; i < terms->plan.playlist->item_count; i++) {
        has = has || terms->lengths_us[zone][i] > 0;
    }
    return has;
}

static void check_days(const struct check_terms *terms, struct troubles *troubles)
{
    const struct playlist *playlist = terms->plan.playlist;
    struct trials trials;
    struct chances chances;
    struct holes holes;
    struct oftens oftens;
    trials_init(&trials, &terms->plan, terms->today);
    chances_init(&chances, terms, &trials);
    holes_init(&holes, &terms->plan, &trials, troubles);
    oftens_init(&oftens, terms, &trials, troubles);
    struct plan *plan = make_plan(terms);
    for (size_t i = 0; i < trials.count; i++) {
        for (size_t z = 0; z < playlist->zone_count; z++) {
            if (!has_anything(terms, z)) {
                continue;
            }
            struct outcome outcome;
            outcome_init(&outcome, plan, playlist, z, &trials.each[i]);
            chances_count(&chances, &outcome);
            holes_report(&holes, &outcome);
            oftens_report(&oftens, &outcome);
            outcome_fini(&outcome);
        }
    }
    chances_report(&chances, troubles);
    holes_report_overlaps(&holes);
    plan_free(plan);
    oftens_fini(&oftens);
    holes_fini(&holes);
    chances_fini(&chances);
    trials_fini(&trials);
}

void check_plan(const struct check_terms *terms, struct troubles *troubles)
{
    check_calendar(terms, troubles);
    check_cases(terms, troubles);
    check_days(terms, troubles);
}
