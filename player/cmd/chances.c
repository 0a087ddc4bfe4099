// Looking for a chance.
#include "cmd/chances.h"

#include "base/civil.h"
#include "base/mem.h"

#include <stdlib.h>

// --- who is judged -----------------------------------------------------------------------------

static void judge_shown(struct chances *self, size_t zone, const size_t *items, size_t count,
                        bool is_listed)
{
    for (size_t i = 0; i < count; i++) {
        struct chance *chance = &self->each[items[i]];
        if (self->terms->lengths_us[zone][items[i]] > 0) {
            chance->zone = chance->is_listed || !is_listed ? chance->zone : zone;
            chance->is_judged = true;
            chance->is_listed = chance->is_listed || is_listed;
        }
    }
}

static void judge_zones(struct chances *self)
{
    const struct playlist *playlist = self->terms->plan.playlist;
    for (size_t z = 0; z < playlist->zone_count; z++) {
        const struct zone *zone = &playlist->zones[z];
        judge_shown(self, z, zone->items, zone->item_count, true);
        judge_shown(self, z, zone->filler, zone->filler_count, false);
    }
}

// --- looking through days ----------------------------------------------------------------------

static bool has_day(const struct plan_terms *terms, const struct item *item, int64_t day)
{
    for (size_t i = 0; i < item->daypart_count; i++) {
        const struct when *when = &terms->playlist->dayparts[item->dayparts[i]].when;
        if (when_fits_day(when, terms->calendar, day)) {
            return true;
        }
    }
    return item->daypart_count == 0;
}

static bool has_time(const bool *holds, const struct item *item)
{
    for (size_t i = 0; i < item->daypart_count; i++) {
        if (holds[item->dayparts[i]]) {
            return true;
        }
    }
    return item->daypart_count == 0;
}

static bool names(char *const *texts, size_t count, const char *text)
{
    for (size_t i = 0; i < count; i++) {
        if (str_is(texts[i], text)) {
            return true;
        }
    }
    return false;
}

static bool speaks_to_others(const struct daypart *part, const struct item *item)
{
    bool is_other_audience = part->audience_count > 0 && item->audience != NULL &&
                             !names(part->audiences, part->audience_count, item->audience);
    bool is_other_topic = part->topic_count > 0 && item->topic != NULL &&
                          !names(part->topics, part->topic_count, item->topic);
    return is_other_audience || is_other_topic;
}

static size_t silencing_daypart(const struct playlist *playlist, const bool *holds,
                                const struct item *item)
{
    size_t found = 0;
    while (found < playlist->daypart_count &&
           !(holds[found] && speaks_to_others(&playlist->dayparts[found], item))) {
        found++;
    }
    return found;
}

static void look_at_day(struct chance *chance, const struct plan_terms *terms,
                        const struct item *item, const struct periods *periods)
{
    if (!chance->has_day && has_day(terms, item, periods->day)) {
        chance->has_day = true;
        chance->day = periods->day;
    }
    for (size_t p = 0; p < periods->count && !chance->may_begin; p++) {
        const struct period *period = &periods->each[p];
        if (!period->is_open || !has_time(period->holds, item)) {
            continue;
        }
        chance->has_open_time = true;
        chance->day = periods->day;
        chance->may_begin = periods_let_play(terms->playlist, period->holds, item);
        chance->silencing = silencing_daypart(terms->playlist, period->holds, item);
    }
}

void chances_init(struct chances *self, const struct check_terms *terms, struct trials *trials)
{
    const struct playlist *playlist = terms->plan.playlist;
    *self = (struct chances){terms, mem_zeroed(playlist->item_count, sizeof *self->each)};
    judge_zones(self);
    bool is_waiting = true;
    for (int64_t day = 0; is_waiting && day < TRIAL_AHEAD_DAYS; day++) {
        struct periods periods;
        periods_init(&periods, &terms->plan, terms->today + day, true);
        is_waiting = false;
        for (size_t i = 0; i < playlist->item_count; i++) {
            struct chance *chance = &self->each[i];
            if (!chance->is_judged || chance->may_begin) {
                continue;
            }
            look_at_day(chance, &terms->plan, &playlist->items[i], &periods);
            is_waiting = is_waiting || !chance->may_begin;
            if (chance->may_begin) {
                trials_add(trials, periods.day);
            }
        }
        periods_fini(&periods);
    }
}

void chances_fini(struct chances *self)
{
    for (size_t i = 0; self->each != NULL && i < self->terms->plan.playlist->item_count; i++) {
        free(self->each[i].score);
    }
    free(self->each);
    *self = (struct chances){0};
}

// --- planned days ------------------------------------------------------------------------------

static bool might_have_played(const struct score *score)
{
    int64_t slots = 0;
    for (int verdict = VERDICT_CHOSEN; verdict <= VERDICTS; verdict++) {
        slots += verdict == VERDICT_RESTS ? 0 : score->verdicts[verdict];
    }
    return slots > 0;
}

void chances_count(struct chances *self, const struct outcome *outcome)
{
    for (size_t i = 0; i < outcome->playlist->item_count; i++) {
        struct chance *chance = &self->each[i];
        const struct score *score = &outcome->scores[i];
        chance->plays += score->day_plays;
        if (chance->plays == 0 && chance->score == NULL && chance->zone == outcome->zone &&
            might_have_played(score)) {
            chance->score = mem_zeroed(1, sizeof *chance->score);
            *chance->score = *score;
        }
    }
}

// --- reasons -----------------------------------------------------------------------------------

static void add(const struct chances *self, struct troubles *troubles, size_t item, const char *why,
                const char *hint)
{
    const struct playlist *playlist = self->terms->plan.playlist;
    troubles_add(troubles, TROUBLE_WARNING, playlist->path, playlist->items[item].line, NULL, hint,
                 "item \"%s\" can never play: %s", playlist->items[item].id, why);
}

static void say_date(int64_t day, struct str *out)
{
    struct civil date = civil_of_day(day);
    str_addf(out, "%04d-%02d-%02d", date.year, date.month, date.day);
}

// Whether a year of the days that were looked through is missing in the calendar.
static bool is_calendar_short(const struct check_terms *terms)
{
    int first = civil_of_day(terms->today).year;
    int last = civil_of_day(terms->today + TRIAL_AHEAD_DAYS - 1).year;
    bool is_short = false;
    for (int year = first; year <= last; year++) {
        is_short = is_short || !calendar_covers(terms->plan.calendar, year);
    }
    return is_short;
}

static const char *unknown_festival(const struct check_terms *terms, const struct when *when)
{
    for (size_t i = 0; i < when->festival_count; i++) {
        if (!calendar_knows_festival(terms->plan.calendar, when->festivals[i])) {
            return when->festivals[i];
        }
    }
    return NULL;
}

// A festival that the calendar knows may come in a year that it does not cover yet.
static bool may_come_later(const struct check_terms *terms, const struct item *item)
{
    for (size_t i = 0; i < item->daypart_count; i++) {
        const struct when *when = &terms->plan.playlist->dayparts[item->dayparts[i]].when;
        bool is_over = when->last_day < terms->today;
        for (size_t k = 0; !is_over && k < when->festival_count; k++) {
            if (calendar_knows_festival(terms->plan.calendar, when->festivals[k])) {
                return is_calendar_short(terms);
            }
        }
    }
    return false;
}

static void report_no_day(const struct chances *self, struct troubles *troubles, size_t index)
{
    const struct playlist *playlist = self->terms->plan.playlist;
    const struct item *item = &playlist->items[index];
    const struct when *when = &playlist->dayparts[item->dayparts[0]].when;
    const char *unknown = unknown_festival(self->terms, when);
    struct str why = {0};
    const char *hint = NULL;
    if (when->last_day < self->terms->today) {
        str_add(&why, "its last day was ");
        say_date(when->last_day, &why);
        hint = "a later \"until\", or take it out";
    } else if (when->first_day >= self->terms->today + TRIAL_AHEAD_DAYS) {
        str_add(&why, "its first day is far off, ");
        say_date(when->first_day, &why);
        hint = "an earlier \"from\"";
    } else if (unknown != NULL) {
        str_addf(&why, "the calendar does not know the festival \"%s\"", unknown);
    } else {
        str_addf(&why, "no day of the next %d fits everything that its time says",
                 TRIAL_AHEAD_DAYS);
        hint = "dates, days, month_days and festivals must all hold on the same day";
    }
    add(self, troubles, index, str_text(&why), hint);
    str_fini(&why);
}

static void report_closed(const struct chances *self, struct troubles *troubles, size_t index)
{
    struct trials trials = {.terms = &self->terms->plan, .today = self->each[index].day};
    trials_add(&trials, self->each[index].day);
    const struct trial *trial = &trials.each[0];
    const struct periods *periods = &trial->periods;
    struct str hint = {0};
    for (size_t p = 0; p < periods->count; p++) {
        size_t last = p;
        while (last + 1 < periods->count && periods->each[last + 1].is_open) {
            last++;
        }
        if (periods->each[p].is_open) {
            str_add(&hint, hint.length == 0 ? "it is open " : ", ");
            trials_say_span(&trials, trial, periods->each[p].from_us, periods->each[last].to_us,
                            &hint);
            p = last;
        }
    }
    str_add(&hint, hint.length == 0 ? "it is closed on " : " on ");
    say_date(trial->day, &hint);
    add(self, troubles, index, "its times lie outside the opening hours of the point",
        str_text(&hint));
    str_fini(&hint);
    trials_fini(&trials);
}

static void report_silenced(const struct chances *self, struct troubles *troubles, size_t index)
{
    const struct playlist *playlist = self->terms->plan.playlist;
    size_t daypart = self->each[index].silencing;
    const char *name = daypart < playlist->daypart_count ? playlist->dayparts[daypart].name : NULL;
    char *why = mem_format("whenever it is its time, the daypart \"%s\" speaks to others",
                           name != NULL ? name : "?");
    add(self, troubles, index, why, "name its audience and topic there, or give it other times");
    free(why);
}

static void report_no_turn(const struct chances *self, struct troubles *troubles, size_t index)
{
    const struct playlist *playlist = self->terms->plan.playlist;
    const struct chance *chance = &self->each[index];
    const struct item *item = &playlist->items[index];
    struct str why = {0};
    const char *hint = NULL;
    enum verdict hindrance = outcome_hindrance(chance->score);
    if (hindrance == VERDICT_LOWER) {
        str_add(&why, "items of a higher priority always go first");
        hint = "give those a max_per_hour, or other times";
    } else if (hindrance == VERDICT_GAP) {
        str_add(&why, "its time of the day is not longer than its gap of ");
        trials_say_length(item->often.gap_us, &why);
        hint = "what would break a gap over midnight does not begin: a shorter gap, or earlier";
    } else if (hindrance == VERDICT_TOPIC_GAP) {
        str_add(&why, "others of its topic always come first within the topic_gap of ");
        trials_say_length(playlist->zones[chance->zone].topic_gap_us, &why);
        hint = "a shorter topic_gap";
    }
    if (why.length > 0) {
        add(self, troubles, index, str_text(&why), hint);
    }
    str_fini(&why);
}

void chances_report(const struct chances *self, struct troubles *troubles)
{
    for (size_t i = 0; i < self->terms->plan.playlist->item_count; i++) {
        const struct chance *chance = &self->each[i];
        const struct item *item = &self->terms->plan.playlist->items[i];
        if (!chance->is_judged || chance->plays > 0) {
            continue;
        }
        if (!chance->has_day && !may_come_later(self->terms, item)) {
            report_no_day(self, troubles, i);
        } else if (chance->has_day && !chance->has_open_time) {
            report_closed(self, troubles, i);
        } else if (chance->has_open_time && !chance->may_begin) {
            report_silenced(self, troubles, i);
        } else if (chance->may_begin && chance->is_listed && chance->score != NULL) {
            report_no_turn(self, troubles, i);
        }
    }
}
