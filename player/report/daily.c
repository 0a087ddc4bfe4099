// Adding a day up.
#include "report/daily.h"

#include "base/civil.h"
#include "base/mem.h"
#include "reach/visits.h"

#include <stdlib.h>
#include <string.h>

#define HOUR_MS INT64_C(3600000)

// What the model needs of a play that counts.
struct daily_shown {
    double from_s, to_s; // since midnight
    double planned_s;
    size_t item;
};

void daily_init(struct daily *self, const struct station *station, int64_t day)
{
    *self = (struct daily){.day = day};
    self->midnight.us = day * CIVIL_DAY_US - (int64_t)station->offset_s * CLOCK_SECOND_US;
}

static void free_groups(struct daily_group *groups, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        free(groups[i].key);
    }
    free(groups);
}

void daily_fini(struct daily *self)
{
    for (size_t i = 0; i < self->item_count; i++) {
        free(self->items[i].item);
        free(self->items[i].topic);
        free(self->items[i].audience);
    }
    free(self->items);
    free_groups(self->topics, self->topic_count);
    free_groups(self->audiences, self->audience_count);
    free(self->shown);
    *self = (struct daily){0};
}

// --- facts ---

static const char *said(const char *text)
{
    return text != NULL ? text : "";
}

static int compare_item(const struct daily_item *item, const struct play *play)
{
    int order = strcmp(item->item, play->item);
    order = order != 0 ? order : strcmp(item->topic, said(play->topic));
    return order != 0 ? order : strcmp(item->audience, said(play->audience));
}

// Its place among the items, where it is put when it is new.
static size_t item_of(struct daily *self, const struct play *play)
{
    size_t low = 0;
    size_t high = self->item_count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (compare_item(&self->items[middle], play) < 0) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    if (low < self->item_count && compare_item(&self->items[low], play) == 0) {
        return low;
    }
    self->items = MEM_GROW(self->items, self->item_count, self->item_capacity);
    memmove(&self->items[low + 1], &self->items[low],
            (self->item_count - low) * sizeof *self->items);
    self->items[low] = (struct daily_item){.item = mem_copy(play->item),
                                           .topic = mem_copy(said(play->topic)),
                                           .audience = mem_copy(said(play->audience))};
    self->item_count++;
    for (size_t i = 0; i < self->shown_count; i++) {
        self->shown[i].item += self->shown[i].item >= low;
    }
    return low;
}

// Visible time up to `into_ms` after the start, evenly over the span.
static int64_t visible_until(const struct play *play, int64_t into_ms)
{
    const struct play_progress *shown = &play->shown;
    if (into_ms >= shown->span_ms) {
        return shown->visible_ms;
    }
    return into_ms <= 0 ? 0 : shown->visible_ms * into_ms / shown->span_ms;
}

// What runs past midnight stays with the last hour: the day of a play is that of its start.
static void add_hours(struct daily *self, const struct play *play)
{
    int64_t start_ms = (play->start_wall.us - self->midnight.us) / 1000;
    int64_t done_ms = 0;
    for (int64_t hour = start_ms / HOUR_MS; hour < OUTREACH_HOURS; hour++) {
        bool is_last = hour == OUTREACH_HOURS - 1;
        int64_t until_ms =
            is_last ? play->shown.visible_ms : visible_until(play, (hour + 1) * HOUR_MS - start_ms);
        self->hours_ms[hour] += until_ms - done_ms;
        done_ms = until_ms;
    }
}

static void keep_shown(struct daily *self, const struct play *play, size_t item)
{
    double from_s = (double)(play->start_wall.us - self->midnight.us) / CLOCK_SECOND_US;
    self->shown = MEM_GROW(self->shown, self->shown_count, self->shown_capacity);
    self->shown[self->shown_count++] =
        (struct daily_shown){from_s, from_s + (double)play->shown.visible_ms / 1000,
                             (double)play->planned_ms / 1000, item};
}

bool daily_is_outreach(const struct play *play)
{
    return strcmp(play->kind, "clock") != 0 && !play_is_simulated(play->program_version);
}

void daily_add(struct daily *self, const struct play *play, bool is_certain)
{
    size_t item = item_of(self, play);
    struct outreach_plays *plays = &self->items[item].plays;
    if (!is_certain) {
        plays->untrusted++;
        return;
    }
    if (play->display == DISPLAY_OFF) {
        plays->display_off++;
        return;
    }
    bool was_seen = play->end != PLAY_FAILED || play->shown.frames > 0;
    plays->plays += was_seen;
    plays->full_plays += was_seen && play_is_full(&play->shown, play->planned_ms);
    plays->display_unknown += was_seen && play->display == DISPLAY_UNKNOWN;
    plays->failed += play->end == PLAY_FAILED;
    plays->skipped += play->end == PLAY_SKIPPED;
    plays->cut += play->end == PLAY_CUT;
    if (was_seen && play->shown.visible_ms > 0) {
        plays->visible_ms += play->shown.visible_ms;
        add_hours(self, play);
        keep_shown(self, play, item);
    }
}

// --- the model ---

static size_t group_of(struct daily_group **groups, size_t *count, size_t *capacity,
                       const char *key)
{
    for (size_t i = 0; i < *count; i++) {
        if (strcmp((*groups)[i].key, key) == 0) {
            return i;
        }
    }
    *groups = MEM_GROW(*groups, *count, *capacity);
    (*groups)[*count] = (struct daily_group){.key = mem_copy(key)};
    return (*count)++;
}

// The sets that visits are counted for, each with its own state.
struct sets {
    struct visits all, *items, *topics, *audiences;
    size_t *topic_of, *audience_of; // by item
};

static int by_start(const void *a, const void *b)
{
    const struct daily_shown *left = a;
    const struct daily_shown *right = b;
    return (left->from_s > right->from_s) - (left->from_s < right->from_s);
}

static int64_t weekday_of(int64_t day)
{
    enum { THURSDAY = 3, WEEK = 7 }; // 1970-01-01 was one; Monday is 0
    int64_t weekday = (day + THURSDAY) % WEEK;
    return weekday < 0 ? weekday + WEEK : weekday;
}

// The hours of the day: counted where counters ran for nearly all of the hour, else as the audience
// says. True: every hour in which something was shown was counted by all of them.
static bool make_arrivals(const struct daily *self, const struct station *station,
                          const struct audience *audience, struct arrivals *out)
{
    int64_t weekday = weekday_of(self->day);
    bool is_all_counted = true;
    arrivals_init(out, 0);
    for (int hour = 0; hour < AUDIENCE_HOURS; hour++) {
        struct headcounts_span span = {.from = {self->midnight.us + hour * HOUR_MS * 1000},
                                       .day_from = self->midnight};
        span.to.us = span.from.us + HOUR_MS * 1000;
        double per_hour = 0;
        bool is_whole = false;
        bool is_counted = headcounts_per_hour(&station->headcounts, &span, &per_hour, &is_whole);
        per_hour = is_counted ? per_hour : audience->per_hour[weekday][hour];
        arrivals_add(out, (hour + 1) * 3600.0, per_hour);
        is_all_counted = is_all_counted && ((is_counted && is_whole) || self->hours_ms[hour] == 0);
    }
    return is_all_counted;
}

static void sets_init(struct sets *sets, struct daily *self, const struct arrivals *arrivals,
                      const struct dwell *dwell)
{
    sets->topic_of = mem_zeroed(self->item_count + 1, sizeof *sets->topic_of);
    sets->audience_of = mem_zeroed(self->item_count + 1, sizeof *sets->audience_of);
    for (size_t i = 0; i < self->item_count; i++) {
        sets->topic_of[i] = group_of(&self->topics, &self->topic_count, &self->topic_capacity,
                                     self->items[i].topic);
        sets->audience_of[i] = group_of(&self->audiences, &self->audience_count,
                                        &self->audience_capacity, self->items[i].audience);
    }
    sets->items = mem_zeroed(self->item_count + 1, sizeof *sets->items);
    sets->topics = mem_zeroed(self->topic_count + 1, sizeof *sets->topics);
    sets->audiences = mem_zeroed(self->audience_count + 1, sizeof *sets->audiences);
    visits_init(&sets->all, arrivals, dwell, OUTREACH_FREQUENCIES);
    for (size_t i = 0; i < self->item_count; i++) {
        visits_init(&sets->items[i], arrivals, dwell, 1);
    }
    for (size_t i = 0; i < self->topic_count; i++) {
        visits_init(&sets->topics[i], arrivals, dwell, 1);
    }
    for (size_t i = 0; i < self->audience_count; i++) {
        visits_init(&sets->audiences[i], arrivals, dwell, 1);
    }
}

static struct daily_visits take(struct visits *visits, bool is_counted)
{
    visits_end(visits);
    double count = visits->at_least[0];
    return (struct daily_visits){count, visits->stretch, is_counted ? visits->variance : count};
}

static void sets_take(struct sets *sets, struct daily *self, bool is_counted)
{
    self->all = take(&sets->all, is_counted);
    memcpy(self->frequency, sets->all.at_least, sizeof self->frequency);
    for (size_t i = 0; i < self->item_count; i++) {
        self->items[i].reach = take(&sets->items[i], is_counted);
        visits_fini(&sets->items[i]);
    }
    for (size_t i = 0; i < self->topic_count; i++) {
        self->topics[i].reach = take(&sets->topics[i], is_counted);
        visits_fini(&sets->topics[i]);
    }
    for (size_t i = 0; i < self->audience_count; i++) {
        self->audiences[i].reach = take(&sets->audiences[i], is_counted);
        visits_fini(&sets->audiences[i]);
    }
    visits_fini(&sets->all);
    free(sets->items);
    free(sets->topics);
    free(sets->audiences);
    free(sets->topic_of);
    free(sets->audience_of);
}

static void expose(struct daily *self, struct sets *sets, const struct audience *audience,
                   const struct arrivals *arrivals)
{
    for (size_t i = 0; i < self->shown_count; i++) {
        const struct daily_shown *shown = &self->shown[i];
        struct exposure play = {shown->from_s, shown->to_s, EXPOSURE_OTS_S};
        struct daily_item *item = &self->items[shown->item];
        struct modelled seen = exposure_impressions(&play, arrivals, &audience->dwell);
        item->impressions.count += seen.count;
        item->impressions.stretch += seen.stretch;
        play.threshold_s =
            exposure_full_s(shown->planned_s, audience->full_s, shown->to_s - shown->from_s);
        bool is_fed = visits_add(&sets->all, &play) &&
                      visits_add(&sets->items[shown->item], &play) &&
                      visits_add(&sets->topics[sets->topic_of[shown->item]], &play) &&
                      visits_add(&sets->audiences[sets->audience_of[shown->item]], &play);
        (void)is_fed; // they are in order
    }
}

static void model(struct daily *self, const struct station *station,
                  const struct audience *audience)
{
    struct arrivals arrivals;
    struct sets sets;
    bool is_counted =
        make_arrivals(self, station, audience, &arrivals) && audience->grade == GRADE_COUNTED;
    if (self->shown_count > 0) {
        qsort(self->shown, self->shown_count, sizeof *self->shown, by_start);
    }
    sets_init(&sets, self, &arrivals, &audience->dwell);
    expose(self, &sets, audience, &arrivals);
    sets_take(&sets, self, is_counted);
    arrivals_fini(&arrivals);
    self->has_model = true;
    self->grade =
        audience->grade == GRADE_COUNTED && !is_counted ? GRADE_CONFIGURED : audience->grade;
}

void daily_finish(struct daily *self, const struct station *station)
{
    const struct station_audience *said_on = station_audience_on(station, self->day);
    if (said_on != NULL && audience_is_known(&said_on->audience)) {
        model(self, station, &said_on->audience);
    }
    free(self->shown);
    self->shown = NULL;
    self->shown_count = self->shown_capacity = 0;
}
