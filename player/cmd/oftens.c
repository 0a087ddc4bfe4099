// What was asked for against what the planned day gives, hour by hour.
#include "cmd/oftens.h"

#include "base/mem.h"
#include "cmd/demand.h"

#include <stdlib.h>

#define HOUR_US (INT64_C(3600) * CLOCK_SECOND_US)

// A weight is contradicted when its item comes less than half as often as it asks for.
enum { FAR_BELOW = 2 };

struct judging {
    struct oftens *oftens;
    const struct outcome *outcome;
    struct demand demand;
};

void oftens_init(struct oftens *self, const struct check_terms *terms, const struct trials *trials,
                 struct troubles *troubles)
{
    const struct playlist *playlist = terms->plan.playlist;
    *self = (struct oftens){
        .terms = terms,
        .trials = trials,
        .troubles = troubles,
        .is_told = mem_zeroed(playlist->zone_count * playlist->item_count, sizeof *self->is_told),
        .is_zone_told = mem_zeroed(playlist->zone_count, sizeof *self->is_zone_told),
    };
}

void oftens_fini(struct oftens *self)
{
    free(self->is_told);
    free(self->is_zone_told);
    *self = (struct oftens){0};
}

// --- words -------------------------------------------------------------------------------------

static void say_hour(const struct judging *self, size_t hour, struct str *out)
{
    const struct trials *trials = self->oftens->trials;
    int64_t from_us = outcome_hour_us(self->outcome, hour);
    trials_say_span(trials, self->outcome->trial, from_us, from_us + HOUR_US, out);
    str_add(out, " ");
    trials_say_day(trials, self->outcome->trial, out);
}

static void say_cap(const struct often *often, struct str *out)
{
    if (often->max_per_hour > 0) {
        str_addf(out, "max_per_hour = %d", often->max_per_hour);
    } else {
        str_addf(out, "max_per_day = %d", often->max_per_day);
    }
}

// What is in the way of more plays, as a hint.
static void say_hindrance(const struct judging *self, size_t item, struct str *out)
{
    const struct often *often = &self->outcome->playlist->items[item].often;
    enum verdict verdict = outcome_hindrance(&self->outcome->scores[item]);
    if (verdict == VERDICT_GAP) {
        str_add(out, "its gap of ");
        trials_say_length(often->gap_us, out);
    } else if (verdict == VERDICT_TOPIC_GAP) {
        str_add(out, "the zone's topic_gap of ");
        trials_say_length(self->demand.zone->topic_gap_us, out);
    } else if (verdict == VERDICT_CAPPED || verdict == VERDICT_PACED) {
        str_add(out, "its ");
        say_cap(often, out);
    } else if (verdict == VERDICT_LOWER) {
        str_add(out, "what has a higher priority");
    } else {
        str_add(out, "what the other items ask for");
    }
    str_add(out, " leaves no more");
}

static void report(const struct judging *self, size_t item, const char *hint, const char *sentence)
{
    const struct playlist *playlist = self->outcome->playlist;
    self->oftens->is_told[self->outcome->zone * playlist->item_count + item] = true;
    troubles_add(self->oftens->troubles, TROUBLE_WARNING, playlist->path,
                 playlist->items[item].line, NULL, hint, "item \"%s\": %s",
                 playlist->items[item].id, sentence);
}

// --- which hours count -------------------------------------------------------------------------

// What would break a gap over midnight does not begin, so the last hour of a day may have less.
static bool is_last_hour(const struct judging *self, size_t hour)
{
    return outcome_hour_us(self->outcome, hour) + HOUR_US >= self->outcome->trial->periods.end_us;
}

static bool has_gap(const struct judging *self, const struct item *item)
{
    return item->often.gap_us > 0 || (item->topic != NULL && self->demand.zone->topic_gap_us > 0);
}

// Whether an hour is long enough to hold the item to what is asked of it.
static bool is_fair(const struct judging *self, const struct item *item, size_t hour)
{
    return outcome_may_all_hour(self->outcome, item, hour) &&
           !(is_last_hour(self, hour) && has_gap(self, item));
}

// --- shares ------------------------------------------------------------------------------------

static void say_shares(const struct judging *self, const struct period *period, struct str *out)
{
    const char *before = ": ";
    for (size_t i = 0; i < self->demand.zone->item_count; i++) {
        const struct item *item = demand_item(&self->demand, i);
        if (self->demand.is_first[i] && item->often.share_ppm > 0 &&
            demand_may_begin(&self->demand, i, period)) {
            str_addf(out, "%s%s %.4g%%", before, item->id, (double)item->often.share_ppm / 1e4);
            before = ", ";
        }
    }
}

static void report_sum(const struct judging *self, const struct period *period, int64_t sum_ppm)
{
    const struct trials *trials = self->oftens->trials;
    const struct playlist *playlist = self->outcome->playlist;
    struct str text = {0};
    trials_say_span(trials, self->outcome->trial, period->from_us, period->to_us, &text);
    str_add(&text, " ");
    trials_say_day(trials, self->outcome->trial, &text);
    say_shares(self, period, &text);
    self->oftens->is_zone_told[self->outcome->zone] = true;
    troubles_add(
        self->oftens->troubles, TROUBLE_WARNING, playlist->path, self->demand.zone->line, NULL,
        sum_ppm > DEMAND_WHOLE_PPM ? "they are scaled down to 100%, and the rest never plays"
                                   : "items without a share never play then",
        "zone \"%s\": the shares are %.4g%% of the time %s", self->demand.zone->name,
        (double)sum_ppm / 1e4, str_text(&text));
    str_fini(&text);
}

// Too much in a period; or all of it, while others wait there.
static void judge_sums(const struct judging *self)
{
    const struct periods *periods = &self->outcome->trial->periods;
    for (size_t p = 0; p < periods->count; p++) {
        struct demand_hour sum = demand_in(&self->demand, &periods->each[p]);
        bool is_wrong = sum.share_ppm > DEMAND_WHOLE_PPM ||
                        (sum.share_ppm == DEMAND_WHOLE_PPM && sum.weight > 0);
        if (is_wrong && !self->oftens->is_zone_told[self->outcome->zone]) {
            report_sum(self, &periods->each[p], sum.share_ppm);
        }
    }
}

static int64_t share_error_us(const struct judging *self, size_t item, size_t hour)
{
    int64_t wanted_us =
        self->outcome->playlist->items[item].often.share_ppm * HOUR_US / DEMAND_WHOLE_PPM;
    return self->outcome->scores[item].shown_us[hour] - wanted_us;
}

// False: nothing to say.
static bool judge_share(const struct judging *self, size_t item)
{
    const struct item *facts = &self->outcome->playlist->items[item];
    size_t worst = OUTCOME_HOURS;
    int64_t most_us = self->demand.longest_us;
    for (size_t h = 0; h < OUTCOME_HOURS; h++) {
        bool can_be_had = self->demand.hours[h].share_ppm <= DEMAND_WHOLE_PPM;
        if (can_be_had && is_fair(self, facts, h) &&
            llabs(share_error_us(self, item, h)) > most_us) {
            most_us = llabs(share_error_us(self, item, h));
            worst = h;
        }
    }
    if (worst == OUTCOME_HOURS) {
        return false;
    }
    struct str text = {0};
    struct str hint = {0};
    int64_t shown_us = self->outcome->scores[item].shown_us[worst];
    str_addf(&text, "its share is %.4g%%, and it gets %.1f%% ",
             (double)facts->often.share_ppm / 1e4, 100.0 * (double)shown_us / (double)HOUR_US);
    say_hour(self, worst, &text);
    if (share_error_us(self, item, worst) > 0) {
        str_add(&hint, "too little else may play then");
    } else {
        say_hindrance(self, item, &hint);
    }
    report(self, item, str_text(&hint), str_text(&text));
    str_fini(&hint);
    str_fini(&text);
    return true;
}

// --- least numbers -----------------------------------------------------------------------------

static void report_least(const struct judging *self, size_t item, const char *key, int wanted,
                         int got, const char *when)
{
    struct str hint = {0};
    char *text = mem_format("%s = %d, and it comes %d times %s", key, wanted, got, when);
    say_hindrance(self, item, &hint);
    report(self, item, str_text(&hint), text);
    str_fini(&hint);
    free(text);
}

static bool judge_least_per_hour(const struct judging *self, size_t item)
{
    const struct item *facts = &self->outcome->playlist->items[item];
    const struct score *score = &self->outcome->scores[item];
    size_t worst = OUTCOME_HOURS;
    int least = facts->often.min_per_hour;
    for (size_t h = 0; h < OUTCOME_HOURS && facts->often.min_per_hour > 0; h++) {
        if (score->plays[h] < least && is_fair(self, facts, h)) {
            least = score->plays[h];
            worst = h;
        }
    }
    if (worst == OUTCOME_HOURS) {
        return false;
    }
    struct str when = {0};
    say_hour(self, worst, &when);
    report_least(self, item, "min_per_hour", facts->often.min_per_hour, least, str_text(&when));
    str_fini(&when);
    return true;
}

static bool judge_least_per_day(const struct judging *self, size_t item)
{
    const struct item *facts = &self->outcome->playlist->items[item];
    const struct score *score = &self->outcome->scores[item];
    bool has_hour = false;
    for (size_t h = 0; h < OUTCOME_HOURS; h++) {
        has_hour = has_hour || outcome_may_all_hour(self->outcome, facts, h);
    }
    if (!has_hour || score->day_plays >= facts->often.min_per_day) {
        return false;
    }
    struct str when = {0};
    trials_say_day(self->oftens->trials, self->outcome->trial, &when);
    report_least(self, item, "min_per_day", facts->often.min_per_day, score->day_plays,
                 str_text(&when));
    str_fini(&when);
    return true;
}

// --- weights -----------------------------------------------------------------------------------

// Only of items whose author asks for more turns than others have: a cap on an item of weight 1 is
// what was meant.
static void judge_weight(const struct judging *self, size_t place)
{
    const struct item *facts = demand_item(&self->demand, place);
    size_t item = self->demand.zone->items[place];
    const struct score *score = &self->outcome->scores[item];
    enum verdict verdict = outcome_hindrance(score);
    bool is_own = verdict == VERDICT_GAP || verdict == VERDICT_TOPIC_GAP ||
                  verdict == VERDICT_CAPPED || verdict == VERDICT_PACED;
    size_t worst = OUTCOME_HOURS;
    int64_t most = 1;
    for (size_t h = 0; is_own && facts->often.weight > 1 && h < OUTCOME_HOURS; h++) {
        int64_t wanted = demand_plays(&self->demand, place, h);
        bool is_far_below = score->plays[h] * FAR_BELOW < wanted && is_fair(self, facts, h);
        if (is_far_below && wanted - score->plays[h] > most) {
            most = wanted - score->plays[h];
            worst = h;
        }
    }
    if (worst == OUTCOME_HOURS) {
        return;
    }
    struct str text = {0};
    struct str hint = {0};
    str_addf(&text, "weight = %d asks for %lld plays, and it comes %d times ", facts->often.weight,
             (long long)demand_plays(&self->demand, place, worst), score->plays[worst]);
    say_hour(self, worst, &text);
    say_hindrance(self, item, &hint);
    report(self, item, str_text(&hint), str_text(&text));
    str_fini(&hint);
    str_fini(&text);
}

// --- one zone's day ----------------------------------------------------------------------------

static void judge_item(const struct judging *self, size_t place)
{
    size_t item = self->demand.zone->items[place];
    const struct item *facts = demand_item(&self->demand, place);
    bool is_told =
        self->oftens->is_told[self->outcome->zone * self->outcome->playlist->item_count + item];
    if (is_told || !self->demand.is_first[place] || self->demand.lengths_us[item] == 0 ||
        facts->priority == PRIORITY_EMERGENCY) {
        return;
    }
    if (judge_least_per_hour(self, item) || judge_least_per_day(self, item)) {
        return;
    }
    if (facts->often.share_ppm > 0) {
        (void)judge_share(self, item);
    } else {
        judge_weight(self, place);
    }
}

void oftens_report(struct oftens *self, const struct outcome *outcome)
{
    struct judging judging = {.oftens = self, .outcome = outcome};
    demand_init(&judging.demand, outcome, self->terms->lengths_us[outcome->zone]);
    judge_sums(&judging);
    for (size_t i = 0; i < judging.demand.zone->item_count; i++) {
        judge_item(&judging, i);
    }
    demand_fini(&judging.demand);
}
