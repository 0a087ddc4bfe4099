// House cards and overlaps.
#include "cmd/holes.h"

#include "base/mem.h"

#include <stdlib.h>

enum { MOST_SPANS = 3 }; // that are told of one day

void holes_init(struct holes *self, const struct plan_terms *terms, const struct trials *trials,
                struct troubles *troubles)
{
    size_t zones = terms->playlist->zone_count;
    *self = (struct holes){terms, trials, troubles,
                           mem_zeroed(zones * (TRIAL_SORTS + 1), sizeof *self->is_told)};
}

void holes_fini(struct holes *self)
{
    free(self->is_told);
    *self = (struct holes){0};
}

// --- nothing to show ---------------------------------------------------------------------------

static void say_holes(const struct holes *self, const struct outcome *outcome, struct str *out)
{
    int64_t sum_us = 0;
    for (size_t i = 0; i < outcome->hole_count; i++) {
        const struct hole *hole = &outcome->holes[i];
        sum_us += hole->to_us - hole->from_us;
        if (i < MOST_SPANS) {
            str_add(out, i == 0 ? "" : ", ");
            trials_say_span(self->trials, outcome->trial, hole->from_us, hole->to_us, out);
        }
    }
    if (outcome->hole_count > MOST_SPANS) {
        str_addf(out, " and %zu times more, ", outcome->hole_count - MOST_SPANS);
        trials_say_length(sum_us, out);
        str_add(out, " in all,");
    }
}

void holes_report(struct holes *self, const struct outcome *outcome)
{
    const struct zone *zone = &outcome->playlist->zones[outcome->zone];
    bool *is_told = &self->is_told[outcome->zone * (TRIAL_SORTS + 1) + outcome->trial->sort];
    if (outcome->hole_count == 0 || *is_told) {
        return;
    }
    *is_told = true;
    struct str when = {0};
    say_holes(self, outcome, &when);
    str_add(&when, " ");
    trials_say_day(self->trials, outcome->trial, &when);
    troubles_add(self->troubles, TROUBLE_WARNING, outcome->playlist->path, zone->line, NULL,
                 zone->filler_count > 0 ? "its filler may not play then either"
                                        : "filler = \"an-item\"; is shown when nothing else may be",
                 "zone \"%s\" shows the house card %s", zone->name, str_text(&when));
    str_fini(&when);
}

// --- two sides at once -------------------------------------------------------------------------

static bool are_apart(char *const *left, size_t left_count, char *const *right, size_t right_count)
{
    for (size_t i = 0; i < left_count; i++) {
        for (size_t k = 0; k < right_count; k++) {
            if (str_is(left[i], right[k])) {
                return false;
            }
        }
    }
    return left_count > 0 && right_count > 0;
}

// The first tried day, and the span in it, in which both dayparts hold while it is open.
static bool find_overlap(const struct holes *self, size_t a, size_t b, const struct trial **trial,
                         struct hole *span)
{
    for (size_t i = 0; i < self->trials->count; i++) {
        const struct periods *periods = &self->trials->each[i].periods;
        bool is_found = false;
        for (size_t p = 0; p < periods->count; p++) {
            const struct period *period = &periods->each[p];
            bool is_both = period->is_open && period->holds[a] && period->holds[b];
            if (is_both) {
                *span = (struct hole){is_found ? span->from_us : period->from_us, period->to_us};
                *trial = &self->trials->each[i];
                is_found = true;
            } else if (is_found) {
                break;
            }
        }
        if (is_found) {
            return true;
        }
    }
    return false;
}

static void report_overlap(const struct holes *self, size_t a, size_t b, const char *what)
{
    const struct playlist *playlist = self->terms->playlist;
    const struct trial *trial = NULL;
    struct hole span = {0};
    if (!find_overlap(self, a, b, &trial, &span)) {
        return;
    }
    struct str when = {0};
    trials_say_span(self->trials, trial, span.from_us, span.to_us, &when);
    str_add(&when, " ");
    trials_say_day(self->trials, trial, &when);
    troubles_add(self->troubles, TROUBLE_WARNING, playlist->path, playlist->dayparts[b].line, NULL,
                 "both sides play then: other hours, or one daypart that names both",
                 "the dayparts \"%s\" and \"%s\" speak %s and overlap %s",
                 playlist->dayparts[a].name, playlist->dayparts[b].name, what, str_text(&when));
    str_fini(&when);
}

void holes_report_overlaps(const struct holes *self)
{
    const struct playlist *playlist = self->terms->playlist;
    for (size_t b = 1; b < playlist->daypart_count; b++) {
        const struct daypart *right = &playlist->dayparts[b];
        for (size_t a = 0; a < b && !right->is_own; a++) {
            const struct daypart *left = &playlist->dayparts[a];
            if (are_apart(left->audiences, left->audience_count, right->audiences,
                          right->audience_count)) {
                report_overlap(self, a, b, "to different audiences");
            } else if (are_apart(left->topics, left->topic_count, right->topics,
                                 right->topic_count)) {
                report_overlap(self, a, b, "of different topics");
            }
        }
    }
}
